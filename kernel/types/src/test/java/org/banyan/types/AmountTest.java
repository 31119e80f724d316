package org.banyan.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(256);
    private static final long[] WORDS = {0, 1, 2, Long.MAX_VALUE, Long.MIN_VALUE, -2, -1};

    @Test
    void sums_differences_and_order_are_those_of_big_integers_for_every_pair_of_edge_words() {
        for (long low : WORDS) {
            for (long middle : WORDS) {
                for (long high : WORDS) {
                    var one = new Amount(high, middle, middle, low);
                    for (long otherLow : WORDS) {
                        for (long otherMiddle : WORDS) {
                            for (long otherHigh : WORDS) {
                                check(one, new Amount(otherHigh, otherMiddle, low, otherLow));
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void sums_differences_and_order_are_those_of_big_integers_for_random_amounts() {
        Seeds.each(20_000, values -> check(values.amount(), values.amount()));
    }

    private static void check(Amount one, Amount other) {
        BigInteger a = one.toBigInteger();
        BigInteger b = other.toBigInteger();
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(a.compareTo(b));
        BigInteger sum = a.add(b);
        if (sum.compareTo(LIMIT) < 0) {
            assertThat(one.plus(other).toBigInteger()).as("%s + %s", a, b).isEqualTo(sum);
        } else {
            assertThatThrownBy(() -> one.plus(other)).isInstanceOf(ArithmeticException.class);
        }
        if (a.compareTo(b) >= 0) {
            assertThat(one.minus(other).toBigInteger()).as("%s - %s", a, b).isEqualTo(a.subtract(b));
        } else {
            assertThatThrownBy(() -> one.minus(other)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void products_and_quotients_are_those_of_big_integers() {
        Seeds.each(2_000, values -> {
            Amount one = values.amount();
            long factor = values.uint63();
            BigInteger product = one.toBigInteger().multiply(BigInteger.valueOf(factor));
            if (product.compareTo(LIMIT) < 0) {
                assertThat(one.times(factor).toBigInteger()).isEqualTo(product);
            } else {
                assertThatThrownBy(() -> one.times(factor)).isInstanceOf(ArithmeticException.class);
            }
            Amount divisor = values.amount().max(Amount.of(1));
            assertThat(one.dividedBy(divisor).toBigInteger())
                    .isEqualTo(one.toBigInteger().divide(divisor.toBigInteger()));
        });
    }

    @Test
    void bytes_text_and_big_integers_lead_back_to_the_amount() {
        Seeds.each(2_000, values -> {
            Amount amount = values.amount();
            assertThat(Amount.fromBytes(amount.toBytes())).isEqualTo(amount);
            assertThat(Amount.parse(amount.toString())).isEqualTo(amount);
            assertThat(Amount.of(amount.toBigInteger())).isEqualTo(amount);
        });
    }

    @Test
    void the_edges_have_their_form() {
        assertThat(Amount.ZERO.toBytes()).isEqualTo(Bytes.EMPTY);
        assertThat(Amount.MAX.toBigInteger()).isEqualTo(LIMIT.subtract(BigInteger.ONE));
        assertThat(Amount.MAX.toString()).hasSize(Amount.DIGITS_MAX);
        assertThat(Amount.MAX.toLongSaturated()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Amount(0, 0, 0, -1).toLongSaturated()).isEqualTo(Long.MAX_VALUE);
        assertThat(Amount.of(5).toLongSaturated()).isEqualTo(5);
        assertThatThrownBy(() -> Amount.of(-1)).hasMessageContaining(">= 0");
        assertThatThrownBy(() -> Amount.of(LIMIT)).hasMessageContaining("2^256");
        assertThatThrownBy(() -> Amount.of(BigInteger.valueOf(-1))).hasMessageContaining(">= 0");
        assertThatThrownBy(() -> Amount.of(1).dividedBy(Amount.ZERO)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                " 1",
                "1 ",
                "01",
                "00",
                "1.0",
                "1e9",
                "0x1",
                "１",
                "115792089237316195423570985008687907853269984665640564039457584007913129639936",
                "1000000000000000000000000000000000000000000000000000000000000000000000000000000"
            })
    void text_that_is_not_a_plain_decimal_below_2_to_the_256_is_refused(String text) {
        assertThatThrownBy(() -> Amount.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void products_and_quotients_around_the_edges_of_machine_words_are_exact() {
        List<BigInteger> edges = new ArrayList<>();
        for (int power : new int[] {0, 31, 32, 62, 63, 64, 65, 128}) {
            for (int near = -1; near <= 1; near++) {
                edges.add(BigInteger.TWO.pow(power).add(BigInteger.valueOf(near)));
            }
        }
        for (BigInteger one : edges) {
            for (BigInteger other : edges) {
                if (other.signum() > 0) {
                    assertThat(Amount.of(one).dividedBy(Amount.of(other)).toBigInteger())
                            .as("%s / %s", one, other)
                            .isEqualTo(one.divide(other));
                }
                if (other.bitLength() < 64) {
                    assertThat(Amount.of(one).times(other.longValueExact()).toBigInteger())
                            .as("%s * %s", one, other)
                            .isEqualTo(one.multiply(other));
                }
            }
        }
    }
}
