package org.banyan.node.host;

import java.nio.file.Path;
import java.util.Optional;
import org.banyan.core.pool.PoolLimits;
import org.banyan.types.specification.ChainSpecification;

/**
 * What it takes to run one chain in this process.
 *
 * @param storeEngine name of the store driver, such as {@code leveldb}
 * @param store directory of the chain's store
 * @param producer empty on a node that only follows
 */
public record ChainPlan(
        ChainSpecification specification,
        String storeEngine,
        Path store,
        Optional<ProducerKey> producer,
        PoolLimits pool) {
    public String name() {
        return specification.name();
    }
}
