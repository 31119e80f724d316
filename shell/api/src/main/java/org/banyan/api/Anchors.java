package org.banyan.api;

import java.util.Optional;
import org.banyan.crosschain.ChainAccess;
import org.banyan.types.Height;
import org.banyan.types.block.Checkpoint;

/** What a new child trusts of its parent to start from. */
final class Anchors {
    /** How far below the final block a certificate of its own is looked for. */
    static final int DEPTH_MAX = 256;

    private Anchors() {}

    /** At the newest final block that was certified itself, so that others can check the anchor too; else at genesis. */
    static Checkpoint newest(ChainAccess chain) {
        Height height = certified(chain).orElse(Height.GENESIS);
        return new Checkpoint(chain.header(height), chain.producers(height));
    }

    private static Optional<Height> certified(ChainAccess chain) {
        Height height = chain.finalHeight();
        for (int depth = 0; depth < DEPTH_MAX && !height.isGenesis(); depth++) {
            if (chain.certificate(height).isPresent()) {
                return Optional.of(height);
            }
            height = height.minus(1);
        }
        return Optional.empty();
    }
}
