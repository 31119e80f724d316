package org.banyan.cli.chain;

import java.util.Locale;

/** Short times and large numbers for people. */
final class Durations {
    private static final double MICROS = 1e3;
    private static final double MILLIS = 1e6;
    private static final double SECONDS = 1e9;

    private Durations() {}

    static String text(long nanos) {
        if (nanos >= SECONDS) {
            return String.format(Locale.ROOT, "%.2f s", nanos / SECONDS);
        }
        return nanos >= MILLIS
                ? String.format(Locale.ROOT, "%.1f ms", nanos / MILLIS)
                : String.format(Locale.ROOT, "%.0f us", nanos / MICROS);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2fx", ratio);
    }

    static String percent(double part, double whole) {
        return whole == 0 ? "0 %" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
    }
}
