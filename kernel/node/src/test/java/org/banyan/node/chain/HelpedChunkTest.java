package org.banyan.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.TransactionRules.Outcome;
import org.banyan.node.chain.VerifyObserver.Fate;
import org.banyan.node.fixture.TestProcess;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.OfferedChunk;
import org.banyan.spi.verification.SignatureChunk;
import org.banyan.spi.verification.VerifyWorkers;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;
import org.junit.jupiter.api.Test;

/** docs/spi/verification.md: what a node takes from its workers, and what it finds out about them. */
class HelpedChunkTest {
    private static final int SIZE = 40;
    private static final int WRONG = 16;
    private static final Signer ALICE = TestKeys.named(TestProcess.SUITE, "alice");

    private final RunningChain chain = new TestProcess().start("main", ALICE);
    private final TransactionRules rules = chain.transactionRules();
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final Offers offers = new Offers();
    private final List<Fate> fates = new ArrayList<>();

    /** Workers that do nothing by themselves. */
    private static final class Offers implements VerifyWorkers {
        private final List<OfferedChunk> offered = new ArrayList<>();
        private final List<String> distrusted = new ArrayList<>();

        @Override
        public boolean present() {
            return true;
        }

        @Override
        public void offer(OfferedChunk chunk) {
            offered.add(chunk);
        }

        @Override
        public void distrust(String worker, String why) {
            distrusted.add(worker);
        }

        @Override
        public void close() {}
    }

    /** Forms of transactions, those chosen signed by the wrong key. */
    private List<Outcome> forms(IntPredicate wrong) {
        List<Outcome> forms = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            forms.add(rules.checkForm(i % 9 == 8 ? Bytes.utf8("no transaction") : transaction(i, wrong.test(i))));
        }
        return forms;
    }

    private Bytes transaction(long salt, boolean wrong) {
        Address sender = TestProcess.SUITE.addressOf(ALICE.publicKey());
        Bytes body = AccountCall.CODEC.encode(new AccountCall(
                chain.chainId(),
                sender,
                sender,
                "Transfer",
                Bytes.EMPTY,
                new Mark(Height.GENESIS, chain.status().headId()),
                new Height(50),
                salt,
                new Fee(Amount.ZERO, Amount.ZERO),
                sender));
        var unsigned = new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, List.of());
        Hash id = SignedTransaction.of(unsigned, TestProcess.SUITE.hash()).id().hash();
        SignatureType type = wrong ? SignatureType.VOTE : SignatureType.TRANSACTION;
        Bytes signature = ALICE.sign(TestProcess.SUITE.signingHash(chain.chainId(), type, id));
        return Transaction.CODEC.encode(new Transaction(
                TransactionFamilies.ACCOUNT,
                AccountCall.VERSION,
                body,
                List.of(new Authorization(ALICE.publicKey(), signature))));
    }

    private HelpedChunk begin(List<Outcome> forms, int sample, long seed) {
        var help = new VerifyHelp(offers, sample, () -> seed, fates::add);
        var chunk = new HelpedChunk(rules, TestProcess.SUITE.id(), threads::add, help, forms);
        chunk.begin();
        return chunk;
    }

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private static ChunkVerdicts honest(SignatureChunk chunk) {
        return ChunkVerdicts.of(chunk.checks().size(), i -> {
            var check = chunk.checks().get(i);
            return TestProcess.SUITE
                    .scheme(check.scheme())
                    .orElseThrow()
                    .verify(check.message(), check.key(), check.signature());
        });
    }

    private List<Outcome> alone(List<Outcome> forms) {
        return forms.stream().map(rules::checkSignatures).toList();
    }

    @Test
    void outcomes_are_those_of_a_node_alone_whoever_verifies_and_whatever_comes_late() {
        List<Outcome> forms = forms(i -> i % 5 == 0);
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            HelpedChunk chunk = begin(forms, 5, seed);
            boolean claimed = false;
            for (int step = 0; step < 6; step++) {
                switch (random.nextInt(3)) {
                    case 0 -> claimed |= chunk.claim().isPresent();
                    case 1 -> runThreads();
                    default -> {
                        if (claimed && random.nextBoolean()) {
                            chunk.lost();
                        } else if (claimed) {
                            chunk.answered("w", honest(chunkOf(forms)));
                        }
                    }
                }
            }
            chunk.lost();
            runThreads();
            assertThat(chunk.outcomes().join()).as("seed %d", seed).isEqualTo(alone(forms));
        }
        assertThat(offers.distrusted).isEmpty();
    }

    private SignatureChunk chunkOf(List<Outcome> forms) {
        return begin(forms, 0, 0).claim().orElseThrow();
    }

    @Test
    void only_one_side_begins_with_a_chunk() {
        HelpedChunk chunk = begin(forms(i -> false), 5, 1);
        assertThat(chunk.claim()).isPresent();
        assertThat(chunk.claim()).isEmpty();
        runThreads();
        assertThat(chunk.outcomes()).isNotDone();

        HelpedChunk other = begin(forms(i -> false), 5, 1);
        runThreads();
        assertThat(other.outcomes()).isDone();
        assertThat(other.claim()).isEmpty();
    }

    @Test
    void with_a_sample_of_all_no_lie_passes_and_the_liar_is_known() {
        List<Outcome> forms = forms(i -> i == WRONG);
        HelpedChunk chunk = begin(forms, 100, 3);
        chunk.answered("liar", everythingValid(chunk.claim().orElseThrow()));
        runThreads();
        assertThat(chunk.outcomes().join()).isEqualTo(alone(forms));
        assertThat(offers.distrusted).containsExactly("liar");
    }

    private static ChunkVerdicts everythingValid(SignatureChunk chunk) {
        return ChunkVerdicts.of(chunk.checks().size(), i -> true);
    }

    /** The promise about lies, and its limit: the sample finds its share of them, and what it does not find is taken. */
    @Test
    void a_sample_finds_its_share_of_lies_and_the_others_pass() {
        List<Outcome> forms = forms(i -> i == WRONG);
        int chunks = 400;
        int passed = 0;
        for (int seed = 0; seed < chunks; seed++) {
            HelpedChunk chunk = begin(forms, 10, seed);
            chunk.answered("liar", everythingValid(chunk.claim().orElseThrow()));
            runThreads();
            passed += chunk.outcomes().join().get(WRONG) instanceof Outcome.Checked ? 1 : 0;
        }
        int found = offers.distrusted.size();
        assertThat(found + passed).isEqualTo(chunks);
        // 10 percent, and one of 36 that is looked at in any case: 12.5 percent of 400 are 50, with a deviation of 6.6.
        assertThat(found).isBetween(25, 75);
    }

    @Test
    void valid_signatures_that_a_worker_calls_invalid_are_taken_and_the_liar_is_known() {
        List<Outcome> forms = forms(i -> i == WRONG);
        HelpedChunk chunk = begin(forms, 0, 3);
        SignatureChunk asked = chunk.claim().orElseThrow();
        chunk.answered("liar", ChunkVerdicts.of(asked.checks().size(), i -> false));
        runThreads();
        assertThat(chunk.outcomes().join()).isEqualTo(alone(forms));
        assertThat(offers.distrusted).containsExactly("liar");
    }

    @Test
    void verdicts_on_another_number_of_signatures_are_a_lie() {
        List<Outcome> forms = forms(i -> false);
        HelpedChunk chunk = begin(forms, 0, 3);
        SignatureChunk asked = chunk.claim().orElseThrow();
        chunk.answered("liar", ChunkVerdicts.of(asked.checks().size() - 1, i -> true));
        runThreads();
        assertThat(chunk.outcomes().join()).isEqualTo(alone(forms));
        assertThat(offers.distrusted).containsExactly("liar");
    }

    @Test
    void what_becomes_of_each_chunk_is_told_once() {
        List<Outcome> forms = forms(i -> false);
        HelpedChunk here = begin(forms, 5, 1);
        runThreads();
        assertThat(here.claim()).isEmpty();
        assertThat(fates).containsExactly(Fate.HERE);

        fates.clear();
        HelpedChunk lost = begin(forms, 5, 1);
        assertThat(lost.claim()).isPresent();
        lost.lost();
        lost.lost();
        runThreads();
        assertThat(fates).containsExactly(Fate.SHIPPED, Fate.LOST);

        fates.clear();
        HelpedChunk believed = begin(forms, 5, 1);
        believed.answered("w", honest(believed.claim().orElseThrow()));
        runThreads();
        assertThat(fates).containsExactly(Fate.SHIPPED, Fate.BELIEVED);

        fates.clear();
        HelpedChunk wrong = begin(forms, 5, 1);
        int asked = wrong.claim().orElseThrow().checks().size();
        wrong.answered("liar", ChunkVerdicts.of(asked, i -> false));
        runThreads();
        assertThat(fates).containsExactly(Fate.SHIPPED, Fate.WRONG);
    }
}
