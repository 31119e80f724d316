package org.banyan.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.Limits;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.SignedTransaction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stateful model of a pool under attack by accounts that outbid others and move their money away: what honest transactions lose by being pushed out, the attackers
 * pay at least as much. Source: Li et al., "DETER: Denial of Ethereum Txpool Services", 2021; Wang et al., "Asymmetric Mempool DoS Security", 2024.
 */
class PoolAttackTest {
    private static final int BLOCK = 8;
    private static final PoolLimits POOL = new PoolLimits(24, 1 << 20, 20);
    private static final long FEE_LIMIT = 30_000;
    private static final int ATTACKS = 8;
    private static final Signer SINK = TestKeys.named(TestChain.SUITE, "sink");

    private final TestChain chain = new TestChain(new MemoryDisk().open(), PoolAttackTest::smallBlocks, POOL);
    private final List<Signer> honest = new ArrayList<>();
    private final List<Signer> attackers = new ArrayList<>();
    private final Map<TransactionId, Amount> waiting = new LinkedHashMap<>();
    private final Map<TransactionId, Attacking> theirs = new LinkedHashMap<>();
    private Sum lost = Sum.ZERO;
    private Sum paid = Sum.ZERO;
    private int pushedOut;

    private record Attacking(Signer sender, Amount tip) {}

    /** Tips, and how many transactions: each of them also pays for itself. */
    private record Sum(int transactions, Amount tips) {
        private static final Sum ZERO = new Sum(0, Amount.ZERO);

        private Sum plus(Amount tip) {
            return new Sum(transactions + 1, tips.plus(tip));
        }
    }

    static List<Long> seeds() {
        return Long.getLong("banyan.pool.seeds") == null
                ? List.of(1L, 2L, 3L, 4L, 5L, 6L)
                : new Random(7).longs(Long.getLong("banyan.pool.seeds")).boxed().toList();
    }

    private static ChainSpecification smallBlocks(ChainSpecification usual) {
        Limits limits = usual.limits();
        return new ChainSpecification(
                usual.format(),
                usual.name(),
                usual.cryptoSuite(),
                usual.addressPrefix(),
                usual.genesisTime(),
                usual.consensus(),
                usual.collection(),
                usual.updateRule(),
                usual.parents(),
                usual.indexing(),
                new Limits(
                        limits.transactionBytes(),
                        limits.blockBytes(),
                        BLOCK,
                        limits.authorizations(),
                        limits.transactionCost(),
                        limits.blockCost(),
                        limits.callDepth(),
                        limits.codeBytes(),
                        limits.valueBytes(),
                        limits.events(),
                        limits.inherents(),
                        limits.headerBytes()),
                usual.fees(),
                usual.genesisCalls());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_attackers_push_out_they_pay_for(long seed) {
        for (int i = 0; i < 6; i++) {
            honest.add(TestKeys.named(TestChain.SUITE, "honest" + i));
            attackers.add(TestKeys.named(TestChain.SUITE, "attacker" + i));
        }
        Random random = new Random(seed);
        for (int attack = 0; attack < ATTACKS; attack++) {
            fund();
            lost = Sum.ZERO;
            paid = Sum.ZERO;
            attack(random);
            String where = "seed %d, attack %d: ".formatted(seed, attack);
            assertThat(lost.transactions())
                    .as(where + "pushed out, against paid for")
                    .isLessThanOrEqualTo(paid.transactions());
            assertThat(lost.tips()).as(where + "tips lost, against tips paid").isLessThanOrEqualTo(paid.tips());
        }
        assertThat(pushedOut).as("seed %d: pushed out in all", seed).isPositive();
    }

    private void fund() {
        for (int i = 0; i < 6; i++) {
            give(honest.get(i), 2_000_000);
            give(attackers.get(i), 14 * FEE_LIMIT);
            chain.extendHead();
            chain.extendHead();
        }
    }

    /** Honest ones fill the pool, attackers outbid them and each other, and move what they can away before it is all taken. */
    private void attack(Random random) {
        for (int round = random.nextInt(3); round >= 0; round--) {
            while (chain.engine().pool().size() < POOL.transactions()) {
                honestSubmits(random);
            }
            for (int waves = 1 + random.nextInt(4); waves > 0; waves--) {
                wave(random, 100 * (5 - waves));
                checkBounds();
            }
            if (random.nextInt(4) > 0) {
                theirs.values().stream()
                        .map(Attacking::sender)
                        .distinct()
                        .toList()
                        .forEach(this::drain);
            }
            block();
            checkBounds();
        }
        while (!theirs.isEmpty()) {
            block();
            theirs.keySet().removeIf(id -> !chain.engine().pool().contains(id));
        }
        while (!waiting.isEmpty()) {
            block();
        }
    }

    private void give(Signer to, long amount) {
        assertThat(chain.submit(chain.sign(chain.transfer(TestChain.ALICE, to, amount), TestChain.ALICE))
                        .isAccepted())
                .isTrue();
    }

    private TransactionId send(Signer sender, Signer to, long amount, long tip, String method) {
        AccountCall call = method.equals("Transfer")
                ? chain.transfer(sender, to, amount)
                : chain.call(sender, method, Bytes.EMPTY);
        AccountCall tipped = new AccountCall(
                call.chainId(),
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                call.mark(),
                new Height(100_000),
                call.salt(),
                new Fee(Amount.of(FEE_LIMIT + tip), Amount.of(tip)),
                call.payer());
        Bytes envelope = chain.sign(tipped, sender);
        Verdict verdict = chain.submit(envelope);
        TransactionId id =
                SignedTransaction.decode(envelope, TestChain.SUITE.hash()).id();
        if (verdict.isAccepted()) {
            if (honest.contains(sender)) {
                waiting.put(id, Amount.of(tip));
            } else {
                theirs.put(id, new Attacking(sender, Amount.of(tip)));
            }
        }
        return id;
    }

    private void honestSubmits(Random random) {
        for (int i = random.nextInt(8); i >= 0; i--) {
            send(honest.get(random.nextInt(honest.size())), SINK, 1, random.nextInt(100), "Transfer");
            // honest ones that push each other out are no attack
            waiting.keySet().removeIf(id -> !chain.engine().pool().contains(id));
        }
    }

    private void wave(Random random, long tip) {
        Signer attacker = attackers.get(random.nextInt(attackers.size()));
        String method = random.nextInt(4) == 0 ? "Fail" : "Transfer";
        for (int i = random.nextInt(20); i >= 0; i--) {
            send(attacker, SINK, 1, tip + random.nextInt(20), method);
            countLost();
        }
    }

    /** All goes away that one block's transactions leave, in front of the others. */
    private void drain(Signer attacker) {
        long amount = chain.balance(attacker).toLongSaturated() - BLOCK * (FEE_LIMIT + 1_000);
        if (amount > 0) {
            send(attacker, SINK, amount, 1_000, "Transfer");
            countLost();
        }
    }

    private void countLost() {
        waiting.entrySet().removeIf(entry -> {
            boolean gone = !chain.engine().pool().contains(entry.getKey());
            if (gone) {
                lost = lost.plus(entry.getValue());
                pushedOut++;
            }
            return gone;
        });
    }

    private void block() {
        BlockId made = chain.extendHead();
        for (Bytes raw : chain.engine().store().block(made).orElseThrow().body().transactions()) {
            TransactionId id =
                    SignedTransaction.decode(raw, TestChain.SUITE.hash()).id();
            waiting.remove(id);
            Attacking packed = theirs.remove(id);
            if (packed != null) {
                paid = paid.plus(packed.tip());
            }
        }
        countLost();
    }

    private void checkBounds() {
        TransactionPool pool = chain.engine().pool();
        assertThat(pool.size()).isLessThanOrEqualTo(POOL.transactions());
        assertThat(pool.bytes()).isLessThanOrEqualTo(POOL.bytes());
        if (pool.size() >= POOL.transactions() / 2) {
            attackers.forEach(attacker -> assertThat(limits(attacker))
                    .as("fee limits of what waits for one attacker, against its money")
                    .isLessThanOrEqualTo(chain.balance(attacker)));
        }
    }

    private Amount limits(Signer attacker) {
        return theirs.entrySet().stream()
                .filter(entry -> entry.getValue().sender() == attacker)
                .filter(entry -> chain.engine().pool().contains(entry.getKey()))
                .map(entry -> entry.getValue().tip().plus(Amount.of(FEE_LIMIT)))
                .reduce(Amount.ZERO, Amount::plus);
    }
}
