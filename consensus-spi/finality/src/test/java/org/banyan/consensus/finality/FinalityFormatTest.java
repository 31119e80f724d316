package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** The codecs write exactly what the published .proto says, as protobuf-java understands it. */
class FinalityFormatTest {
    private final TestTree tree = new TestTree();
    private final Tip left = tree.child(tree.genesis, 1, 0);
    private final Tip right = tree.child(tree.genesis, 2, 1);
    private final VoteData prevote = VoteData.prevote(3, 500, new Source(499, left.id()));

    @Test
    void vote_data_and_protobuf_agree() throws Exception {
        for (VoteData data :
                List.of(prevote, VoteData.precommit(0, 1), VoteData.prevote(0, Long.MAX_VALUE, Source.NONE))) {
            Bytes encoded = VoteData.CODEC.encode(data);
            var message = org.banyan.consensus.finality.v1.VoteData.parseFrom(encoded.toArray());
            assertThat(message.getTerm()).isEqualTo(data.term());
            assertThat(message.getRound()).isEqualTo(data.round());
            assertThat(message.getPhaseValue()).isEqualTo(data.phase().code());
            assertThat(message.getSourceRound()).isEqualTo(data.source().round());
            assertThat(message.getSourceBlock().isEmpty())
                    .isEqualTo(data.source().isNone());
            assertThat(message.getUnknownFields().asMap()).isEmpty();
            assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
            assertThat(VoteData.CODEC.decode(encoded)).isEqualTo(data);
        }
    }

    @Test
    void votes_and_protobuf_agree() throws Exception {
        FinalityVote vote = tree.vote(left, 2, prevote);
        Bytes encoded = FinalityVote.CODEC.encode(vote);
        var message = org.banyan.consensus.finality.v1.FinalityVote.parseFrom(encoded.toArray());
        assertThat(message.getVote().getPosition()).isEqualTo(2);
        assertThat(message.getData().getRound()).isEqualTo(500);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
        assertThat(FinalityVote.CODEC.decode(encoded)).isEqualTo(vote);
    }

    @Test
    void evidence_and_protobuf_agree() throws Exception {
        Evidence evidence = evidence();
        Bytes encoded = Evidence.CODEC.encode(evidence);
        var message = org.banyan.consensus.finality.v1.Evidence.parseFrom(encoded.toArray());
        assertThat(message.getFirst().getVotesCount()).isEqualTo(1);
        assertThat(message.getSecond().getHeight()).isEqualTo(1);
        assertThat(message.getHeadersCount()).isEqualTo(2);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
        assertThat(Evidence.CODEC.decode(encoded)).isEqualTo(evidence);
    }

    @Test
    void a_changed_byte_is_refused_or_another_value() {
        assertStrict(FinalityVote.CODEC, tree.vote(left, 2, prevote));
        assertStrict(Evidence.CODEC, evidence());
    }

    @Test
    void a_chain_builder_finds_the_format() {
        assertThat(FinalityGadget.class.getResource("/banyan/consensus/finality/v1/finality.proto"))
                .isNotNull();
    }

    private Evidence evidence() {
        return new Evidence(
                tree.signed(left, 1, VoteData.precommit(3, 500)),
                tree.signed(right, 1, prevote),
                List.of(right.header(), left.header()));
    }

    private static <T> void assertStrict(Codec<T> codec, T value) {
        Bytes encoded = codec.encode(value);
        for (int at = 0; at < encoded.size(); at++) {
            for (int mask : new int[] {0x01, 0x55, 0x80}) {
                byte[] copy = encoded.toArray();
                copy[at] ^= (byte) mask;
                Bytes changed = Bytes.wrap(copy);
                try {
                    assertThat(codec.encode(codec.decode(changed))).isEqualTo(changed);
                } catch (CodecException refused) {
                    assertThat(refused.getMessage()).isNotEmpty();
                }
            }
        }
    }
}
