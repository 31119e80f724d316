package org.banyan.types.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.banyan.core.v1.BlockOuterClass;
import org.banyan.core.v1.ProofOuterClass;
import org.banyan.core.v1.ReceiptOuterClass;
import org.banyan.core.v1.Specification;
import org.banyan.core.v1.TransactionOuterClass;
import org.banyan.types.Bytes;
import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds our codec and protobuf-java together, in both directions, for every message. Rules ENC-1 and ENC-2 of docs/spi/encoding.md. */
class TwoReadersTest {
    private static final int CASES = 200;

    static List<MessageKind<?>> kinds() {
        return MessageKind.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void enc_2_we_and_protobuf_java_write_the_same_bytes_and_read_the_same_value(MessageKind<T> kind) {
        Seeds.each(CASES, values -> {
            T value = kind.generate().apply(values);
            Message mirror = kind.mirror().apply(value);

            Bytes ours = kind.codec().encode(value);

            assertThat(ours).isEqualTo(Bytes.wrap(mirror.toByteArray()));
            assertThat(kind.codec().decode(ours)).isEqualTo(value);
            assertThat(parse(kind, ours)).isEqualTo(mirror);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void enc_1_changed_bytes_are_refused_or_are_the_encoding_of_what_they_decode_to(MessageKind<T> kind) {
        AtomicInteger refused = new AtomicInteger();
        Seeds.each(CASES, values -> {
            WireMutator mutator = new WireMutator(values);
            Bytes changed = kind.codec().encode(kind.generate().apply(values));
            for (int i = 0; i < 10; i++) {
                changed = mutator.mutate(changed);
                refused.addAndGet(checkOneEncoding(kind, changed) ? 0 : 1);
            }
        });
        assertThat(refused.get()).as("refusals").isPositive();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void enc_1_noise_is_refused_or_is_the_encoding_of_what_it_decodes_to(MessageKind<T> kind) {
        Seeds.each(CASES, values -> checkOneEncoding(kind, values.bytes(64)));
    }

    @Test
    void every_message_of_the_protos_is_held() {
        Stream<String> published = Stream.of(
                        TransactionOuterClass.getDescriptor(),
                        BlockOuterClass.getDescriptor(),
                        ReceiptOuterClass.getDescriptor(),
                        Specification.getDescriptor(),
                        ProofOuterClass.getDescriptor())
                .flatMap(file -> file.getMessageTypes().stream())
                .map(Descriptor::getName);
        List<String> parts = List.of("OtherLeaf", "HeaderStep", "HeaderInParentStep");

        assertThat(published.filter(name -> !parts.contains(name)))
                .containsExactlyInAnyOrderElementsOf(
                        kinds().stream().map(MessageKind::toString).toList());
    }

    /** Whether the bytes are accepted; fails when another exception or a second encoding shows up. */
    private static <T> boolean checkOneEncoding(MessageKind<T> kind, Bytes bytes) {
        T value;
        try {
            value = kind.codec().decode(bytes);
        } catch (CodecException refusal) {
            assertThat(refusal).hasMessageContaining("at byte");
            return false;
        }
        assertThat(kind.codec().encode(value)).isEqualTo(bytes);
        return true;
    }

    private static Message parse(MessageKind<?> kind, Bytes bytes) {
        try {
            return kind.prototype().getParserForType().parseFrom(bytes.readOnlyArray());
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError("protobuf-java refuses our bytes " + bytes, malformed);
        }
    }
}
