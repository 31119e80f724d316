package org.banyan.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.banyan.simulation.node.NodeParts;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;

/** Mistakes in what is written, when it is durable, and what is read back. */
final class StoreMutants {
    private StoreMutants() {}

    /** The block batch is written but not synced. */
    static NodeParts notSynced(NodeParts sound) {
        return stored(sound, store -> new MutantStore(store) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                super.write(batch, Durability.BUFFERED);
            }
        });
    }

    /** The fold writes flat state and tree without saying so. */
    static NodeParts noWatermark(NodeParts sound) {
        return stored(sound, store -> new MutantStore(store) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                super.write(without(Bytes.utf8("Mfolded"), batch), durability);
            }
        });
    }

    /** A block is reported final before the pointer to it is on disk. */
    static NodeParts finalPointerForgotten(NodeParts sound) {
        return stored(sound, store -> new MutantStore(store) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                super.write(without(Bytes.utf8("Mfinal"), batch), durability);
            }
        });
    }

    /** A batch is written in two. */
    static NodeParts batchInTwo(NodeParts sound) {
        return stored(sound, store -> new MutantStore(store) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                List<WriteBatch.Operation> all = batch.operations();
                WriteBatch first = new WriteBatch();
                all.subList(0, all.size() / 2).forEach(each -> add(each, first));
                WriteBatch second = new WriteBatch();
                all.subList(all.size() / 2, all.size()).forEach(each -> add(each, second));
                super.write(first, Durability.BUFFERED);
                super.write(second, durability);
            }
        });
    }

    private static NodeParts stored(NodeParts sound, UnaryOperator<KeyValueStore> mutation) {
        return new MutantParts(sound) {
            @Override
            public KeyValueStore store(KeyValueStore device) {
                return mutation.apply(device);
            }
        };
    }

    /** At a restart the ids that recent blocks spent are not read back. */
    static NodeParts spentIdsForgotten(NodeParts sound) {
        return new MutantParts(sound) {
            @Override
            public KeyValueStore store(KeyValueStore device) {
                return new Forgetful(device);
            }

            @Override
            public void opened(KeyValueStore store) {
                ((Forgetful) store).opened = true;
            }
        };
    }

    /** Hides the receipts of blocks, by which the engine finds their transactions, while it opens. */
    private static final class Forgetful extends MutantStore {
        private static final byte RECEIPTS = 'R';

        private boolean opened;

        Forgetful(KeyValueStore store) {
            super(store);
        }

        @Override
        public Optional<Bytes> get(Bytes key) {
            Optional<Bytes> value = super.get(key);
            return opened || key.at(0) != RECEIPTS ? value : value.map(receipts -> Bytes.EMPTY);
        }
    }
}
