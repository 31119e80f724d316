package org.banyan.drivers.crypto.keystore;

/**
 * How hard guessing a password is made. The limits bound what a hostile key file can make us spend: {@value #MEMORY_KIB_MAX} KiB and
 * {@value #WORK_KIB_MAX} KiB over all passes.
 *
 * @param memoryKib memory in KiB
 * @param iterations passes over the memory
 * @param lanes parallel lanes
 */
public record Argon2Cost(int memoryKib, int iterations, int lanes) {
    public static final int MEMORY_KIB_MAX = 256 * 1024;
    public static final int ITERATIONS_MAX = 16;
    public static final int LANES_MAX = 8;
    public static final int WORK_KIB_MAX = 1024 * 1024;

    /** 64 MiB, three passes: about 0.2 s on the reference machine. */
    public static final Argon2Cost STANDARD = new Argon2Cost(64 * 1024, 3, 1);

    private static final int LANE_KIB_MIN = 8;

    /** @throws IllegalArgumentException if a number is outside its limits */
    public Argon2Cost {
        if (lanes < 1 || lanes > LANES_MAX) {
            throw outside("lanes", lanes, 1, LANES_MAX);
        }
        if (iterations < 1 || iterations > ITERATIONS_MAX) {
            throw outside("iterations", iterations, 1, ITERATIONS_MAX);
        }
        if (memoryKib < LANE_KIB_MIN * lanes || memoryKib > MEMORY_KIB_MAX) {
            throw outside("memory in KiB", memoryKib, LANE_KIB_MIN * lanes, MEMORY_KIB_MAX);
        }
        if ((long) memoryKib * iterations > WORK_KIB_MAX) {
            throw outside("memory in KiB times iterations", (long) memoryKib * iterations, 1, WORK_KIB_MAX);
        }
    }

    private static IllegalArgumentException outside(String what, long value, long min, long max) {
        return new IllegalArgumentException(
                "Argon2id " + what + " is " + value + "; allowed are " + min + " to " + max);
    }
}
