package org.banyan.types;

import java.util.List;

/** Checks that constructors of protocol objects share. Each throws {@link IllegalArgumentException} naming the field and the bound. */
public final class Bounds {
    private Bounds() {}

    public static void positive(String what, long value) {
        between(what, value, 1, Long.MAX_VALUE);
    }

    public static void between(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    what + " must be " + min + " to " + max + " but was " + Long.toUnsignedString(value));
        }
    }

    public static void sizeMax(String what, Bytes value, int sizeMax) {
        if (value.size() > sizeMax) {
            throw new IllegalArgumentException(
                    what + " has " + value.size() + " bytes, more than the limit of " + sizeMax);
        }
    }

    public static void countMax(String what, List<?> values, int countMax) {
        if (values.size() > countMax) {
            throw new IllegalArgumentException(
                    what + " has " + values.size() + " elements, more than the limit of " + countMax);
        }
    }

    /** Each key greater than the one before: sorted and without duplicates. */
    public static <K extends Comparable<K>> void ascending(String what, List<K> keys) {
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
                throw new IllegalArgumentException(what + " must be strictly ascending but element " + i + " is not");
            }
        }
    }
}
