package org.banyan.types;

/** Position of a block in its chain. Genesis is 0. */
public record Height(long value) implements Comparable<Height> {
    public static final Height GENESIS = new Height(0);

    public Height {
        if (value < 0) {
            throw new IllegalArgumentException("height must be >= 0 but was " + value);
        }
    }

    public Height next() {
        return new Height(Math.incrementExact(value));
    }

    /** The height {@code blocks} below, or genesis when that would be below it. */
    public Height minus(long blocks) {
        return new Height(Math.max(0, value - blocks));
    }

    public Height plus(long blocks) {
        return new Height(Math.addExact(value, blocks));
    }

    public boolean isGenesis() {
        return value == 0;
    }

    @Override
    public int compareTo(Height other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
