package org.banyan.simulation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Agreement as it stands with the votes that are out, whoever may lie from now on: no {@code f} producers could make two conflicting blocks final by adding
 * votes of their own to those that honest producers signed (RS1). So a lock that is missing is found at the second vote, and not only when a seed happens to
 * bring two whole certificates together. Reports as {@value FinalBlocks#AGREEMENT}.
 *
 * <p>{@value #CERTIFIED}: whatever a node says is final has the votes of a quorum, liars counted in.
 */
public final class Potential {
    /** A block is final by the votes of a quorum that were really cast. */
    public static final String CERTIFIED = "certified";

    /** Strong ballots that new ones are compared with: what conflicts with an older one conflicts with what was built on that too. */
    private static final int STRONG_MAX = 32;

    private final Findings findings;
    private final Blocks blocks;
    private final int producers;
    private final int quorum;
    private final int faulty;
    private final boolean setsChange;
    private final Set<Integer> liars;
    private final Map<String, Ballot> ballots = new TreeMap<>();
    private final Set<String> certified = new TreeSet<>();
    private final Deque<Ballot> strong = new ArrayDeque<>();

    /** Votes that certify a block together. */
    private record Ballot(String name, String block, Set<Integer> voters) {}

    /**
     * @param producers that vote at one time
     * @param setsChange whether not always the same ones vote: then votes of two sets say nothing about each other, and only {@value #CERTIFIED} is judged
     * @param liars producers that are counted as voters for everything
     */
    public Potential(Findings findings, Blocks blocks, int producers, boolean setsChange, Set<Integer> liars) {
        this.findings = findings;
        this.blocks = blocks;
        this.producers = producers;
        this.quorum = 2 * producers / 3 + 1;
        this.faulty = (producers - 1) / 3;
        this.setsChange = setsChange;
        this.liars = new TreeSet<>(liars);
    }

    /**
     * An honest producer signed a vote.
     *
     * @param ballot which votes count together, such as those of one round for one block
     */
    public void voted(int producer, String ballot, String block) {
        Ballot counted = ballots.computeIfAbsent(ballot, name -> new Ballot(name, block, new TreeSet<>(liars)));
        if (!counted.voters().add(producer)) {
            return;
        }
        if (counted.voters().size() >= quorum) {
            certified.add(counted.block());
        }
        if (setsChange || counted.voters().size() + faulty - liars.size() < quorum) {
            return;
        }
        for (Ballot other : strong) {
            if (conflict(counted, other) && missing(counted, other) <= faulty - liars.size()) {
                findings.report(
                        FinalBlocks.AGREEMENT,
                        faulty + " liars could make two blocks final: producers " + counted.voters() + " voted for "
                                + counted.block() + " (" + counted.name() + ") and producers " + other.voters()
                                + " for " + other.block() + " (" + other.name() + "), and a quorum is " + quorum);
                return;
            }
        }
        if (!strong.contains(counted)) {
            strong.addLast(counted);
        }
        if (strong.size() > STRONG_MAX) {
            strong.removeFirst();
        }
    }

    /** A node reported a block final, and it is the newest of those that became final with it. */
    public void finalized(String node, String block) {
        if (quorum > liars.size() && !certified.contains(block)) {
            findings.report(
                    CERTIFIED,
                    node + " reports block " + block + " final, for which no quorum of " + quorum + " votes was cast: "
                            + ballots.values().stream()
                                    .filter(ballot -> ballot.block().equals(block))
                                    .toList());
        }
    }

    private boolean conflict(Ballot one, Ballot other) {
        return !one.block().equals(other.block())
                && blocks.heightOf(one.block()).isPresent()
                && blocks.heightOf(other.block()).isPresent()
                && !blocks.descends(one.block(), other.block())
                && !blocks.descends(other.block(), one.block());
    }

    /** How many more producers would have to lie: those in neither ballot help both, those in one help the other. */
    private int missing(Ballot one, Ballot other) {
        Set<Integer> either = new TreeSet<>(one.voters());
        either.addAll(other.voters());
        int outside = producers - either.size();
        int forOne = Math.max(0, quorum - one.voters().size());
        int forOther = Math.max(0, quorum - other.voters().size());
        int both = Math.min(outside, Math.max(forOne, forOther));
        return both + Math.max(0, forOne - both) + Math.max(0, forOther - both);
    }
}
