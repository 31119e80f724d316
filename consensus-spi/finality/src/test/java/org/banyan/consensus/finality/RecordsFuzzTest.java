package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * Votes and evidence as peers send them: one encoding per value, which protobuf-java reads and writes too. The first byte chooses the record.
 */
class RecordsFuzzTest {
    private record Kind(Codec<?> codec, com.google.protobuf.Message prototype) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(FinalityVote.CODEC, org.banyan.consensus.finality.v1.FinalityVote.getDefaultInstance()),
            new Kind(VoteData.CODEC, org.banyan.consensus.finality.v1.VoteData.getDefaultInstance()),
            new Kind(Evidence.CODEC, org.banyan.consensus.finality.v1.Evidence.getDefaultInstance()));

    @FuzzTarget
    void records(byte[] input) throws InvalidProtocolBufferException {
        if (input.length == 0) {
            return;
        }
        Kind kind = KINDS.get((input[0] & 0xff) % KINDS.size());
        Bytes bytes = Bytes.wrap(Arrays.copyOfRange(input, 1, input.length));
        if (isAccepted(kind.codec(), bytes)) {
            com.google.protobuf.Message read =
                    kind.prototype().getParserForType().parseFrom(bytes.readOnlyArray());
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
