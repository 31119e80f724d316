package org.banyan.types.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalWriterTest {
    private final CanonicalWriter out = new CanonicalWriter();

    @Test
    void enc_6_defaults_are_left_out() {
        out.uint64(1, 0);
        out.uint32(2, 0);
        out.bool(3, false);
        out.bytes(4, Bytes.EMPTY);
        out.string(5, "");
        out.amount(6, Amount.ZERO);
        out.packedUint64(7, List.of());
        out.repeatedBytes(8, List.of());

        assertThat(out.toBytes()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void elements_messages_and_hashes_are_written_even_when_they_are_empty_or_zero() {
        out.repeatedBytes(1, List.of(Bytes.EMPTY));
        out.packedUint64(2, List.of(0L));
        out.message(3, Bytes.EMPTY, new Payload());
        out.hash(4, new Hash(0, 0, 0, 0));

        assertThat(out.toBytes().toHex()).isEqualTo("0a00" + "120100" + "1a00" + "2220" + "00".repeat(32));
    }

    @Test
    void numbers_are_unsigned_and_shortest() {
        out.uint64(1, -1);
        out.uint32(2, -1);
        out.uint64(16, 128);

        assertThat(out.toBytes().toHex()).isEqualTo("08ffffffffffffffffff01" + "10ffffffff0f" + "80018001");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 124, 125, 126, 127, 128, 300, 16_379, 16_380, 16_381, 16_384, 70_000, 2_097_148, 2_097_152})
    void nested_messages_of_every_length_are_read_back(int size) {
        Bytes payload = Bytes.wrap(new byte[size]);
        Codec<Bytes> inner = new Payload();
        Codec<Bytes> outer = new Wrapped(new Wrapped(inner));

        assertThat(outer.decode(outer.encode(payload))).isEqualTo(payload);
    }

    @Test
    void fields_that_are_not_ascending_are_a_mistake_of_ours() {
        out.uint64(2, 1);

        assertThatThrownBy(() -> out.uint64(2, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> out.bytes(1, Bytes.EMPTY)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_nested_message_counts_its_own_fields() {
        out.message(5, Bytes.utf8("a"), new Payload());
        out.uint64(6, 1);

        assertThat(out.toBytes().toHex()).isEqualTo("2a030a0161" + "3001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "\ud83d\ud83d\ude00"})
    void enc_8_text_with_an_unpaired_surrogate_is_refused(String text) {
        assertThatThrownBy(() -> out.string(1, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unicode");
    }

    private record Payload() implements Codec<Bytes> {
        @Override
        public void write(Bytes value, CanonicalWriter out) {
            out.bytes(1, value);
        }

        @Override
        public Bytes read(CanonicalReader in) {
            return in.bytes(1);
        }
    }

    private record Wrapped(Codec<Bytes> inner) implements Codec<Bytes> {
        @Override
        public void write(Bytes value, CanonicalWriter out) {
            out.message(1, value, inner);
            out.uint64(2, 7);
        }

        @Override
        public Bytes read(CanonicalReader in) {
            Bytes value = in.message(1, inner);
            if (in.uint64(2) != 7) {
                throw in.refused("field 2 must be 7");
            }
            return value;
        }
    }
}
