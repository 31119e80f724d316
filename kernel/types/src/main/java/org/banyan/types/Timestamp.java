package org.banyan.types;

/** Chain time in milliseconds since 1970-01-01T00:00:00Z, never negative. It comes from headers, never from a clock. */
public record Timestamp(long millis) implements Comparable<Timestamp> {
    public Timestamp {
        if (millis < 0) {
            throw new IllegalArgumentException("a timestamp must be >= 0 ms but was " + millis);
        }
    }

    public Timestamp plusMillis(long more) {
        return new Timestamp(Math.addExact(millis, more));
    }

    @Override
    public int compareTo(Timestamp other) {
        return Long.compare(millis, other.millis);
    }

    @Override
    public String toString() {
        return millis + "ms";
    }
}
