package org.banyan.simulation.scenario;

import java.util.ArrayList;
import java.util.Optional;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.pool.PoolLimits;
import org.banyan.simulation.check.Findings;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Block;

/** {@value #NAME}: whoever starts from genesis with the final blocks alone accepts each of them and comes to the same state (RS4). */
final class Replay {
    static final String NAME = "replay";

    private final ChainDefinition definition;
    private final Findings findings;

    Replay(ChainDefinition definition, Findings findings) {
        this.definition = definition;
        this.findings = findings;
    }

    void check(ChainEngine node) {
        ChainEngine fresh = ChainEngine.open(definition, new MemoryDisk().open(), PoolLimits.DEFAULT);
        Height end = node.finalBlock().header().height();
        for (Height height = Height.GENESIS.next(); height.compareTo(end) <= 0; height = height.next()) {
            Optional<BlockId> id = node.store().finalAt(height);
            Optional<Block> block = id.flatMap(node.store()::block);
            if (block.isEmpty()) {
                findings.report(NAME, "the final block at height " + height + " is not in the store");
                return;
            }
            ImportOutcome outcome = fresh.importBlock(
                    block.get(),
                    node.store().witness(id.get()),
                    block.get().header().time(),
                    new ArrayList<>());
            if (!(outcome instanceof ImportOutcome.Imported)) {
                findings.report(NAME, "the final block at height " + height + " does not replay: " + outcome);
                return;
            }
        }
        if (!fresh.head().id().equals(node.finalBlock().id())) {
            findings.report(
                    NAME,
                    "replaying up to height " + end + " ends in " + fresh.head().id());
        }
    }
}
