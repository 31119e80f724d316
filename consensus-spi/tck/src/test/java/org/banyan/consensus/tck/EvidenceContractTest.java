package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.Judgement;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.testkit.consensus.ScriptedConsensusFactory;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Producer;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Test;

/** A plug-in whose judge is sound keeps C22 to C26, and each kind of unsound judge is found by one of them. */
class EvidenceContractTest {
    @Test
    void a_sound_judge_keeps_all_of_them() {
        Twins sound = new Twins((judge, served, evidence) -> judge.sound(served, evidence));
        sound.c22();
        sound.c23();
        sound.c24();
        sound.c25();
        sound.c26();
    }

    @Test
    void c22_finds_a_judge_that_convicts_nobody_or_the_neighbour_or_of_something_else() {
        fails(new Twins((judge, served, evidence) -> judge.no("I was not there"))::c22, "twins of producer 0");
        fails(
                new Twins((judge, served, evidence) -> judge.sound(served, evidence) instanceof Judgement.Guilty it
                        ? new Judgement.Guilty(served.childSet().producers().getLast(), it.offence(), it.at())
                        : judge.no("nothing"))::c22,
                "twins of producer 0");
        fails(
                new Twins((judge, served, evidence) -> judge.sound(served, evidence) instanceof Judgement.Guilty it
                        ? new Judgement.Guilty(it.producer(), "sloth", it.at())
                        : judge.no("nothing"))::c22,
                "twins of producer 0");
    }

    @Test
    void c22_finds_a_judge_that_claims_to_know_no_evidence() {
        fails(
                new Twins((judge, served, evidence) -> judge.sound(served, evidence) instanceof Judgement.Guilty it
                        ? it
                        : new Judgement.Refused(new Verdict.Rejected(Judgement.NO_JUDGE, "none")))::c22,
                "says that no evidence is known");
    }

    @Test
    void c23_finds_a_judge_that_looks_at_no_signature() {
        fails(
                new Twins((judge, served, evidence) -> judge.guilty(served, DoubleSeal.CODEC.decode(evidence)))::c23,
                "twins under another's key");
    }

    @Test
    void c23_finds_a_judge_that_convicts_for_two_honest_blocks() {
        fails(new Twins((judge, served, evidence) -> judge.signed(served, evidence))::c23, "what the honest sign");
    }

    @Test
    void c24_finds_a_judge_that_throws_at_what_it_cannot_read() {
        assertThatThrownBy(new Twins((judge, served, evidence) ->
                        judge.sealedTwice(served, DoubleSeal.CODEC.decode(evidence), judge.chain))::c24)
                .isInstanceOf(CodecException.class);
    }

    @Test
    void c24_finds_a_judge_that_takes_the_evidence_of_another_chain() {
        fails(
                new Twins((judge, served, evidence) -> {
                    try {
                        DoubleSeal twins = DoubleSeal.CODEC.decode(evidence);
                        return judge.sealedTwice(served, twins, twins.one().chainId());
                    } catch (CodecException malformed) {
                        return judge.no("unreadable");
                    }
                })::c24,
                "twins on another chain");
    }

    @Test
    void c24_finds_a_judge_that_gives_no_reason() {
        fails(
                new Twins((judge, served, evidence) ->
                        judge.sound(served, evidence) instanceof Judgement.Guilty it ? it : judge.no(" "))::c24,
                "blank");
    }

    @Test
    void c25_finds_a_judge_that_remembers() {
        fails(
                new Twins((judge, served, evidence) -> judge.asked++ == 0 ? judge.no("hear") : judge.no("hear again"))
                        ::c25,
                "asked in another order");
    }

    @Test
    void c26_finds_a_judge_that_lets_the_reporter_choose_the_time() {
        fails(
                new Twins((judge, served, evidence) -> judge.sound(served, evidence) instanceof Judgement.Guilty it
                        ? new Judgement.Guilty(
                                it.producer(), it.offence(), served.header().time())
                        : judge.no("nothing"))::c26,
                "reported with a later header");
    }

    @Test
    void c26_finds_evidence_that_counts_no_longer_than_trust() {
        fails(
                new Twins((judge, served, evidence) -> judge.sound(served, evidence), 9L * 24 * 3_600_000)::c26,
                "longer than light clients trust");
    }

    private static void fails(Runnable rule, String why) {
        assertThatThrownBy(rule::run).isInstanceOf(AssertionError.class).hasMessageContaining(why);
    }

    /** How a judge decides, sound or not. */
    @FunctionalInterface
    private interface Reasoning {
        Judgement judge(Judge judge, Checkpoint served, Bytes evidence);
    }

    /** The scripted consensus, in which two blocks of one height are an offence. */
    private static class Twins extends ScriptedConsensusTest.Scripted {
        private final Reasoning reasoning;
        private final long evidenceMillis;

        Twins(Reasoning reasoning) {
            this(reasoning, Consensus.EVIDENCE_MILLIS);
        }

        Twins(Reasoning reasoning, long evidenceMillis) {
            this.reasoning = reasoning;
            this.evidenceMillis = evidenceMillis;
        }

        void c22() {
            c22_evidence_convicts_its_offender_alone_or_the_plug_in_says_that_it_knows_none();
        }

        void c23() {
            c23_who_did_not_sign_or_did_not_contradict_itself_is_never_convicted();
        }

        void c24() {
            c24_evidence_that_is_altered_or_of_another_chain_or_set_convicts_nobody_else_and_has_a_reason();
        }

        void c25() {
            c25_a_judgement_depends_on_header_set_and_evidence_alone();
        }

        void c26() {
            c26_an_offence_keeps_its_time_whatever_header_it_is_reported_with_and_counts_longer_than_trust();
        }

        @Override
        public int producers() {
            return 4;
        }

        @Override
        public ConsensusFactory factory() {
            return new JudgingFactory(reasoning, evidenceMillis);
        }

        @Override
        public List<Offence> offences(EvidenceScene scene) {
            return List.of(new Offence("twins", time(scene), twins(scene, 9, 9)));
        }

        @Override
        public List<Bytes> alibis(EvidenceScene scene) {
            return List.of(twins(scene, 9, 10));
        }

        private static Timestamp time(EvidenceScene scene) {
            return scene.chain().genesisTime().plusMillis(7_000);
        }

        private static Bytes twins(EvidenceScene scene, long height, long otherHeight) {
            return DoubleSeal.CODEC.encode(scene.sealed(
                    scene.header(new Height(height), time(scene), Bytes.EMPTY, 1),
                    scene.header(new Height(otherHeight), time(scene), Bytes.EMPTY, 2)));
        }
    }

    private record JudgingFactory(Reasoning reasoning, long evidenceMillis) implements ConsensusFactory {
        private static final ConsensusFactory SCRIPTED = new ScriptedConsensusFactory();

        @Override
        public String id() {
            return SCRIPTED.id();
        }

        @Override
        public Consensus create(ChainParameters chain) {
            return new Judge(SCRIPTED.create(chain), chain, reasoning, evidenceMillis);
        }

        @Override
        public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
            return SCRIPTED.lightClient(suite, checkpoint);
        }
    }

    private static final class Judge implements Consensus {
        private final Consensus scripted;
        private final ConsensusFactory.ChainParameters parameters;
        private final ChainId chain;
        private final Reasoning reasoning;
        private final long evidenceMillis;
        private int asked;

        Judge(
                Consensus scripted,
                ConsensusFactory.ChainParameters parameters,
                Reasoning reasoning,
                long evidenceMillis) {
            this.scripted = scripted;
            this.parameters = parameters;
            this.chain = parameters.chainId();
            this.reasoning = reasoning;
            this.evidenceMillis = evidenceMillis;
        }

        @Override
        public Judgement judge(Checkpoint served, Bytes evidence) {
            return reasoning.judge(this, served, evidence);
        }

        @Override
        public long evidenceMillis() {
            return evidenceMillis;
        }

        Judgement sound(Checkpoint served, Bytes evidence) {
            try {
                return sealedTwice(served, DoubleSeal.CODEC.decode(evidence), chain);
            } catch (CodecException malformed) {
                return no("not canonical");
            }
        }

        Judgement sealedTwice(Checkpoint served, DoubleSeal twins, ChainId of) {
            return twins.one().height().equals(twins.other().height()) ? signed(served, twins, of) : no("two heights");
        }

        Judgement signed(Checkpoint served, Bytes evidence) {
            return signed(served, DoubleSeal.CODEC.decode(evidence), chain);
        }

        private Judgement signed(Checkpoint served, DoubleSeal twins, ChainId of) {
            if (twins.position() >= served.childSet().size()) {
                return no("nobody stands there");
            }
            Producer accused = served.childSet().producers().get(twins.position());
            return twins.defect(of, accused, parameters.suite()).map(this::no).orElseGet(() -> guilty(served, twins));
        }

        Judgement guilty(Checkpoint served, DoubleSeal twins) {
            return new Judgement.Guilty(
                    served.childSet().producers().get(twins.position()),
                    "twins",
                    twins.one().time());
        }

        Judgement no(String reason) {
            return new Judgement.Refused(new Verdict.Rejected(new RuleId("TWIN-1"), reason));
        }

        @Override
        public String id() {
            return scripted.id();
        }

        @Override
        public boolean headerOnly() {
            return scripted.headerOnly();
        }

        @Override
        public ConsensusState genesis() {
            return scripted.genesis();
        }

        @Override
        public ConsensusState decode(Bytes encoded) {
            return scripted.decode(encoded);
        }

        @Override
        public ForkChoice forkChoice() {
            return scripted.forkChoice();
        }

        @Override
        public long futureMillisMax() {
            return scripted.futureMillisMax();
        }

        @Override
        public ConsensusAgent agent(AgentSetup setup) {
            return scripted.agent(setup);
        }
    }
}
