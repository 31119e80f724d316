package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.Judgement;
import org.banyan.contract.Offences.Judged;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Test;

/** Rules EVID-2 to EVID-5 and EVID-7: what a block may report, before and after the consensus judges it. */
class BranchOffencesTest {
    private static final CryptoSuite SUITE = new StubCryptoSuite();
    private static final TestProducers FIRST = TestProducers.count(SUITE, 4);
    private static final TestProducers NEXT = TestProducers.named(SUITE, "next-0", "next-1", "next-2", "next-3");
    private static final long WINDOW = 60_000;

    private final CertifiedChain chain = new CertifiedChain(SUITE, "here", FIRST).grow(100);
    private final CertifiedChain elsewhere = new CertifiedChain(SUITE, "elsewhere", FIRST).grow(100);

    @Test
    void who_served_on_this_branch_is_convicted_of_what_it_did_in_the_window() {
        assertThat(at(100).judge(report(95, 97)))
                .isEqualTo(new Judged.Guilty(FIRST.set().producers().get(1), "lie", time(97)));
        assertThat(at(100).judge(report(41, 41))).isInstanceOf(Judged.Guilty.class);
        assertThat(at(100).windowMillis()).isEqualTo(WINDOW);
    }

    @Test
    void evid_2_a_header_that_is_no_ancestor_of_the_block_shows_nothing() {
        refused("EVID-2", at(100).judge(new OffenceReport(elsewhere.checkpoint(95), said(97))));
        refused("EVID-2", at(90).judge(new OffenceReport(chain.checkpoint(90), said(90))));
        assertThat(at(91).judge(new OffenceReport(chain.checkpoint(90), said(90))))
                .isInstanceOf(Judged.Guilty.class);
    }

    @Test
    void evid_3_a_set_that_the_header_does_not_commit_to_is_refused() {
        Checkpoint served = new Checkpoint(chain.checkpoint(95).header(), NEXT.set());
        refused("EVID-3", at(100).judge(new OffenceReport(served, said(97))));
    }

    @Test
    void evid_4_what_is_older_than_the_window_or_of_a_time_to_come_is_refused() {
        refused("EVID-4", at(100).judge(report(39, 97)));
        refused("EVID-4", at(100).judge(report(95, 39)));
        refused("EVID-4", at(100).judge(report(95, 101)));
        assertThat(at(100).judge(report(40, 40))).isInstanceOf(Judged.Guilty.class);
        assertThat(at(100).judge(report(95, 100))).isInstanceOf(Judged.Guilty.class);
    }

    @Test
    void evid_5_what_the_consensus_refuses_is_refused_by_its_rule() {
        Judged judged = at(100).judge(new OffenceReport(chain.checkpoint(95), Bytes.utf8("he looked at me")));
        refused("EVID-5", judged);
        assertThat(((Judged.Refused) judged).verdict().reason()).startsWith("TEST-1: no lie");
    }

    @Test
    void evid_7_a_consensus_without_evidence_convicts_nobody() {
        BranchOffences none = new BranchOffences(
                new Judging(evidence -> Optional.empty(), false), SUITE.hash(), time(100), ancestors(99));
        refused("EVID-7", none.judge(report(95, 97)));
        assertThat(none.windowMillis()).isEqualTo(14L * 24 * 3_600_000);
    }

    /** A block at this height. */
    private BranchOffences at(int height) {
        return new BranchOffences(
                new Judging(BranchOffencesTest::when, true), SUITE.hash(), time(height), ancestors(height - 1));
    }

    private Function<Height, Optional<BlockId>> ancestors(long newest) {
        return height -> height.value() <= newest ? Optional.of(chain.block((int) height.value())) : Optional.empty();
    }

    private OffenceReport report(int served, int offence) {
        return new OffenceReport(chain.checkpoint(served), said(offence));
    }

    private Bytes said(int height) {
        return Bytes.utf8("lie at " + time(height).millis());
    }

    private Timestamp time(int height) {
        long slot = chain.checkpoint(1).header().time().millis()
                - chain.checkpoint(0).header().time().millis();
        return chain.checkpoint(0).header().time().plusMillis(slot * height);
    }

    private static Optional<Timestamp> when(Bytes evidence) {
        String text = new String(evidence.toArray(), StandardCharsets.UTF_8);
        return text.startsWith("lie at ")
                ? Optional.of(new Timestamp(Long.parseLong(text.substring(7))))
                : Optional.empty();
    }

    private static void refused(String rule, Judged judged) {
        assertThat(judged)
                .isInstanceOfSatisfying(
                        Judged.Refused.class,
                        refused -> assertThat(refused.verdict().rule()).isEqualTo(new RuleId(rule)));
    }

    /** Convicts the second producer of any set. */
    private record Judging(Function<Bytes, Optional<Timestamp>> when, boolean judges) implements Consensus {
        @Override
        public Judgement judge(Checkpoint served, Bytes evidence) {
            if (!judges) {
                return Consensus.super.judge(served, evidence);
            }
            return when.apply(evidence)
                    .<Judgement>map(at ->
                            new Judgement.Guilty(served.childSet().producers().get(1), "lie", at))
                    .orElseGet(() -> new Judgement.Refused(new Verdict.Rejected(new RuleId("TEST-1"), "no lie")));
        }

        @Override
        public long evidenceMillis() {
            return judges ? WINDOW : Consensus.super.evidenceMillis();
        }

        @Override
        public String id() {
            return "judging";
        }

        @Override
        public boolean headerOnly() {
            return true;
        }

        @Override
        public ConsensusState genesis() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConsensusState decode(Bytes encoded) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ForkChoice forkChoice() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long futureMillisMax() {
            return 0;
        }

        @Override
        public ConsensusAgent agent(AgentSetup setup) {
            throw new UnsupportedOperationException();
        }
    }
}
