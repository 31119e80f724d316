package org.banyan.types;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A non-negative integer below 2^256: token amounts, fees, weights.
 *
 * <p>Held as four unsigned words, most significant first. Canonical bytes are big-endian without leading zeros, zero being empty; text is decimal. Immutable.
 */
public record Amount(long word0, long word1, long word2, long word3) implements Comparable<Amount> {
    public static final Amount ZERO = new Amount(0, 0, 0, 0);
    public static final Amount MAX = new Amount(-1, -1, -1, -1);

    /** Most digits of a decimal amount. */
    public static final int DIGITS_MAX = 78;

    private static final int SIZE_MAX = 32;

    /** @throws IllegalArgumentException if {@code value} is negative */
    public static Amount of(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("an amount must be >= 0 but was " + value);
        }
        return value == 0 ? ZERO : new Amount(0, 0, 0, value);
    }

    /** @throws IllegalArgumentException unless {@code 0 <= value < 2^256} */
    public static Amount of(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException("an amount must be >= 0 and below 2^256");
        }
        byte[] bytes = value.toByteArray();
        return read(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    /** @throws IllegalArgumentException unless {@code text} is 1 to {@value #DIGITS_MAX} ASCII digits, without a leading zero, below 2^256 */
    public static Amount parse(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > 1 && text.charAt(0) == '0') {
            throw new IllegalArgumentException(
                    "an amount is a decimal number of 1 to " + DIGITS_MAX + " digits without leading zeros");
        }
        return of(new BigInteger(text));
    }

    /** @throws IllegalArgumentException if {@code bytes} is longer than 32 or starts with a zero */
    public static Amount fromBytes(Bytes bytes) {
        if (bytes.size() > SIZE_MAX || !bytes.isEmpty() && bytes.at(0) == 0) {
            throw new IllegalArgumentException("an amount has at most 32 bytes and no leading zero");
        }
        return read(bytes.readOnlyArray());
    }

    private static Amount read(byte[] bytes) {
        long first = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        for (byte next : bytes) {
            first = first << 8 | second >>> 56;
            second = second << 8 | third >>> 56;
            third = third << 8 | fourth >>> 56;
            fourth = fourth << 8 | next & 0xff;
        }
        return new Amount(first, second, third, fourth);
    }

    public Bytes toBytes() {
        byte[] bytes = new byte[(bitLength() + 7) / 8];
        long first = word0;
        long second = word1;
        long third = word2;
        long fourth = word3;
        for (int at = bytes.length - 1; at >= 0; at--) {
            bytes[at] = (byte) fourth;
            fourth = fourth >>> 8 | third << 56;
            third = third >>> 8 | second << 56;
            second = second >>> 8 | first << 56;
            first >>>= 8;
        }
        return Bytes.wrap(bytes);
    }

    private int bitLength() {
        if (word0 != 0) {
            return 256 - Long.numberOfLeadingZeros(word0);
        }
        if (word1 != 0) {
            return 192 - Long.numberOfLeadingZeros(word1);
        }
        if (word2 != 0) {
            return 128 - Long.numberOfLeadingZeros(word2);
        }
        return 64 - Long.numberOfLeadingZeros(word3);
    }

    public boolean isZero() {
        return (word0 | word1 | word2 | word3) == 0;
    }

    /** @throws ArithmeticException if the sum reaches 2^256 */
    public Amount plus(Amount other) {
        long sum3 = word3 + other.word3;
        long carry = Long.compareUnsigned(sum3, word3) < 0 ? 1 : 0;
        long part2 = word2 + other.word2;
        long sum2 = part2 + carry;
        carry = Long.compareUnsigned(part2, word2) < 0 || Long.compareUnsigned(sum2, part2) < 0 ? 1 : 0;
        long part1 = word1 + other.word1;
        long sum1 = part1 + carry;
        carry = Long.compareUnsigned(part1, word1) < 0 || Long.compareUnsigned(sum1, part1) < 0 ? 1 : 0;
        long part0 = word0 + other.word0;
        long sum0 = part0 + carry;
        if (Long.compareUnsigned(part0, word0) < 0 || Long.compareUnsigned(sum0, part0) < 0) {
            throw new ArithmeticException("the sum of two amounts reaches 2^256");
        }
        return new Amount(sum0, sum1, sum2, sum3);
    }

    /** @throws ArithmeticException if {@code other} is larger */
    public Amount minus(Amount other) {
        if (compareTo(other) < 0) {
            throw new ArithmeticException(other + " cannot be taken from " + this);
        }
        long difference3 = word3 - other.word3;
        long borrow = Long.compareUnsigned(word3, other.word3) < 0 ? 1 : 0;
        long part2 = word2 - other.word2;
        long difference2 = part2 - borrow;
        borrow = Long.compareUnsigned(word2, other.word2) < 0 || Long.compareUnsigned(part2, borrow) < 0 ? 1 : 0;
        long part1 = word1 - other.word1;
        long difference1 = part1 - borrow;
        borrow = Long.compareUnsigned(word1, other.word1) < 0 || Long.compareUnsigned(part1, borrow) < 0 ? 1 : 0;
        return new Amount(word0 - other.word0 - borrow, difference1, difference2, difference3);
    }

    /** @throws ArithmeticException if the product reaches 2^256 */
    public Amount times(long factor) {
        if (isSmall() && factor >= 0 && Math.multiplyHigh(word3, factor) == 0 && word3 * factor >= 0) {
            return of(word3 * factor);
        }
        return exact(toBigInteger().multiply(of(factor).toBigInteger()));
    }

    /** Quotient rounded down; {@code divisor} is positive. */
    public Amount dividedBy(Amount divisor) {
        if (isSmall() && divisor.isSmall() && !divisor.isZero()) {
            return of(word3 / divisor.word3);
        }
        return of(toBigInteger().divide(divisor.toBigInteger()));
    }

    /** Below 2^63, as nearly all amounts are: plain arithmetic does. */
    private boolean isSmall() {
        return (word0 | word1 | word2) == 0 && word3 >= 0;
    }

    private static Amount exact(BigInteger value) {
        if (value.bitLength() > 256) {
            throw new ArithmeticException("the product of two amounts reaches 2^256");
        }
        return of(value);
    }

    public Amount min(Amount other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Amount max(Amount other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** As a long, or {@link Long#MAX_VALUE} when it is larger. */
    public long toLongSaturated() {
        return isSmall() ? word3 : Long.MAX_VALUE;
    }

    public BigInteger toBigInteger() {
        return new BigInteger(1, new Hash(word0, word1, word2, word3).toArray());
    }

    @Override
    public int compareTo(Amount other) {
        int order = Long.compareUnsigned(word0, other.word0);
        order = order != 0 ? order : Long.compareUnsigned(word1, other.word1);
        order = order != 0 ? order : Long.compareUnsigned(word2, other.word2);
        return order != 0 ? order : Long.compareUnsigned(word3, other.word3);
    }

    /** Decimal digits. */
    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
