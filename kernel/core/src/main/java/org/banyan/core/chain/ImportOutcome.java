package org.banyan.core.chain;

import org.banyan.types.BlockId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;

/** What became of a block that was handed in. */
public sealed interface ImportOutcome {
    record Imported(BlockId id) implements ImportOutcome {}

    /** It is stored already. */
    record Known(BlockId id) implements ImportOutcome {}

    /** Its parent is not known: fetch that first. */
    record MissingParent(BlockId parent) implements ImportOutcome {}

    /** Its time is too far ahead of the local clock: held, not judged. Hand it in again at {@code at}. */
    record Early(Timestamp at) implements ImportOutcome {}

    /** At or below the final block and not part of the final chain's memory. */
    record TooOld(BlockId id) implements ImportOutcome {}

    record Rejected(Verdict.Rejected verdict) implements ImportOutcome {}
}
