package org.banyan.consensus.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.authority.v1.Parameters;
import org.banyan.consensus.authority.v1.State;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** The codecs write exactly what the published .proto says, as protobuf-java understands it. */
class AuthorityFormatTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();
    private static final TestProducers FOUR = TestProducers.count(SUITE, 4);
    private static final TestProducers NEXT = TestProducers.named(SUITE, "anna", "bert");
    private static final ChainParameters CHAIN =
            new ChainParameters(new ChainId(new Hash(1, 2, 3, 4)), new Timestamp(5), 400, Bytes.EMPTY, SUITE);

    @Test
    void parameters_and_protobuf_agree() throws Exception {
        Bytes encoded = AuthorityParameters.CODEC.encode(new AuthorityParameters(FOUR.set()));
        Parameters message = Parameters.parseFrom(encoded.toArray());
        assertThat(message.getProducers().getProducersCount()).isEqualTo(4);
        assertThat(bytes(message.getProducers().getProducers(2).getKey()))
                .isEqualTo(FOUR.set().producers().get(2).key().bytes());
        assertThat(message.getUnknownFields().asMap()).isEmpty();
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
        assertThat(AuthorityParameters.CODEC.decode(encoded).producers()).isEqualTo(FOUR.set());
    }

    @Test
    void states_and_protobuf_agree() throws Exception {
        for (StateContent content : List.of(
                new StateContent(FOUR.set(), Height.GENESIS, true),
                new StateContent(NEXT.set(), new Height(300), false))) {
            Bytes encoded = StateContent.CODEC.encode(content);
            State message = State.parseFrom(encoded.toArray());
            assertThat(message.getSince()).isEqualTo(content.since().value());
            assertThat(message.getSettled()).isEqualTo(content.settled());
            assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
            assertThat(StateContent.CODEC.decode(encoded)).isEqualTo(content);
        }
    }

    @Test
    void header_data_and_protobuf_agree() throws Exception {
        SetChange change = Changes.approved(CHAIN, FOUR, new Height(7), new Height(900), NEXT.set());
        Bytes encoded = HeaderData.CODEC.encode(new HeaderData(Optional.of(change)));
        var message = org.banyan.consensus.authority.v1.HeaderData.parseFrom(encoded.toArray())
                .getSetChange();
        assertThat(bytes(message.getCurrent())).isEqualTo(change.current().bytes());
        assertThat(message.getSince()).isEqualTo(7);
        assertThat(message.getValidUntil()).isEqualTo(900);
        assertThat(message.getNext().getProducersCount()).isEqualTo(2);
        assertThat(message.getApprovalsCount()).isEqualTo(3);
        assertThat(message.getApprovals(1).getPosition()).isEqualTo(1);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(SetChange.CODEC.encode(change));
        assertThat(HeaderData.CODEC.decode(encoded).setChange()).contains(change);
    }

    @Test
    void a_changed_byte_is_refused_or_another_value() {
        Bytes encoded =
                SetChange.CODEC.encode(Changes.approved(CHAIN, FOUR, new Height(7), new Height(900), NEXT.set()));
        for (int at = 0; at < encoded.size(); at++) {
            byte[] copy = encoded.toArray();
            copy[at] ^= 0x55;
            Bytes changed = Bytes.wrap(copy);
            try {
                assertThat(SetChange.CODEC.encode(SetChange.CODEC.decode(changed)))
                        .isEqualTo(changed);
            } catch (CodecException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
        assertThatThrownBy(() -> SetChange.CODEC.decode(Bytes.EMPTY)).isInstanceOf(CodecException.class);
    }

    @Test
    void a_node_finds_the_plug_in_and_a_chain_builder_its_format() {
        assertThat(ServiceLoader.load(ConsensusFactory.class).stream()
                        .map(provider -> provider.get().id()))
                .contains("authority");
        assertThat(AuthorityConsensus.class.getResource("/banyan/consensus/authority/v1/authority.proto"))
                .isNotNull();
    }

    private static Bytes bytes(ByteString value) {
        return Bytes.wrap(value.toByteArray());
    }
}
