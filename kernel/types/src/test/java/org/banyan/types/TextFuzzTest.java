package org.banyan.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.banyan.fuzzing.FuzzTarget;

/** The values that people type: read and written back the same, or refused with a message that says why. */
class TextFuzzTest {
    private static final AddressText DEV = new AddressText("dev");

    @FuzzTarget
    void amounts(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        checkText(text, Amount::parse, amount -> {
            assertThat(amount.toBigInteger()).isEqualTo(new BigInteger(text));
            return amount.toString();
        });
    }

    @FuzzTarget
    void addresses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        checkText(text, DEV::parse, address -> sameCase(text, DEV.format(address)));
    }

    @FuzzTarget
    void bech32m(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        checkText(
                text,
                Bech32m::decode,
                decoded -> sameCase(text, Bech32m.encodeGroups(decoded.prefix(), decoded.groups())));
    }

    @FuzzTarget
    void hashes_and_hex(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        checkText(text, Hash::fromHex, hash -> sameDigits(text, hash.toHex()));
        checkText(text, Bytes::fromHex, bytes -> sameDigits(text, bytes.toHex()));
    }

    @FuzzTarget
    void identifiers(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        checkText(text, given -> Identifiers.lowerCase("a name", given), Function.identity());
        checkText(text, given -> Identifiers.member("a member", given), Function.identity());
    }

    @FuzzTarget
    void amounts_of_bytes(byte[] input) {
        Bytes bytes = Bytes.copyOf(input);
        try {
            Amount amount = Amount.fromBytes(bytes);
            assertThat(amount.toBytes()).isEqualTo(bytes);
            assertThat(amount.toBigInteger()).isEqualTo(new BigInteger(1, input));
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageContaining("an amount has");
        }
    }

    private static <T> void checkText(String text, Function<String, T> read, Function<T, String> write) {
        T value;
        try {
            value = read.apply(text);
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(1000);
            return;
        }
        assertThat(write.apply(value)).isEqualTo(text);
    }

    /** Text with upper case alone means the same as with lower case alone. */
    private static String sameCase(String given, String written) {
        return given.equals(given.toUpperCase(Locale.ROOT)) ? written.toUpperCase(Locale.ROOT) : written;
    }

    /** Hex digits are read in either case. */
    private static String sameDigits(String given, String written) {
        return given.equalsIgnoreCase(written) ? given : written;
    }
}
