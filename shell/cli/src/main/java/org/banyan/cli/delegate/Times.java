package org.banyan.cli.delegate;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.banyan.cli.base.CliException;

/** Times and spans as people read and write them. */
final class Times {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Times() {}

    static String at(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** Such as "in 41 s". */
    static String in(long millis) {
        if (millis <= 0) {
            return "now";
        }
        return "in " + span(millis);
    }

    static String span(long millis) {
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (millis < 2 * MINUTE) {
            return millis / 1000 + " s";
        }
        return millis < 2 * HOUR
                ? millis / MINUTE + " min"
                : millis < 2 * DAY ? millis / HOUR + " h" : millis / DAY + " d";
    }

    /** Reads such as 90s, 10m, 24h, 7d. */
    static Duration parse(String option, String text) {
        if (!text.matches("[0-9]{1,6}[smhd]")) {
            throw CliException.usage(option + " is a span like 90s, 10m, 24h or 7d but was '" + text + "'", "try 1h");
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
