package org.banyan.types.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal of the strict reader. Rules ENC-3 to ENC-15 of docs/spi/encoding.md. */
class CanonicalReaderTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @Test
    void absent_fields_have_their_defaults() {
        var in = reader("");

        assertThat(in.uint64(1)).isZero();
        assertThat(in.uint32(2)).isZero();
        assertThat(in.bool(3)).isFalse();
        assertThat(in.bytes(4)).isEqualTo(Bytes.EMPTY);
        assertThat(in.string(5)).isEmpty();
        assertThat(in.amount(6)).isEqualTo(Amount.ZERO);
        assertThat(in.optionalHash(7)).isEmpty();
        assertThat(in.optionalMessage(8, new Count())).isEmpty();
        assertThat(in.repeatedBytes(9, 1)).isEmpty();
        assertThat(in.packedUint64(10, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0801,1",
        "087f,127",
        "088001,128",
        "08ffffffffffffffff7f,9223372036854775807",
        "08ffffffffffffffffff01,-1"
    })
    void numbers_are_read_as_64_unsigned_bits(String hex, long value) {
        assertThat(reader(hex).uint64(1)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"088000", "08818000", "08ffffffffffffffff8100", "880001"})
    void enc_4_a_number_that_is_not_in_its_shortest_form_is_refused(String hex) {
        refused(hex, in -> in.uint64(1)).hasMessageContaining("shortest form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08ffffffffffffffffff02",
                "08ffffffffffffffffff7f",
                "08ffffffffffffffffff8001",
                "08ffffffffffffffffffff01"
            })
    void enc_4_a_number_of_more_than_64_bits_is_refused(String hex) {
        refused(hex, in -> in.uint64(1)).hasMessageContaining("exceeds 64 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "0880", "80"})
    void a_number_that_is_cut_off_is_refused(String hex) {
        refused(hex, in -> in.uint64(1)).hasMessageContaining("cut off");
    }

    @Test
    void enc_4_a_number_of_more_than_32_bits_is_refused_where_32_are_meant() {
        assertThat(reader("08ffffffff0f").uint32(1)).isEqualTo(-1);
        refused("088080808010", in -> in.uint32(1)).hasMessageContaining("exceeds 32 bits");
    }

    @Test
    void enc_5_a_boolean_above_one_is_refused() {
        assertThat(reader("0801").bool(1)).isTrue();
        refused("0802", in -> in.bool(1)).hasMessageContaining("boolean");
    }

    @Test
    void enc_6_a_default_that_was_written_is_refused() {
        refused("0800", in -> in.uint64(1)).hasMessageContaining("default");
        refused("0800", in -> in.bool(1)).hasMessageContaining("default");
        refused("0a00", in -> in.bytes(1)).hasMessageContaining("default");
        refused("0a00", in -> in.string(1)).hasMessageContaining("default");
        refused("0a00", in -> in.amount(1)).hasMessageContaining("default");
        refused("0a00", in -> in.packedUint64(1, 9)).hasMessageContaining("empty packed list");
    }

    @Test
    void enc_3_fields_that_are_out_of_order_repeated_or_unknown_are_refused() {
        refused("10010801", in -> in.uint64(1) + in.uint64(2)).hasMessageContaining("out of order");
        refused("08010802", in -> in.uint64(1)).hasMessageContaining("repeated");
        refused("0801100118011001", in -> in.uint64(1) + in.uint64(2) + in.uint64(3))
                .hasMessageContaining("repeated");
        refused("7801", in -> in.uint64(1)).hasMessageContaining("unknown");
        refused("0001", in -> in.uint64(1)).hasMessageContaining("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"090102030405060708", "0d01020304", "0b0c", "0a0101"})
    void enc_7_another_wire_type_than_the_field_has_is_refused(String hex) {
        refused(hex, in -> in.uint64(1)).hasMessageContaining("wire type");
    }

    @Test
    void enc_7_packed_scalars_written_one_by_one_are_refused() {
        assertThat(reader("0a0400810180ff".replace("80ff", "7f")).packedUint64(1, 9))
                .containsExactly(0L, 129L, 127L);
        refused("08010802", in -> in.packedUint64(1, 9)).hasMessageContaining("wire type");
    }

    @Test
    void a_length_beyond_the_input_is_refused_without_taking_memory() {
        refused("0a05aabb", in -> in.bytes(1)).hasMessageContaining("exceeds what is left");
        refused("0affffffff07", in -> in.bytes(1)).hasMessageContaining("exceeds what is left");
        refused("0affffffffffffffffff01", in -> in.bytes(1)).hasMessageContaining("18446744073709551615");
    }

    @Test
    void a_length_beyond_the_message_around_it_is_refused() {
        refused("0a030a05aabbccddee", in -> in.message(1, new Text())).hasMessageContaining("exceeds what is left");
        refused("0a0180", in -> in.packedUint64(1, 9)).hasMessageContaining("cut off");
    }

    @Test
    void enc_8_text_that_is_not_utf8_is_refused() {
        assertThat(reader("0a06c3a9f09f9880").string(1)).isEqualTo("é😀");
        for (String malformed : List.of("0a01ff", "0a02c080", "0a03eda080", "0a02c3", "0a04f4908080")) {
            refused(malformed, in -> in.string(1));
        }
    }

    @Test
    void enc_9_a_hash_has_32_bytes_and_is_required() {
        assertThat(reader("0a20" + HASH).hash(1)).isEqualTo(Hash.fromHex(HASH));
        refused("", in -> in.hash(1)).hasMessageContaining("is missing");
        refused("0a1f" + HASH.substring(2), in -> in.hash(1)).hasMessageContaining("must have 32 bytes but has 31");
        refused("0a00", in -> in.optionalHash(1)).hasMessageContaining("must have 32 bytes but has 0");
    }

    @Test
    void enc_10_an_amount_has_no_leading_zero_and_at_most_32_bytes() {
        assertThat(reader("0a020100").amount(1)).isEqualTo(Amount.of(256));
        assertThat(reader("0a20" + "ff".repeat(32)).amount(1)).isEqualTo(Amount.MAX);
        refused("0a020001", in -> in.amount(1)).hasMessageContaining("no leading zero");
        refused("0a21" + "ff".repeat(33), in -> in.amount(1)).hasMessageContaining("at most 32 bytes");
    }

    @Test
    void enc_11_a_present_message_may_be_empty_and_a_required_one_may_not_be_absent() {
        assertThat(reader("0a00").message(1, new Text())).isEmpty();
        assertThat(reader("0a00").optionalMessage(1, new Text())).isEqualTo(Optional.of(""));
        refused("", in -> in.message(1, new Text())).hasMessageContaining("is missing");
        refused("0a000a00", in -> in.message(1, new Text())).hasMessageContaining("repeated");
    }

    @Test
    void enc_12_elements_are_read_even_when_empty_and_counted_while_reading() {
        assertThat(reader("0a000a0161").repeatedStrings(1, 2)).containsExactly("", "a");
        assertThat(reader("0a000a0161").repeatedBytes(1, 2)).containsExactly(Bytes.EMPTY, Bytes.utf8("a"));
        refused("0a000a00", in -> in.repeatedStrings(1, 1)).hasMessageContaining("more than 1 elements");
        refused("0a000a00", in -> in.repeatedBytes(1, 1)).hasMessageContaining("more than 1 elements");
        refused("0a000a00", in -> in.repeated(1, new Text(), 1)).hasMessageContaining("more than 1 elements");
        refused("0a020102", in -> in.packedUint64(1, 1)).hasMessageContaining("more than 1 elements");
    }

    @Test
    void enc_13_sizes_beyond_their_limit_are_refused() {
        refused("0a03aabbcc", in -> in.bytes(1, 2)).hasMessageContaining("3 bytes, more than 2");
        refused("0a03616263", in -> in.string(1, 2)).hasMessageContaining("3 bytes, more than 2");
    }

    @Test
    void enc_14_messages_nested_deeper_than_the_limit_are_refused() {
        assertThat(new Nest().decode(nested(CanonicalReader.DEPTH_MAX))).isEqualTo(CanonicalReader.DEPTH_MAX);
        assertThatThrownBy(() -> new Nest().decode(nested(CanonicalReader.DEPTH_MAX + 1)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void enc_15_what_a_constructor_refuses_is_a_refusal_of_the_bytes() {
        refused("08ffffffffffffffffff01", in -> new Height(in.uint64(1))).hasMessageContaining("height must be >= 0");
    }

    @Test
    void a_refusal_names_the_place() {
        refused("0801120361", in -> in.uint64(1) + in.bytes(2).size()).hasMessageContaining("(at byte 4 of 5)");
    }

    private static Bytes nested(int depth) {
        Bytes nested = Bytes.EMPTY;
        for (int i = 0; i < depth; i++) {
            var out = new CanonicalWriter();
            out.repeatedBytes(1, List.of(nested));
            nested = out.toBytes();
        }
        return nested;
    }

    private static CanonicalReader reader(String hex) {
        return new CanonicalReader(Bytes.fromHex(hex));
    }

    private interface Read {
        Object from(CanonicalReader in);
    }

    /** Reads a whole message and expects a refusal. */
    private static AbstractThrowableAssert<?, ?> refused(String hex, Read read) {
        return assertThatThrownBy(() -> new Reading(read).decode(Bytes.fromHex(hex)))
                .as(hex)
                .isInstanceOf(CodecException.class);
    }

    private record Reading(Read read) implements Codec<Object> {
        @Override
        public void write(Object value, CanonicalWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object read(CanonicalReader in) {
            return read.from(in);
        }
    }

    /** Message of one number. */
    private static final class Count implements Codec<Long> {
        @Override
        public void write(Long value, CanonicalWriter out) {
            out.uint64(1, value);
        }

        @Override
        public Long read(CanonicalReader in) {
            return in.uint64(1);
        }
    }

    /** Message of one text. */
    private static final class Text implements Codec<String> {
        @Override
        public void write(String value, CanonicalWriter out) {
            out.string(1, value);
        }

        @Override
        public String read(CanonicalReader in) {
            return in.string(1);
        }
    }

    /** Message that holds itself; its value is how deep. */
    private static final class Nest implements Codec<Integer> {
        @Override
        public void write(Integer value, CanonicalWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Integer read(CanonicalReader in) {
            return in.optionalMessage(1, this).map(depth -> depth + 1).orElse(0);
        }
    }
}
