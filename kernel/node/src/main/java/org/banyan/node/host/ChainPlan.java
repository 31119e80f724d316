package org.banyan.node.host;

import java.nio.file.Path;
import java.util.List;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.types.specification.ChainSpecification;

/**
 * What it takes to run one chain in this process.
 *
 * @param storeEngine name of the store driver, such as {@code leveldb}
 * @param store directory of the chain's store
 * @param producers keys that this node produces with, all on this one chain; none on a node that only follows, more than one on development chains
 */
public record ChainPlan(
        ChainSpecification specification,
        String storeEngine,
        Path store,
        List<ProducerKey> producers,
        PoolLimits pool,
        StateMemory memory) {
    /** Keys of one chain in one process. */
    public static final int PRODUCERS_MAX = 100;

    public ChainPlan {
        producers = List.copyOf(producers);
        if (producers.size() > PRODUCERS_MAX) {
            throw new IllegalArgumentException("a node produces with at most " + PRODUCERS_MAX + " keys on chain "
                    + specification.name() + " but has " + producers.size());
        }
        if (producers.stream().map(ProducerKey::key).distinct().count() < producers.size()) {
            throw new IllegalArgumentException("one key is there twice among the producers of chain "
                    + specification.name() + ": it would contradict itself");
        }
    }

    public String name() {
        return specification.name();
    }
}
