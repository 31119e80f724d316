package org.banyan.consensus.bft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ServiceLoader;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.bft.v1.Offence;
import org.banyan.consensus.bft.v1.Parameters;
import org.banyan.consensus.bft.v1.State;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** The codecs write exactly what the published .proto says, as protobuf-java understands it. */
class BftFormatTest {
    @Test
    void parameters_and_protobuf_agree() throws Exception {
        Bytes encoded = same(BftParameters.CODEC, Samples.parameters());
        Parameters message = Parameters.parseFrom(encoded.toArray());
        assertThat(message.getProducers().getProducersCount()).isEqualTo(4);
        assertThat(message.getViewMillis()).isEqualTo(700);
        assertThat(message.getViewMillisMax()).isEqualTo(5_600);
        assertThat(message.getEmptyEvery()).isEqualTo(3);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
    }

    @Test
    void states_and_protobuf_agree() throws Exception {
        Bytes encoded = same(StateContent.CODEC, Samples.state());
        State message = State.parseFrom(encoded.toArray());
        assertThat(message.getSince()).isEqualTo(300);
        assertThat(message.getProducers().getProducersCount()).isEqualTo(4);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
    }

    @Test
    void header_data_and_protobuf_agree() throws Exception {
        Bytes encoded = same(HeaderData.CODEC, Samples.data());
        var message = org.banyan.consensus.bft.v1.HeaderData.parseFrom(encoded.toArray());
        assertThat(message.getView()).isEqualTo(7);
        assertThat(message.getSetChange().getSince()).isEqualTo(4);
        assertThat(message.getSetChange().getValidUntil()).isEqualTo(9);
        assertThat(message.getSetChange().getApprovalsCount()).isEqualTo(3);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
    }

    @Test
    void statements_and_protobuf_agree() throws Exception {
        Bytes encoded = same(Statement.CODEC, Samples.change());
        var message = org.banyan.consensus.bft.v1.Statement.parseFrom(encoded.toArray());
        assertThat(message.getPhase()).isEqualTo(Phase.CHANGE.ordinal());
        assertThat(message.getView()).isEqualTo(9);
        assertThat(message.getLock()).as("one more than the lock's view").isEqualTo(5);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
    }

    @Test
    void messages_and_protobuf_agree() throws Exception {
        Bytes encoded = same(Message.CODEC, Samples.proposal());
        var message = org.banyan.consensus.bft.v1.Message.parseFrom(encoded.toArray());
        assertThat(message.getHeight()).isEqualTo(12);
        assertThat(message.getStatement().getPhase()).isEqualTo(Phase.PROPOSE.ordinal());
        assertThat(bytes(message.getBlock()))
                .isEqualTo(Samples.proposal().block().hash().bytes());
        assertThat(message.getVote().getPosition()).isEqualTo(2);
        assertThat(message.getChanges(0).getLock()).isEqualTo(5);
        assertThat(message.getChanges(1).getVote().getPosition()).isEqualTo(3);
        assertThat(message.getLock().getVotesCount()).isEqualTo(1);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
    }

    @Test
    void offences_and_protobuf_agree() throws Exception {
        Bytes statements = same(BftOffence.CODEC, Samples.statements());
        Offence message = Offence.parseFrom(statements.toArray());
        assertThat(message.getStatements().getFirst().getHeight()).isEqualTo(12);
        assertThat(message.hasProposals()).isFalse();
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(statements);
        Bytes proposals = same(BftOffence.CODEC, Samples.proposals());
        message = Offence.parseFrom(proposals.toArray());
        assertThat(message.getProposals().getPosition()).isEqualTo(3);
        assertThat(bytes(message.getProposals().getSealOfOther())).isEqualTo(Bytes.fromHex("0103"));
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(proposals);
    }

    @Test
    void a_changed_byte_is_refused_or_another_value() {
        refusedOrAnother(BftParameters.CODEC, BftParameters.CODEC.encode(Samples.parameters()));
        refusedOrAnother(StateContent.CODEC, StateContent.CODEC.encode(Samples.state()));
        refusedOrAnother(HeaderData.CODEC, HeaderData.CODEC.encode(Samples.data()));
        refusedOrAnother(Message.CODEC, Message.CODEC.encode(Samples.proposal()));
        refusedOrAnother(BftOffence.CODEC, BftOffence.CODEC.encode(Samples.statements()));
        refusedOrAnother(BftOffence.CODEC, BftOffence.CODEC.encode(Samples.proposals()));
    }

    @Test
    void values_that_mean_nothing_are_refused() {
        for (String hex : new String[] {"0804", "10ffffffffff01", "1801", "08011801", "0800"}) {
            assertThatThrownBy(() -> Statement.CODEC.decode(Bytes.fromHex(hex)))
                    .as(hex)
                    .isInstanceOf(CodecException.class);
        }
        assertThatThrownBy(() -> BftOffence.CODEC.decode(Bytes.EMPTY)).isInstanceOf(CodecException.class);
        Message vote = Samples.proposal();
        assertThatThrownBy(() -> new Message(
                        new Height(1),
                        Statement.of(Phase.COMMIT, 0),
                        vote.block(),
                        vote.vote(),
                        vote.changes(),
                        vote.lock()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_node_finds_the_plug_in_and_a_chain_builder_its_format() {
        assertThat(ServiceLoader.load(ConsensusFactory.class).stream()
                        .map(provider -> provider.get().id()))
                .contains("bft");
        assertThat(BftParameters.class.getResource("/banyan/consensus/bft/v1/bft.proto"))
                .isNotNull();
    }

    private static <T> Bytes same(Codec<T> codec, T value) {
        Bytes encoded = codec.encode(value);
        assertThat(codec.decode(encoded)).isEqualTo(value);
        return encoded;
    }

    private static <T> void refusedOrAnother(Codec<T> codec, Bytes encoded) {
        for (int at = 0; at < encoded.size(); at++) {
            byte[] copy = encoded.toArray();
            copy[at] ^= 0x55;
            Bytes changed = Bytes.wrap(copy);
            try {
                assertThat(codec.encode(codec.decode(changed))).isEqualTo(changed);
            } catch (CodecException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }

    private static Bytes bytes(ByteString value) {
        return Bytes.wrap(value.toByteArray());
    }
}
