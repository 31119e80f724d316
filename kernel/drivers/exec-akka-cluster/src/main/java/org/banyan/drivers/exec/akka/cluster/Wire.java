package org.banyan.drivers.exec.akka.cluster;

import java.util.Optional;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.SignatureChunk;

/** What node and workers say to each other. Nothing else of ours has a serializer, so nothing else crosses the network. */
sealed interface Wire {
    /**
     * From a worker, once a second: it is there.
     *
     * @param slots chunks that it takes at once
     */
    record Hello(int slots) implements Wire {
        static final int SLOTS_MAX = 4_096;

        public Hello {
            if (slots < 1 || slots > SLOTS_MAX) {
                throw new IllegalArgumentException("a worker has 1 to " + SLOTS_MAX + " slots but says " + slots);
            }
        }
    }

    /** @param ticket what the answer is to be found by */
    record Request(long ticket, SignatureChunk chunk) implements Wire {}

    /** @param verdicts empty when the worker does not know the crypto suite */
    record Answer(long ticket, Optional<ChunkVerdicts> verdicts) implements Wire {}
}
