package org.banyan.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    @Test
    void copies_are_not_changed_through_the_array_they_came_from_or_gave() {
        byte[] source = {1, 2, 3};
        Bytes bytes = Bytes.copyOf(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes).isEqualTo(Bytes.fromHex("010203")).hasToString("010203");
    }

    @ParameterizedTest
    @CsvSource({"'','',0", "'',00,-1", "00,'',1", "01,02,-1", "7f,80,-1", "ff,01,1", "01,0100,-1", "0102,02,-1"})
    void order_is_that_of_unsigned_bytes(String one, String other, int order) {
        assertThat(Integer.signum(Bytes.fromHex(one).compareTo(Bytes.fromHex(other))))
                .isEqualTo(order);
    }

    @Test
    void parts_join_and_are_cut_out_again() {
        Seeds.each(300, values -> {
            Bytes left = values.bytes(100);
            Bytes right = values.bytes(100);
            Bytes joined = Bytes.concat(left, right);

            assertThat(joined.slice(0, left.size())).isEqualTo(left);
            assertThat(joined.slice(left.size(), joined.size())).isEqualTo(right);
            assertThat(joined.startsWith(left)).isTrue();
            assertThat(joined).isEqualTo(Bytes.fromHex(left.toHex() + right.toHex()));
        });
    }

    @ParameterizedTest
    @CsvSource({"0,4", "-1,2", "2,1", "3,4", "4,4"})
    void a_range_outside_the_bytes_is_refused_and_not_filled_with_zeros(int from, int to) {
        assertThatThrownBy(() -> Bytes.fromHex("010203").slice(from, to)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void hashes_keep_their_bytes_bits_nibbles_and_order() {
        Seeds.each(300, values -> {
            Bytes bytes = values.exactly(Hash.SIZE);
            Hash hash = Hash.of(bytes);
            Hash other = values.hash();

            assertThat(hash.bytes()).isEqualTo(bytes);
            assertThat(Hash.fromHex(hash.toHex())).isEqualTo(hash);
            for (int bit = 0; bit < 256; bit++) {
                assertThat(hash.bit(bit)).isEqualTo((bytes.at(bit / 8) >>> 7 - bit % 8 & 1) == 1);
            }
            for (int nibble = 0; nibble < 64; nibble++) {
                assertThat(hash.nibble(nibble))
                        .isEqualTo(Character.digit(hash.toHex().charAt(nibble), 16));
            }
            assertThat(Integer.signum(hash.compareTo(other))).isEqualTo(Integer.signum(bytes.compareTo(other.bytes())));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void a_hash_of_another_size_is_refused(int size) {
        assertThatThrownBy(() -> Hash.of(Bytes.wrap(new byte[size]))).hasMessageContaining("32 bytes but got " + size);
    }

    @Test
    void heights_and_timestamps_are_never_negative_and_never_overflow() {
        assertThat(new Height(5).minus(7)).isEqualTo(Height.GENESIS);
        assertThat(new Height(5).plus(2).next()).isEqualTo(new Height(8));
        assertThatThrownBy(() -> new Height(-1)).hasMessageContaining("height must be >= 0");
        assertThatThrownBy(() -> new Height(Long.MAX_VALUE).next()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Timestamp(-1)).hasMessageContaining("timestamp must be >= 0");
        assertThatThrownBy(() -> new Timestamp(1).plusMillis(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }
}
