package org.banyan.cli.base;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.banyan.types.Amount;

/** Amounts as people write them: whole tokens with a point. The API counts in the smallest unit. */
public final class Amounts {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,78}(\\.[0-9]{1,78})?");

    private Amounts() {}

    /** @throws CliException if {@code text} is no amount of a token with so many decimals */
    public static Amount parse(String text, int decimals, String symbol) {
        if (!DECIMAL.matcher(text).matches()) {
            throw CliException.usage(
                    "'" + text + "' is no amount", "give a decimal number such as 5 or 0.25, without sign or unit");
        }
        try {
            BigInteger units = new BigDecimal(text).movePointRight(decimals).toBigIntegerExact();
            return Amount.of(units);
        } catch (ArithmeticException tooFine) {
            throw CliException.usage(
                    "'" + text + "' is finer than the smallest unit of " + symbol,
                    "give at most " + decimals + " digits after the point");
        } catch (IllegalArgumentException tooLarge) {
            throw CliException.usage("'" + text + "' is too large", "amounts are below 2^256 of the smallest unit");
        }
    }

    /** @param units decimal digits as the API gives them */
    public static String show(String units, int decimals, String symbol) {
        if (units.isEmpty()) {
            return "";
        }
        BigDecimal tokens = new BigDecimal(new BigInteger(units), decimals);
        String text = tokens.signum() == 0 ? "0" : tokens.stripTrailingZeros().toPlainString();
        return symbol.isEmpty() ? text : text + " " + symbol;
    }
}
