package org.banyan.consensus.finality;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.types.block.ProducerSet;

/**
 * How long rounds take. They get longer when rounds fail in which a quorum took part: then messages are too slow for them. Rounds that a quorum could not
 * take part in, as in a partition, say nothing about messages and change nothing, so the first round after healing is a short one.
 *
 * <p>They also get longer when others, one honest producer at least among them, keep voting in rounds that this voter has left: then theirs are longer, and
 * it takes a length in which it can still precommit. What comes by catching up is overtaken by newer votes of the same producers and does not count.
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
    private final TreeMap<Integer, Newest> newest = new TreeMap<>();
    private long liarsWeightMax;
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

    /** Takes at least this length. */
    void lengthen(long length) {
        while (length() < Math.min(length, lengthMax)) {
            failures = (failures / FAILURES_PER_DOUBLING + 1) * FAILURES_PER_DOUBLING;
        }
    }

    /**
     * Somebody's prevote was seen.
     *
     * @param lengthNeeded of rounds in which a precommit to what was voted is not too late now
     */
    void onPrevote(long voted, int position, ProducerSet set, long lengthNeeded) {
        remember(voted, position, set, lengthNeeded);
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

    private void remember(long voted, int position, ProducerSet set, long lengthNeeded) {
        Newest before = newest.get(position);
        boolean isNewer = voted > finalRound && (before == null || voted > before.voted);
        if (isNewer && voted <= round + lengthMax && position < set.size()) {
            liarsWeightMax = set.totalWeight() - set.quorum();
            long weight = set.producers().get(position).weight();
            newest.put(position, new Newest(voted, weight, voted < round ? lengthNeeded : 1, round));
        }
    }

    /** The longest length that producers ask for of which one is honest, by votes that nothing newer came after for a whole round. */
    private long lengthOfOthers() {
        TreeMap<Long, Long> weights = new TreeMap<>(Collections.reverseOrder());
        for (Newest vote : newest.values()) {
            if (vote.seenIn < round) {
                weights.merge(vote.lengthNeeded, vote.weight, Long::sum);
            }
        }
        long weight = 0;
        for (Map.Entry<Long, Long> asked : weights.entrySet()) {
            weight += asked.getValue();
            if (weight > liarsWeightMax) {
                return asked.getKey();
            }
        }
        return 1;
    }

    /** A round begins. */
    void onRound(long begun) {
        lengthen(lengthOfOthers());
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
        newest.clear();
        failures = Math.max(0, (failures / FAILURES_PER_DOUBLING - 1) * FAILURES_PER_DOUBLING);
        forgetBelow(certified + 1);
    }

    private void forgetBelow(long kept) {
        attended.headSet(kept, false).clear();
        voters.headMap(kept - ROUNDS_BACK_MAX * length(), false).clear();
    }

    /**
     * The newest prevote of a producer.
     *
     * @param seenIn this voter's own round when it came
     */
    private record Newest(long voted, long weight, long lengthNeeded, long seenIn) {}
}
