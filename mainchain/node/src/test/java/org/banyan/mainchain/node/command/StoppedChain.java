package org.banyan.mainchain.node.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateEntries;
import org.banyan.core.store.StateEntry;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.host.ChainDefinitions;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Height;
import org.banyan.types.block.Header;

/** The main chain in the data directory of a node that does not run. */
public final class StoppedChain implements AutoCloseable {
    private final KeyValueStore store;
    private final ChainEngine engine;

    private StoppedChain(KeyValueStore store, ChainEngine engine) {
        this.store = store;
        this.engine = engine;
    }

    public static StoppedChain open(Path home) {
        Configuration configuration = Loading.configuration(Arguments.parse("start"), Map.of(), home, Map.of());
        Parts parts = Parts.of(configuration, home);
        Path chain = home.resolve("chains/main");
        var definition = ChainDefinitions.of(parts.plugins(), parts.genesis().read(chain.resolve("genesis.conf")));
        KeyValueStore store = parts.plugins()
                .store(configuration.get(NodeSettings.STORE_ENGINE))
                .open(chain.resolve("store"));
        return new StoppedChain(store, ChainEngine.open(definition, store, PoolLimits.DEFAULT));
    }

    public Height finalHeight() {
        return engine.finalBlock().header().height();
    }

    public Header header(Height height) {
        return engine.store().finalAt(height).flatMap(engine.store()::header).orElseThrow();
    }

    public boolean hasBody(Height height) {
        return engine.store().finalAt(height).flatMap(engine.store()::block).isPresent();
    }

    /** Every value of the state after a recent final block. */
    public List<StateEntry> stateAt(Height height) {
        List<StateEntry> all = new ArrayList<>();
        try (StateEntries entries = engine.store().entriesAt(height).orElseThrow()) {
            for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                all.add(entry.get());
            }
        }
        return all;
    }

    @Override
    public void close() {
        store.close();
    }
}
