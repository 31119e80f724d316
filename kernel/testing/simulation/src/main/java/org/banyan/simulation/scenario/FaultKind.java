package org.banyan.simulation.scenario;

/** What goes wrong in phase A. */
public enum FaultKind {
    /** kill -9; what was written stays. */
    KILL,
    /** Unsynced writes go from the end; the record of signatures loses or keeps each unsynced name. */
    POWER_CUT,
    /** An orderly restart. */
    STOP,
    /** SIGSTOP and SIGCONT. */
    PAUSE,
    /** One of the next writes of the store fails, with or without effect. */
    WRITE_FAILS,
    DISK_FULL,
    /** The sign guard's next write fails. */
    GUARD_FAILS,
    /** Bits of a record flip, on as many nodes as may be faulty. */
    ROT,
    /** Two sides that do not hear each other. */
    HALVES,
    ISOLATE_ONE,
    /** A node that speaks and is not heard, or hears and does not speak. */
    ONE_WAY,
    /** Messages of a link wait for seconds. */
    CLOG,
    /** A clock is set, forward or back. */
    CLOCK
}
