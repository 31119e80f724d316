package org.banyan.fuzzing;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Lets the fuzzer choose what a generator of values draws: each draw takes the next byte or bytes of the input, so that small changes of the input are small
 * changes of the value. When the input is used up, draws go on from a seed made of it. The same input draws the same.
 */
public final class InputChoices implements RandomGenerator {
    private final byte[] input;
    private final SplittableRandom rest;
    private int at;

    public InputChoices(byte[] input) {
        this.input = input.clone();
        this.rest = new SplittableRandom(Arrays.hashCode(input));
    }

    @Override
    public long nextLong() {
        if (at >= input.length) {
            return rest.nextLong();
        }
        long drawn = 0;
        for (int i = 0; i < Long.BYTES && at < input.length; i++) {
            drawn |= (input[at++] & 0xffL) << 8 * i;
        }
        return drawn;
    }

    /** Takes as few bytes as the bound needs. */
    @Override
    public long nextLong(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be > 0 but was " + bound);
        }
        if (at >= input.length) {
            return rest.nextLong(bound);
        }
        long drawn = 0;
        for (long room = bound - 1; room > 0 && at < input.length; room >>>= 8) {
            drawn = drawn << 8 | input[at++] & 0xff;
        }
        return Long.remainderUnsigned(drawn, bound);
    }

    @Override
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = at < input.length ? input[at++] : (byte) rest.nextInt();
        }
    }
}
