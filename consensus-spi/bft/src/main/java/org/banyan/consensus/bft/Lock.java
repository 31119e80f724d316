package org.banyan.consensus.bft;

import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.block.Certificate;

/**
 * The newest proof that a quorum accepted one block in one view. A member that commits is locked on it: it tells it in every later view change, so that a
 * block which may be final somewhere is the only one that can be proposed.
 */
record Lock(long view, BlockId block, Certificate certificate) {
    /** Empty when the votes say nothing that can be read. */
    static Optional<Lock> of(Certificate certificate) {
        return Statement.read(certificate.data()).map(said -> new Lock(said.view(), certificate.block(), certificate));
    }
}
