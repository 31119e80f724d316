package org.banyan.spi.verification;

/**
 * Machines of the operator that verify signatures for this node, when there are some. They are a help and never a condition: whatever they do or fail to do,
 * the node's own threads finish. Thread-safe; called by the node, implemented by drivers.
 *
 * <p><b>What a worker calls valid is believed</b>, but for the samples that the node verifies again: workers must be the operator's own machines. Source: aelf
 * whitepaper 5.2.3, 5.3.3.
 */
public interface VerifyWorkers extends AutoCloseable {
    /** Nobody helps. */
    VerifyWorkers NONE = new VerifyWorkers() {
        @Override
        public boolean present() {
            return false;
        }

        @Override
        public void offer(OfferedChunk chunk) {}

        @Override
        public void distrust(String worker, String why) {}

        @Override
        public void close() {}
    };

    /** Whether it makes sense to offer anything now. Cheap. */
    boolean present();

    /** Offers a chunk that waits for a thread of this process. Never waits; remembers a bounded number of offers and forgets further ones. */
    void offer(OfferedChunk chunk);

    /** A worker was found to be wrong: it gets nothing any more, and what it has is lost. */
    void distrust(String worker, String why);

    /** Ends the help; chunks that workers have are lost. */
    @Override
    void close();
}
