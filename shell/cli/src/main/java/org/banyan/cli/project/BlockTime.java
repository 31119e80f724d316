package org.banyan.cli.project;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.cli.base.CliException;
import org.banyan.types.specification.ConsensusChoice;

/** Time from block to block as people write it: {@code 500ms}, {@code 2s}, {@code 1m}. */
record BlockTime(long millis) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    /** @throws CliException if it is none, or none that a chain may have */
    static BlockTime parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw CliException.usage(
                    "'" + text + "' is no block time", "use a number with ms, s or m, such as 500ms or 2s");
        }
        long unit = switch (parts.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            default -> 60_000;
        };
        long millis = Long.parseLong(parts.group(1)) * unit;
        if (millis < ConsensusChoice.SLOT_MILLIS_MIN || millis > ConsensusChoice.SLOT_MILLIS_MAX) {
            throw CliException.usage(
                    "a block time of " + text + " is none that a chain may have",
                    "use " + ConsensusChoice.SLOT_MILLIS_MIN + "ms to " + ConsensusChoice.SLOT_MILLIS_MAX / 60_000
                            + "m");
        }
        return new BlockTime(millis);
    }
}
