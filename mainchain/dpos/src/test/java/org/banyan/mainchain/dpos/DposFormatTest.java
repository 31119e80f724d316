package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.ServiceLoader;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.mainchain.dpos.v1.Parameters;
import org.banyan.mainchain.dpos.v1.State;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** The codecs write exactly what the published .proto says, as protobuf-java understands it. */
class DposFormatTest {
    @Test
    void parameters_and_protobuf_agree() throws Exception {
        DposParameters parameters = Samples.parameters();
        Bytes encoded = DposParameters.CODEC.encode(parameters);
        Parameters message = Parameters.parseFrom(encoded.toArray());
        assertThat(message.getDelegates().getProducersCount()).isEqualTo(4);
        assertThat(message.getRoundsPerTerm()).isEqualTo(9);
        assertThat(message.getGrowth().name()).isEqualTo("GROWTH_YEARLY");
        assertThat(message.getSuspensionMillis()).isEqualTo(1_000);
        assertThat(message.getJailMillis()).isEqualTo(90_000);
        assertThat(message.getEvidenceMillis()).isEqualTo(80_000);
        assertThat(message.getElections(0).getTerm()).isEqualTo(3);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
        assertThat(DposParameters.CODEC.decode(encoded)).isEqualTo(parameters);
    }

    @Test
    void states_and_protobuf_agree() throws Exception {
        for (Content content : List.of(
                Samples.content(), Walk.of(7).content(), Walk.of(4).until(90).content())) {
            Bytes encoded = Content.CODEC.encode(content);
            State message = State.parseFrom(encoded.toArray());
            assertThat(message.getHeight()).isEqualTo(content.height().value());
            assertThat(message.getRound()).isEqualTo(content.round());
            assertThat(message.getOrderList().stream().map(Long::intValue).toList())
                    .isEqualTo(content.order().places());
            assertThat(bytes(message.getRecords(2).getValue()))
                    .isEqualTo(content.delegates().get(2).value().bytes());
            assertThat(message.getAttendanceCount())
                    .isEqualTo(content.attendance().size());
            assertThat(message.hasNext()).isEqualTo(content.next().isPresent());
            assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
            assertThat(Content.CODEC.decode(encoded)).isEqualTo(content);
        }
    }

    @Test
    void header_data_and_protobuf_agree() throws Exception {
        HeaderData data = Samples.data();
        Bytes encoded = HeaderData.CODEC.encode(data);
        var message = org.banyan.mainchain.dpos.v1.HeaderData.parseFrom(encoded.toArray());
        assertThat(bytes(message.getReveal()))
                .isEqualTo(data.reveal().orElseThrow().bytes());
        assertThat(bytes(message.getCommitment()))
                .isEqualTo(data.commitment().orElseThrow().bytes());
        assertThat(message.getElection().getApprovalsCount()).isEqualTo(3);
        assertThat(message.getDoubleProduction().getPosition()).isEqualTo(3);
        assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
        assertThat(HeaderData.CODEC.decode(encoded)).isEqualTo(data);
    }

    @Test
    void offences_and_protobuf_agree() throws Exception {
        for (Bytes encoded : List.of(
                DposOffence.of(Samples.data().doubleProduction().orElseThrow()), DposOffence.of(Samples.votes()))) {
            var message = org.banyan.mainchain.dpos.v1.Offence.parseFrom(encoded.toArray());
            assertThat(message.hasDoubleProduction()).isNotEqualTo(message.hasContradictingVotes());
            assertThat(message.getUnknownFields().asMap()).isEmpty();
            assertThat(Bytes.wrap(message.toByteArray())).isEqualTo(encoded);
            assertThat(DposOffence.CODEC.encode(DposOffence.CODEC.decode(encoded)))
                    .isEqualTo(encoded);
        }
    }

    @Test
    void a_changed_byte_is_refused_or_another_value() {
        refusedOrAnother(HeaderData.CODEC, HeaderData.CODEC.encode(Samples.data()));
        refusedOrAnother(DposOffence.CODEC, DposOffence.of(Samples.votes()));
        refusedOrAnother(Content.CODEC, Content.CODEC.encode(Samples.content()));
        refusedOrAnother(DposParameters.CODEC, DposParameters.CODEC.encode(Samples.parameters()));
    }

    @Test
    void a_node_finds_the_plug_in_and_a_chain_builder_its_format() {
        assertThat(ServiceLoader.load(ConsensusFactory.class).stream()
                        .map(provider -> provider.get().id()))
                .contains("dpos");
        assertThat(DposParameters.class.getResource("/banyan/mainchain/dpos/v1/dpos.proto"))
                .isNotNull();
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
