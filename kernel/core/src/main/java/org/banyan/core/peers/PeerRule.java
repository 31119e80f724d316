package org.banyan.core.peers;

import org.banyan.types.RuleId;

/**
 * What a peer can break, and how many points of its score that costs. Numbers are stable and never used again. Rules: {@code docs/spi/network.md}.
 *
 * <p>At {@link Scores#POINTS_MAX} the peer is banned for a time. What an honest peer may do by accident costs little, what no honest peer does costs all.
 */
public enum PeerRule {
    /** NET-1: a frame has its form and size. */
    FRAME(1, 100),
    /** NET-2: the first frame is a greeting, and there is no second one. */
    GREETING_ONCE(2, 100),
    /** NET-3: a greeting names the two nodes whose keys the link has proven. */
    GREETING_BOUND(3, 100),
    /** NET-4: both nodes have a chain, by its id, in common. */
    CHAIN_SHARED(4, 0),
    /** NET-5: both nodes know a version of the protocol in common. */
    VERSION_SHARED(5, 0),
    /** NET-6: a peer takes what is sent to it. */
    SLOW_READER(6, 10),
    /** NET-7: a greeting comes in time. */
    GREETING_LATE(7, 10),
    /** NET-8: frames come on channels of chains that both have. */
    CHANNEL(8, 20),
    /** NET-9: a message has its form and keeps its limits. */
    MESSAGE(9, 100),
    /** NET-10: an answer was asked for. */
    UNASKED(10, 20),
    /** NET-11: an answer comes in time. */
    LATE(11, 10),
    /** NET-12: headers continue each other from the place that was asked for. */
    HEADERS(12, 100),
    /** NET-13: a block keeps the rules of its chain. */
    BLOCK(13, 100),
    /** NET-14: a body is the one that its header commits to. */
    BODY(14, 50),
    /** NET-15: a transaction has its form and valid signatures. */
    TRANSACTION(15, 10),
    /** NET-16: one link between two nodes, none with itself, and no more than the node takes. */
    LINKS(16, 0),
    /** NET-17: who is banned stays away. */
    BANNED(17, 0),
    /** NET-18: a peer sends no more messages than its allowance. */
    RATE(18, 20),
    /** NET-19: who names a transaction delivers it when asked. */
    WITHHELD(19, 2),
    /** NET-20: a piece of a snapshot is the one that its manifest names, and a manifest the one that was offered. */
    SNAPSHOT_PIECE(20, 50),
    /** NET-21: a snapshot that is offered leads to what the chain's producers certified. */
    SNAPSHOT(21, 100);

    private final RuleId id;
    private final int points;

    PeerRule(int number, int points) {
        this.id = new RuleId("NET-" + number);
        this.points = points;
    }

    public RuleId id() {
        return id;
    }

    public int points() {
        return points;
    }

    /** A line for logs and for the peer. */
    public String because(String what) {
        return what + " [rule=" + id + "]";
    }
}
