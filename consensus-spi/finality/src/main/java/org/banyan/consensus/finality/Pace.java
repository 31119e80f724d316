package org.banyan.consensus.finality;

import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.types.block.ProducerSet;

/**
 * How long rounds take. They get longer when rounds fail in which a quorum took part: then messages are too slow for them. Rounds that a quorum could not
 * take part in, as in a partition, say nothing about messages and change nothing, so the first round after healing is a short one.
 *
 * <p>Local and forgotten at a restart. Counts at most one failure at each round's start; after a success half the length is tried.
 */
final class Pace {
    private static final int FAILURES_PER_DOUBLING = 3;

    /** Votes of rounds that lie further back than this many of the present length arrive by catching up. */
    private static final int ROUNDS_BACK_MAX = 8;

    private final long lengthMax;
    private final TreeMap<Long, TreeSet<Integer>> voters = new TreeMap<>();
    private final TreeSet<Long> attended = new TreeSet<>();
    private long failures;
    private long finalRound;
    private long round;

    Pace(long lengthMax) {
        this.lengthMax = lengthMax;
    }

    long length() {
        long length = 1;
        for (long i = failures / FAILURES_PER_DOUBLING; i > 0 && length < lengthMax; i--) {
            length *= 2;
        }
        return length;
    }

    /** Somebody's prevote was seen. */
    void onPrevote(long voted, int position, ProducerSet set) {
        if (voted <= finalRound || voted > round + lengthMax || voted < round - ROUNDS_BACK_MAX * length()) {
            return;
        }
        TreeSet<Integer> positions = voters.computeIfAbsent(voted, r -> new TreeSet<>());
        positions.add(position);
        long weight = positions.stream()
                .filter(at -> at < set.size())
                .mapToLong(at -> set.producers().get(at).weight())
                .sum();
        if (weight >= set.quorum()) {
            attended.add(voted);
        }
    }

    /** A round begins. */
    void onRound(long begun) {
        if (!attended.headSet(begun, false).isEmpty() && length() < lengthMax) {
            failures++;
        }
        forgetBelow(begun);
        round = begun;
    }

    /** A block became final in this round. */
    void onFinal(long certified) {
        if (certified <= finalRound) {
            return;
        }
        finalRound = certified;
        failures = Math.max(0, (failures / FAILURES_PER_DOUBLING - 1) * FAILURES_PER_DOUBLING);
        forgetBelow(certified + 1);
    }

    private void forgetBelow(long kept) {
        attended.headSet(kept, false).clear();
        voters.headMap(kept - ROUNDS_BACK_MAX * length(), false).clear();
    }
}
