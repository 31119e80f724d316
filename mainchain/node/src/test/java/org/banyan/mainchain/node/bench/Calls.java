package org.banyan.mainchain.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.banyan.contract.ContractCall;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.ContractDirectory;
import org.banyan.core.execution.TransactionRules;
import org.banyan.mainchain.bench.BenchClient;
import org.banyan.mainchain.bench.BurnLyingRequest;
import org.banyan.mainchain.bench.BurnRequest;
import org.banyan.mainchain.bench.DevelopmentBench;
import org.banyan.mainchain.bench.HotRequest;
import org.banyan.mainchain.bench.LinkRequest;
import org.banyan.mainchain.bench.SendRequest;
import org.banyan.types.Amount;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.Mark;

/** Verified transactions of the bench contract and transfers, each of another sender as far as there are accounts. */
final class Calls {
    private static final Amount ONE = Amount.of(1);

    /** Units of the fee token: ten times what the dearest call here costs. */
    private static final Amount FEE_LIMIT = Amount.of(20_000_000);

    private final Accounts accounts;
    private final Transfers transfers;
    private final TransactionRules checks;
    private final Mark mark;

    Calls(ChainRules rules, Accounts accounts, Mark mark) {
        this.accounts = accounts;
        this.mark = mark;
        this.transfers = new Transfers(rules);
        this.checks = new TransactionRules(rules, new ContractDirectory(rules));
    }

    private record Made(String contract, ContractCall call) {}

    private List<CheckedTransaction> block(int count, IntFunction<Made> call) {
        List<Made> made = IntStream.range(0, count).mapToObj(call).toList();
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> checked(accounts.signer(i % accounts.count()), made.get(i), i))
                .toList();
    }

    private CheckedTransaction checked(Signer sender, Made made, int number) {
        var prepared = transfers.call(sender, made.contract(), made.call(), FEE_LIMIT, number, mark);
        if (checks.check(prepared.envelope()) instanceof TransactionRules.Outcome.Checked checked) {
            return checked.transaction();
        }
        throw new IllegalStateException("the bench's own transaction is refused: " + made);
    }

    private static Made bench(ContractCall call) {
        return new Made(DevelopmentBench.NAME, call);
    }

    private Made transfer(int to) {
        return new Made(Transfers.TOKEN, Transfers.to(accounts.address(to % accounts.count()), ONE));
    }

    private Made send(int to) {
        return bench(BenchClient.SEND.call(new SendRequest(accounts.address(to % accounts.count()), Amount.ZERO)));
    }

    /** From {@code rich} to every account. */
    List<CheckedTransaction> funding(List<Signer> rich, Amount each) {
        return IntStream.range(0, accounts.count())
                .mapToObj(i -> checked(
                        rich.get(i % rich.size()),
                        new Made(Transfers.TOKEN, Transfers.to(accounts.address(i), each)),
                        i))
                .toList();
    }

    List<CheckedTransaction> burns(int count, long units) {
        return block(count, i -> bench(BenchClient.BURN.call(new BurnRequest(units, 2L * i, 2L * i + 1))));
    }

    /** Each between two accounts that nobody else uses. */
    List<CheckedTransaction> sends() {
        int half = accounts.count() / 2;
        return block(half, i -> send(i + half));
    }

    List<CheckedTransaction> transfers(int count) {
        return block(count, i -> transfer(i + count / 2));
    }

    /** 60 % transfers, 20 % sends, 20 % calls of {@code units} to two and a half times as many. */
    List<CheckedTransaction> mixed(int count, long units, SplittableRandom random) {
        return block(count, i -> switch (random.nextInt(5)) {
            case 0 ->
                bench(BenchClient.BURN.call(
                        new BurnRequest(random.nextLong(units, units * 5 / 2), 2L * i, 2L * i + 1)));
            case 1 -> send(random.nextInt(accounts.count()));
            default -> transfer(random.nextInt(accounts.count()));
        });
    }

    List<CheckedTransaction> zipf(int count, long units, int cells, SplittableRandom random) {
        Shape.Zipf shape = new Shape.Zipf(cells, 1.0);
        List<int[]> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(shape.draw(random));
        }
        return block(
                count, i -> bench(BenchClient.BURN.call(new BurnRequest(units, drawn.get(i)[0], drawn.get(i)[1]))));
    }

    /** Each reads what the one before it wrote. */
    List<CheckedTransaction> chain(int count, long units) {
        return block(count, i -> bench(BenchClient.LINK.call(new LinkRequest(units, i, i + 1L))));
    }

    List<CheckedTransaction> hot(int count, long units) {
        return block(count, i -> bench(BenchClient.HOT.call(new HotRequest(units))));
    }

    /** One in {@code wrongOneIn} touches a cell that it does not declare. */
    List<CheckedTransaction> lying(int count, long units, int wrongOneIn) {
        return block(
                count,
                i -> bench(BenchClient.BURN_LYING.call(
                        new BurnLyingRequest(units, i, i % wrongOneIn == 0 ? i + (long) count : i))));
    }
}
