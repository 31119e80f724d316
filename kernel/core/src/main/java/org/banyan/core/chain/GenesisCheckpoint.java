package org.banyan.core.chain;

import java.util.Optional;
import org.banyan.core.execution.ExecutedBlock;
import org.banyan.core.execution.ExecutionWatch;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.store.StateMemory;
import org.banyan.core.tree.StateTree;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Checkpoint;

/** Where a light client of a chain begins: its first block, made from the specification alone. */
public final class GenesisCheckpoint {
    private GenesisCheckpoint() {}

    /** Executes genesis and keeps nothing. */
    public static Checkpoint of(ChainDefinition chain) {
        EngineParts parts =
                EngineParts.of(chain, new NoStore(), new SequentialRunner(), ExecutionWatch.NONE, StateMemory.DEFAULT);
        ExecutedBlock executed = Genesis.execute(parts.rules(), parts.executor());
        var hashing = new TreeHashing(parts.rules().suite().hash(), parts.runner());
        StateTree tree = parts.store().trees().first(Height.GENESIS, hashing.hashed(executed.changes()));
        return new Checkpoint(
                Genesis.block(chain, executed, tree.root()).header(),
                chain.consensus().genesis().producers());
    }

    /** Has nothing and takes nothing. */
    private static final class NoStore implements KeyValueStore {
        @Override
        public Optional<Bytes> get(Bytes key) {
            return Optional.empty();
        }

        @Override
        public Cursor scan(Bytes prefix, Bytes from) {
            return new Cursor() {
                @Override
                public Optional<Entry> next() {
                    return Optional.empty();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            throw new UnsupportedOperationException("genesis is looked at here, not kept");
        }

        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
