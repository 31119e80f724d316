package org.banyan.spi.verification;

import java.util.Optional;

/**
 * A chunk that this process verifies itself unless a worker has it first. Thread-safe; implemented by the node, called by drivers. A driver that got the chunk
 * calls {@link #answered} or {@link #lost}, sooner or later; what it calls after that is ignored.
 */
public interface OfferedChunk {
    /** The chunk, once and only if nobody began with it: from then on nobody but the caller works on it. Cheap. */
    Optional<SignatureChunk> claim();

    /**
     * What a worker says of the chunk. How far it is believed is the node's business.
     *
     * @param worker its name, for {@link VerifyWorkers#distrust}
     */
    void answered(String worker, ChunkVerdicts verdicts);

    /** No answer will come, or none in time: this process verifies the chunk. */
    void lost();
}
