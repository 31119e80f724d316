package org.banyan.mainchain.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.authority.AuthorityConsensusFactory;
import org.banyan.contract.BatchRunner;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.execution.AccessListener;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.state.Overlay;
import org.banyan.crosschain.IndexExtension;
import org.banyan.crosschain.ParentExtension;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.drivers.exec.akka.AkkaTaskRunner;
import org.banyan.mainchain.bench.DevelopmentBench;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.host.Plugins;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.testkit.world.Entropy;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.receipt.Status;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every contract of a development chain with its real methods, on real threads that pause and break down: the same receipts, bytes, changes and cost as one
 * after another. More blocks: {@code -Dbanyan.law.blocks=2000}; one of them again: {@code -Dbanyan.law.seed=17}.
 */
class RealContractsLawTest {
    private static final int BLOCKS = Integer.getInteger("banyan.law.blocks", 30);
    private static final long SEED = Long.getLong("banyan.law.seed", -1);
    private static final int[] WORKERS = {2, 3, 4, 8};
    private static final int BLOCKS_PER_STATE = 40;
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
    private static final Planner.Thresholds EAGER = new Planner.Thresholds(1, 1, 0);
    private static final List<Unsteady> RUNNERS = new ArrayList<>();

    private final TrustedRuntime trusted =
            TrustedRuntime.forDevelopment(BatchRunner.SEQUENTIAL, List.of(new DevelopmentBench()), Optional.empty());
    private final ChainEngine engine = engine();
    private final ChainRules rules = engine.parts().rules();
    private final List<Signer> signers =
            DevKeys.NAMES.stream().map(new DevKeys(SUITE)::signer).toList();
    private final Map<String, Integer> succeeded = new LinkedHashMap<>();
    private final Map<String, Integer> failed = new LinkedHashMap<>();
    private int reexecuted;
    private int split;
    private int whole;

    @BeforeAll
    static void startWorkers() {
        for (int workers : WORKERS) {
            RUNNERS.add(new Unsteady(new AkkaTaskRunner(workers)));
        }
    }

    @AfterAll
    static void endWorkers() {
        RUNNERS.forEach(Unsteady::close);
    }

    private ChainEngine engine() {
        var specification = DevelopmentChain.specification(SUITE, trusted, new Timestamp(1_700_000_000_000L));
        AuthorityConsensusFactory authority = new AuthorityConsensusFactory();
        ChainRules chain = new ChainRules(
                specification,
                SUITE,
                List.of(trusted),
                List.of(),
                Plugins.found().consensuses());
        var consensus = authority.create(new ChainParameters(
                chain.chainId(),
                specification.genesisTime(),
                specification.consensus().slotMillis(),
                specification.consensus().parameters(),
                SUITE));
        return ChainEngine.open(
                new ChainDefinition(chain, consensus, List.of(new IndexExtension(), new ParentExtension())),
                new MemoryDisk().open(),
                PoolLimits.DEFAULT);
    }

    @Test
    void every_contract_gives_on_many_workers_what_it_gives_on_one() {
        long from = SEED >= 0 ? SEED / BLOCKS_PER_STATE * BLOCKS_PER_STATE : 0;
        long to = SEED >= 0 ? SEED : BLOCKS - 1;
        Overlay state = new Overlay(engine.headBranch().state());
        List<BlockExecutor> executors = RUNNERS.stream()
                .map(runner -> new BlockExecutor(rules, engine.parts().directory(), runner, EAGER))
                .toList();
        for (long seed = from; seed <= to; seed++) {
            if (seed % BLOCKS_PER_STATE == 0) {
                state = new Overlay(engine.headBranch().state());
            }
            check(seed, state, executors);
        }
        int broken = RUNNERS.stream().mapToInt(Unsteady::breakdowns).sum();
        System.out.println("law of real contracts: " + reexecuted + " transactions run again, " + split
                + " split groups, " + whole + " plans without repair, " + broken + " breakdowns; succeeded " + succeeded
                + ", failed " + failed);
        if (SEED < 0) {
            assertThat(reexecuted).as("transactions run again").isPositive();
            assertThat(split).as("split groups").isPositive();
            assertThat(whole).as("plans without repair").isPositive();
            assertThat(broken).as("breakdowns").isGreaterThan(BLOCKS / 2);
            assertThat(succeeded.keySet()).contains("token", "bench", "account", "registry", "crosschain");
        }
    }

    /** The state goes on with what the block did. */
    private void check(long seed, Overlay state, List<BlockExecutor> executors) {
        List<CheckedTransaction> transactions = block(new Entropy(seed).stream("block"));
        var environment = new BlockEnvironment(
                engine.head().header().height().plus(1 + seed % BLOCKS_PER_STATE),
                new Timestamp(1_700_000_008_000L),
                SUITE.addressOf(signers.getFirst().publicKey()));
        var sequential = new BlockExecutor(rules, engine.parts().directory(), AccessListener.NONE);
        var expected = sequential.execute(state, environment, List.of(), transactions);
        for (int i = 0; i < executors.size(); i++) {
            Unsteady runner = RUNNERS.get(i);
            var found = executors.get(i).execute(runner.over(state), environment, List.of(), transactions);
            same(expected, found, "seed " + seed + ", " + runner.workers() + " workers");
        }
        if (expected instanceof BlockExecutor.Outcome.Executed executed) {
            count(transactions, executed.block().receipts());
            executed.block().changes().changes().forEach((key, value) -> {
                value.ifPresentOrElse(present -> state.put(key, present), () -> state.remove(key));
            });
        }
    }

    private void same(BlockExecutor.Outcome expected, BlockExecutor.Outcome found, String where) {
        if (!(expected instanceof BlockExecutor.Outcome.Executed one)
                || !(found instanceof BlockExecutor.Outcome.Executed other)) {
            assertThat(found).as(where).isEqualTo(expected);
            return;
        }
        for (int i = 0; i < one.block().receipts().size(); i++) {
            assertThat(other.block().receipts().get(i))
                    .as(where + ", receipt " + i)
                    .isEqualTo(one.block().receipts().get(i));
        }
        assertThat(other.block().encodedReceipts().equals(one.block().encodedReceipts()))
                .as(where + ": encoded receipts")
                .isTrue();
        assertThat(other.block().cost())
                .as(where + ": cost")
                .isEqualTo(one.block().cost());
        assertThat(other.block().changes().changes())
                .as(where + ": changes")
                .isEqualTo(one.block().changes().changes());
        reexecuted += other.report().reexecuted();
        other.report().plan().ifPresent(plan -> {
            split += plan.groups().splitGroups();
            whole += other.report().reexecuted() == 0 ? 1 : 0;
        });
    }

    private void count(List<CheckedTransaction> transactions, List<Receipt> receipts) {
        for (int i = 0; i < transactions.size(); i++) {
            Receipt receipt = receipts.get(i + 1);
            var into = receipt.status() == Status.SUCCEEDED ? succeeded : failed;
            AccountCall call =
                    AccountCall.CODEC.decode(transactions.get(i).signed().body());
            into.merge(nameOf(call.contract()), 1, Integer::sum);
        }
    }

    private String nameOf(Address address) {
        return rules.collection().contracts().stream()
                .map(contract -> contract.name())
                .filter(name -> rules.systemAddress(name).equals(address))
                .findFirst()
                .orElse("account");
    }

    private List<CheckedTransaction> block(SplittableRandom random) {
        List<Address> addresses = new ArrayList<>();
        signers.forEach(signer -> addresses.add(SUITE.addressOf(signer.publicKey())));
        for (int i = random.nextInt(60); i > 0; i--) {
            addresses.add(new Address(new Hash(7, 7, 7, i)));
        }
        int count = random.nextInt(25) == 0 ? 400 + random.nextInt(400) : 1 + random.nextInt(80);
        List<CheckedTransaction> transactions = new ArrayList<>();
        for (AnyCall.Drawn drawn : new AnyCall(random, signers, addresses).calls(count)) {
            Signer sender = signers.get(random.nextInt(1 + random.nextInt(signers.size())));
            if (engine.transactionRules().check(envelope(drawn, sender, transactions.size(), random))
                    instanceof TransactionRules.Outcome.Checked checked) {
                transactions.add(checked.transaction());
            }
        }
        return transactions;
    }

    /** Now and then with a fee that does not last, or from an account with a policy. */
    private Bytes envelope(AnyCall.Drawn drawn, Signer sender, int salt, SplittableRandom random) {
        Address address = SUITE.addressOf(sender.publicKey());
        long units = random.nextInt(12) == 0 ? 9_000 + random.nextInt(5_000) : 60_000;
        Mark mark = new Mark(engine.head().header().height(), engine.head().id());
        Bytes body = AccountCall.CODEC.encode(new AccountCall(
                rules.chainId(),
                address,
                drawn.contract().equals("account") ? address : rules.systemAddress(drawn.contract()),
                drawn.call().method(),
                drawn.call().arguments(),
                mark,
                mark.height().plus(100),
                salt,
                new Fee(rules.specification().fees().unitPrice().times(units), Amount.of(random.nextInt(3))),
                address));
        var id =
                SignedTransaction.of(transaction(body, List.of()), SUITE.hash()).id();
        Hash message = SUITE.signingHash(rules.chainId(), SignatureType.TRANSACTION, id.hash());
        var key = sender.publicKey();
        return Transaction.CODEC.encode(
                transaction(body, List.of(new Authorization(key.scheme(), key.bytes(), sender.sign(message)))));
    }

    private static Transaction transaction(Bytes body, List<Authorization> authorizations) {
        return new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, authorizations);
    }
}
