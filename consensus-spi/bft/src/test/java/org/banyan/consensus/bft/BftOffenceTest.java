package org.banyan.consensus.bft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.Judgement;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

/** Rule BFT-13: what convicts a member, and that nothing else does. */
class BftOffenceTest {
    private static final TestProducers FOUR = SmallCase.FOUR;
    private static final ChainParameters CHAIN = SmallCase.parameters(FOUR);
    private static final Height HEIGHT = new Height(12);
    private static final int LIAR = 2;
    private static final Checkpoint SERVED =
            new Checkpoint(Samples.header(new Height(11), 0, Samples.block(1), 5), FOUR.set());

    private final BftConsensus consensus = (BftConsensus) new BftConsensusFactory().create(CHAIN);
    private final Quorum quorum = new Quorum(CHAIN.chainId(), FOUR.set(), SmallCase.SUITE);

    @Test
    void two_statements_of_one_phase_of_a_view_convict_in_every_phase() {
        for (Phase phase : Phase.values()) {
            Statement said = Statement.of(phase, 4);
            assertGuilty("double-statement", contradiction(vote(LIAR, said, 1), vote(LIAR, said, 2)));
        }
        assertGuilty(
                "double-statement",
                contradiction(
                        vote(LIAR, Statement.change(4, OptionalLong.of(1)), 1),
                        vote(LIAR, Statement.change(4, OptionalLong.empty()), 1)));
    }

    @Test
    void two_blocks_of_one_view_convict_their_leader() {
        assertGuilty("double-proposal", BftOffence.of(proposals(LIAR, header(12, 4, 1), header(12, 4, 2))));
    }

    @Test
    void bft_13_statements_that_do_not_contradict_each_other_convict_nobody() {
        Statement prepare = Statement.of(Phase.PREPARE, 4);
        assertInnocent(contradiction(vote(LIAR, prepare, 1), vote(LIAR, prepare, 1)));
        assertInnocent(contradiction(vote(LIAR, prepare, 1), vote(LIAR, Statement.of(Phase.COMMIT, 4), 2)));
        assertInnocent(contradiction(vote(LIAR, prepare, 1), vote(LIAR, Statement.of(Phase.PREPARE, 5), 2)));
    }

    @Test
    void bft_13_statements_of_two_members_or_under_other_signatures_convict_nobody() {
        Statement prepare = Statement.of(Phase.PREPARE, 4);
        Certificate good = vote(LIAR, prepare, 1);
        assertInnocent(contradiction(good, vote(1, prepare, 2)));
        Certificate forged = vote(1, prepare, 2);
        VoteSignature hers = new VoteSignature(LIAR, forged.votes().getFirst().signature());
        assertInnocent(contradiction(good, with(forged, List.of(hers))));
        assertInnocent(contradiction(good, with(vote(LIAR, prepare, 2), List.of())));
        List<VoteSignature> two = new ArrayList<>(vote(1, prepare, 2).votes());
        two.addAll(vote(LIAR, prepare, 2).votes());
        assertInnocent(contradiction(good, with(vote(LIAR, prepare, 2), two)));
        assertInnocent(contradiction(
                with(good, List.of(new VoteSignature(9, good.votes().getFirst().signature()))),
                with(forged, List.of(new VoteSignature(9, hers.signature())))));
    }

    @Test
    void bft_13_statements_of_another_chain_set_or_height_convict_nobody() {
        Statement prepare = Statement.of(Phase.PREPARE, 4);
        Quorum elsewhere = new Quorum(new ChainId(new Hash(9, 9, 9, 9)), FOUR.set(), SmallCase.SUITE);
        assertInnocent(
                contradiction(vote(elsewhere, HEIGHT, LIAR, prepare, 1), vote(elsewhere, HEIGHT, LIAR, prepare, 2)));
        Quorum others = new Quorum(
                CHAIN.chainId(),
                TestProducers.named(SmallCase.SUITE, "x", "y", "z").set(),
                SmallCase.SUITE);
        assertInnocent(contradiction(vote(others, HEIGHT, LIAR, prepare, 1), vote(others, HEIGHT, LIAR, prepare, 2)));
        Height next = HEIGHT.next();
        assertInnocent(contradiction(vote(quorum, next, LIAR, prepare, 1), vote(quorum, next, LIAR, prepare, 2)));
        assertInnocent(contradiction(vote(LIAR, prepare, 1), vote(quorum, next, LIAR, prepare, 2)));
    }

    @Test
    void bft_13_blocks_of_two_views_or_heights_or_of_others_convict_nobody() {
        assertInnocent(BftOffence.of(proposals(LIAR, header(12, 4, 1), header(12, 5, 2))));
        assertInnocent(BftOffence.of(proposals(LIAR, header(12, 4, 1), header(13, 4, 2))));
        assertInnocent(BftOffence.of(proposals(LIAR, header(13, 4, 1), header(13, 4, 2))));
        assertInnocent(BftOffence.of(proposals(LIAR, header(12, 4, 1), header(12, 4, 1))));
        DoubleSeal good = proposals(LIAR, header(12, 4, 1), header(12, 4, 2));
        assertInnocent(BftOffence.of(good.at(1)));
        assertInnocent(BftOffence.of(good.at(7)));
        assertInnocent(
                BftOffence.of(new DoubleSeal(LIAR, good.one(), good.sealOfOther(), good.other(), good.sealOfOne())));
    }

    @Test
    void bft_13_bytes_that_are_no_evidence_convict_nobody() {
        for (String hex : new String[] {"", "00", "0a00", "1200", "0a001200"}) {
            assertInnocent(Bytes.fromHex(hex));
        }
        Bytes good = BftOffence.of(proposals(LIAR, header(12, 4, 1), header(12, 4, 2)));
        for (int at = 0; at < good.size(); at++) {
            byte[] changed = good.toArray();
            changed[at] ^= 1;
            assertInnocent(Bytes.wrap(changed));
        }
    }

    private void assertGuilty(String offence, Bytes evidence) {
        assertThat(consensus.judge(SERVED, evidence))
                .isEqualTo(new Judgement.Guilty(
                        FOUR.set().producers().get(LIAR),
                        offence,
                        SERVED.header().time()));
    }

    private void assertInnocent(Bytes evidence) {
        assertThat(consensus.judge(SERVED, evidence))
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.verdict().rule()).isEqualTo(BftRules.NO_OFFENCE));
    }

    private static Bytes contradiction(Certificate first, Certificate second) {
        return BftOffence.of(new BftOffence.Contradiction(first, second));
    }

    private Certificate vote(int by, Statement said, long block) {
        return vote(quorum, HEIGHT, by, said, block);
    }

    private static Certificate vote(Quorum quorum, Height height, int by, Statement said, long block) {
        Certificate ballot = quorum.ballot(height, new BlockId(new Hash(block, 7, 7, 7)), said.encoded());
        Bytes signature = FOUR.signers()
                .get(by)
                .sign(SmallCase.SUITE.signingHash(ballot.chainId(), SignatureType.VOTE, quorum.object(ballot)));
        return with(ballot, List.of(new VoteSignature(by, signature)));
    }

    private static Certificate with(Certificate it, List<VoteSignature> votes) {
        return new Certificate(it.chainId(), it.height(), it.block(), it.producerSet(), it.data(), votes);
    }

    private static Header header(long height, long view, long salt) {
        return Samples.header(new Height(height), view, Samples.block(11), salt);
    }

    private static DoubleSeal proposals(int by, Header a, Header b) {
        return DoubleSeal.of(by, a, seal(by, a), b, seal(by, b), SmallCase.SUITE.hash());
    }

    private static Bytes seal(int by, Header header) {
        return FOUR.signers()
                .get(by)
                .sign(SmallCase.SUITE.signingHash(
                        header.chainId(),
                        SignatureType.BLOCK,
                        header.id(SmallCase.SUITE.hash()).hash()));
    }
}
