package org.banyan.simulation.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@value #NAME}: no honest key signs two objects at one position (RS5). Looked at twice: in what leaves each sign guard, over all its lives, and in what stands
 * beside blocks, over all nodes and disks.
 */
public final class Journal {
    public static final String NAME = "journal";

    private final Findings findings;
    private final Map<String, String> seals = new TreeMap<>();
    private final Map<String, String> votes = new TreeMap<>();
    private final Map<Integer, Newest> newest = new TreeMap<>();

    private record Newest(long height, String block) {}

    private final Map<String, String> signed = new TreeMap<>();
    private final Set<Integer> liars;

    /** @param liars positions of producers that may sign what they like */
    public Journal(Findings findings, Set<Integer> liars) {
        this.findings = findings;
        this.liars = new TreeSet<>(liars);
    }

    /**
     * A signature left the sign guard of an honest producer.
     *
     * @param position of what is signed, such as {@code VOTE 17/0}
     * @param object hash of what is signed
     */
    public void signed(int producer, String position, String object) {
        String earlier = signed.putIfAbsent(producer + " " + position, object);
        if (earlier != null && !earlier.equals(object)) {
            findings.report(
                    NAME, "producer " + producer + " signs twice at " + position + ": " + earlier + " and " + object);
        }
    }

    /**
     * A sealed block.
     *
     * @param position where its producer may seal one block, such as a slot
     */
    public void sealed(String block, String position, int producer) {
        if (liars.contains(producer)) {
            return;
        }
        String earlier = seals.putIfAbsent(producer + " " + position, block);
        if (earlier != null && !earlier.equals(block)) {
            findings.report(
                    NAME,
                    "producer " + producer + " sealed two blocks at one position, " + position + ": " + earlier
                            + " and " + block);
        }
    }

    /**
     * A vote that stands beside a block.
     *
     * @param place where its voter may vote once
     */
    public void voted(String block, long height, int voter, String place) {
        String earlier = votes.putIfAbsent(voter + " " + place, block);
        if (earlier != null && !earlier.equals(block) && !liars.contains(voter)) {
            findings.report(
                    NAME, "producer " + voter + " votes twice at " + place + ": for " + earlier + " and for " + block);
        }
        newest.merge(voter, new Newest(height, block), (one, other) -> one.height() >= other.height() ? one : other);
    }

    /** The highest block that a producer voted for, as far as its votes left it. */
    public Optional<String> lastVote(int position) {
        return Optional.ofNullable(newest.get(position)).map(Newest::block);
    }
}
