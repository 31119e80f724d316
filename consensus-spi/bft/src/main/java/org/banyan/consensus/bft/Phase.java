package org.banyan.consensus.bft;

/** What a member does in a view, in this order and each at most once: the order of the sign guard's positions. */
enum Phase {
    /** Gives up all earlier views and tells what it is locked on. */
    CHANGE,
    /** The leader names its block. */
    PROPOSE,
    /** Accepts the leader's block. */
    PREPARE,
    /** Saw a quorum accept it and is locked on it from now on. */
    COMMIT;

    /** Positions that one view takes. */
    static final int COUNT = 4;

    /** Position of a phase of a view among all of a height. */
    long minor(long view) {
        return Math.addExact(Math.multiplyExact(view, (long) COUNT), ordinal());
    }

    static Phase of(long minor) {
        return values()[Math.toIntExact(minor % COUNT)];
    }

    static long view(long minor) {
        return minor / COUNT;
    }
}
