package org.banyan.node.chain;

/** Is told what becomes of chunks of signatures while there are verify workers, for metrics. Called by any thread; must be quick and must not throw. */
public interface VerifyObserver {
    /** Hears nothing. */
    VerifyObserver NONE = fate -> {};

    /** A chunk is verified {@link #HERE}, or it is {@link #SHIPPED} and then believed, lost or wrong. */
    enum Fate {
        /** A thread of this process had it first. */
        HERE,
        /** A worker got it. */
        SHIPPED,
        /** The worker's word was taken, as far as a node takes it. */
        BELIEVED,
        /** No answer came, or none in time; it was verified here. */
        LOST,
        /** The worker said what is not true; it was verified here, and the worker gets nothing any more. */
        WRONG
    }

    void chunk(Fate fate);
}
