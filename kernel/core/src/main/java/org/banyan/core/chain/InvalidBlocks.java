package org.banyan.core.chain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Verdict;

/**
 * Blocks that were refused for good, with the first rule that each broke: neither they nor what extends them is looked into again. Bounded; the oldest leave
 * first. Confined to the engine's lane.
 */
final class InvalidBlocks {
    private static final int BLOCKS_MAX = 4096;

    private final Map<BlockId, Verdict.Rejected> verdicts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, Verdict.Rejected> eldest) {
            return size() > BLOCKS_MAX;
        }
    };

    void add(BlockId id, Verdict.Rejected verdict) {
        verdicts.put(id, verdict);
    }

    boolean contains(BlockId id) {
        return verdicts.containsKey(id);
    }

    /** Why a block on {@code parent} is refused without a look, if it is. */
    Optional<Verdict.Rejected> verdict(BlockId id, BlockId parent) {
        Verdict.Rejected own = verdicts.get(id);
        if (own != null) {
            return Optional.of(own);
        }
        Verdict.Rejected parents = verdicts.get(parent);
        return parents != null
                ? Optional.of(BlockRule.PARENT_INVALID.because("its parent " + parent + " is invalid: " + parents))
                : Optional.empty();
    }

    Map<BlockId, Verdict.Rejected> all() {
        return Collections.unmodifiableMap(verdicts);
    }
}
