package org.banyan.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusState;
import org.banyan.core.chain.EngineParts;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;

/**
 * The best branch as it was at one moment, with the consensus's state after each of its blocks. Asked of the chain's lane once, for what is not final; everything
 * else is read beside it. For one request, on one thread.
 */
final class MainBranch {
    private final EngineParts parts;
    private final long finalHeight;
    private final List<BlockId> aboveFinal;
    private final Map<Long, ConsensusState> states = new TreeMap<>();

    private MainBranch(EngineParts parts, long finalHeight, List<BlockId> aboveFinal) {
        this.parts = parts;
        this.finalHeight = finalHeight;
        this.aboveFinal = aboveFinal;
    }

    static MainBranch of(RunningChain chain) {
        return chain.read(engine -> {
            long finalHeight = engine.finalBlock().header().height().value();
            List<BlockId> above = new ArrayList<>();
            for (long height = finalHeight;
                    height <= engine.head().header().height().value();
                    height++) {
                above.add(engine.mainBlockAt(new Height(height)).orElseThrow());
            }
            return new MainBranch(engine.parts(), finalHeight, List.copyOf(above));
        });
    }

    Consensus consensus() {
        return parts.chain().consensus();
    }

    long headHeight() {
        return finalHeight + aboveFinal.size() - 1;
    }

    BlockId id(long height) {
        return height >= finalHeight
                ? aboveFinal.get(Math.toIntExact(height - finalHeight))
                : parts.store()
                        .finalAt(new Height(height))
                        .orElseThrow(() -> new IllegalStateException("the final block " + height + " is not stored"));
    }

    Header header(long height) {
        return parts.store()
                .header(id(height))
                .orElseThrow(() -> new IllegalStateException("the main block " + height + " is not stored"));
    }

    ConsensusState state(long height) {
        return states.computeIfAbsent(
                height,
                unread -> consensus().decode(parts.store().effects(id(height)).consensusState()));
    }

    /** The lowest height of which there are records and for which this holds, if it holds from there on; the one after the head when it never does. */
    long first(LongPredicate holds) {
        long low = parts.store().recordsFrom().value();
        long high = headHeight() + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The newest block of an earlier time than the slot that begins then. */
    long lastBefore(Timestamp slot) {
        return Math.max(0, first(height -> header(height).time().compareTo(slot) >= 0) - 1);
    }

    /** The block of the slot that begins then. */
    Optional<Long> blockOf(Timestamp slot) {
        long height = lastBefore(slot) + 1;
        return height <= headHeight() && header(height).time().equals(slot) ? Optional.of(height) : Optional.empty();
    }
}
