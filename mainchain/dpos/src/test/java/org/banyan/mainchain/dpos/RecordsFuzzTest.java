package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.List;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.mainchain.dpos.v1.Parameters;
import org.banyan.mainchain.dpos.v1.State;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * The plug-in's own records, in headers, states, specifications and operators' files: one encoding per value, which protobuf-java reads and writes too. The
 * first byte chooses the record.
 */
class RecordsFuzzTest {
    private record Kind(Codec<?> codec, Message prototype) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(HeaderData.CODEC, org.banyan.mainchain.dpos.v1.HeaderData.getDefaultInstance()),
            new Kind(Content.CODEC, State.getDefaultInstance()),
            new Kind(DposParameters.CODEC, Parameters.getDefaultInstance()),
            new Kind(Election.CODEC, org.banyan.mainchain.dpos.v1.Election.getDefaultInstance()),
            new Kind(DposOffence.CODEC, org.banyan.mainchain.dpos.v1.Offence.getDefaultInstance()));

    @FuzzTarget
    void records(byte[] input) throws InvalidProtocolBufferException {
        if (input.length == 0) {
            return;
        }
        Kind kind = KINDS.get((input[0] & 0xff) % KINDS.size());
        Bytes bytes = Bytes.wrap(Arrays.copyOfRange(input, 1, input.length));
        if (isAccepted(kind.codec(), bytes)) {
            Message read = kind.prototype().getParserForType().parseFrom(bytes.readOnlyArray());
            assertThat(read.getUnknownFields().asMap()).isEmpty();
            assertThat(Bytes.wrap(read.toByteArray())).isEqualTo(bytes);
        }
    }

    private static <T> boolean isAccepted(Codec<T> codec, Bytes bytes) {
        T value;
        try {
            value = codec.decode(bytes);
        } catch (CodecException refusal) {
            assertThat(refusal).hasMessageContaining("at byte");
            return false;
        }
        assertThat(codec.encode(value)).isEqualTo(bytes);
        return true;
    }
}
