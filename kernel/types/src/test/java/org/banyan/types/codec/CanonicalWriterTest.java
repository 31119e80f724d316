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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 64, 2_000_000})
    void a_wrong_guess_at_the_size_changes_nothing(int guess) {
        Codec<Bytes> codec = new Wrapped(new Payload());
        Bytes payload = Bytes.utf8("a");

        assertThat(codec.encode(payload, guess))
                .isEqualTo(codec.encode(payload))
                .isEqualTo(Bytes.fromHex("0a030a01611007"));
    }

    @Test
    void an_encoding_within_an_encoding_has_a_buffer_of_its_own() {
        Codec<Bytes> inner = new Payload();
        Codec<Bytes> outer = new Payload() {
            @Override
            public void write(Bytes value, CanonicalWriter out) {
                out.uint64(1, 5);
                out.bytes(2, inner.encode(value));
                out.uint64(3, 6);
            }
        };
        Bytes first = outer.encode(Bytes.utf8("a"));
        Bytes again = outer.encode(Bytes.utf8("bb"));

        assertThat(first.toHex()).isEqualTo("0805" + "12030a0161" + "1806");
        assertThat(again.toHex()).isEqualTo("0805" + "12040a026262" + "1806");
    }

    @Test
    void an_encoding_that_fails_spoils_none_that_comes_after_it() {
        Codec<Bytes> failing = new Payload() {
            @Override
            public void write(Bytes value, CanonicalWriter out) {
                out.bytes(1, value);
                throw new IllegalArgumentException("no");
            }
        };
        assertThatThrownBy(() -> failing.encode(Bytes.utf8("abc"))).isInstanceOf(IllegalArgumentException.class);

        assertThat(new Payload().encode(Bytes.utf8("d")).toHex()).isEqualTo("0a0164");
    }

    @Test
    void bytes_that_were_handed_out_stay_when_writing_goes_on() {
        CanonicalWriter exact = new CanonicalWriter(3);
        exact.bytes(1, Bytes.utf8("a"));
        Bytes handedOut = exact.toBytes();
        exact.uint64(2, 1);

        assertThat(handedOut.toHex()).isEqualTo("0a0161");
        assertThat(exact.toBytes().toHex()).isEqualTo("0a0161" + "1001");
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

    private static class Payload implements Codec<Bytes> {
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
