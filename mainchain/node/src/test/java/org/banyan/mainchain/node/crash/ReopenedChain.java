package org.banyan.mainchain.node.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.store.ChainStore;
import org.banyan.drivers.store.leveldb.LevelDbKeyValueStoreFactory;
import org.banyan.node.chain.ChainObserver;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.testkit.state.NaiveStateCommitment;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.state.StateHasher;
import org.banyan.types.transaction.SignedTransaction;

/** Opens what a dead process left and compares all that must fit together. RELIABILITY.md RD1, RD2, RS5. */
final class ReopenedChain {
    private static final Bytes STATE = Bytes.utf8("S");
    private static final int HEIGHTS_MAX = 12;

    private ReopenedChain() {}

    static void check(Path home, int life, Witnessed witnessed, String what) {
        try (CrashChain reopened =
                new CrashChain(home, life, new LevelDbKeyValueStoreFactory(), ChainObserver.NONE, request -> {})) {
            reopened.chain().read(engine -> {
                checkPromises(engine, witnessed, what);
                checkBlocks(engine, what);
                return true;
            });
            checkSignatures(reopened.signedBefore(), witnessed, what);
        }
        checkState(home, what);
    }

    /** Whatever was said to be final is. */
    private static void checkPromises(ChainEngine engine, Witnessed witnessed, String what) {
        witnessed.finalBlocks().forEach((height, block) -> {
            assertThat(engine.finalBlock().header().height()).as(what).isGreaterThanOrEqualTo(height);
            assertThat(engine.mainBlockAt(height))
                    .as("%s, final height %s", what, height)
                    .contains(block);
        });
    }

    /** The last blocks of the main chain with their parents, receipts and indexes. */
    private static void checkBlocks(ChainEngine engine, String what) {
        ChainStore store = engine.store();
        Height height = engine.head().header().height();
        BlockId id = engine.head().id();
        for (int i = 0; i < HEIGHTS_MAX && !height.isGenesis(); i++) {
            Block block = store.block(id).orElseThrow();
            List<Receipt> receipts = store.receipts(id).orElseThrow();
            String where = what + ", block " + id + " at height " + height;
            assertThat(block.header().height()).as(where).isEqualTo(height);
            assertThat(Receipt.root(receipts, CrashChain.SUITE.hash()))
                    .as(where)
                    .isEqualTo(block.header().receiptsRoot());
            int index = 0;
            for (Bytes envelope : block.body().transactions()) {
                var transaction = SignedTransaction.decode(envelope, CrashChain.SUITE.hash())
                        .id();
                assertThat(store.positions(transaction)).as(where).contains(new ChainStore.Position(id, index));
                index++;
            }
            if (height.compareTo(engine.finalBlock().header().height()) <= 0) {
                assertThat(store.finalAt(height)).as(where).contains(id);
            }
            id = block.header().parent();
            height = height.minus(1);
        }
    }

    /** The guard remembers every signature that left, so that none can be contradicted. */
    private static void checkSignatures(Map<SignatureType, SignRequest> remembered, Witnessed witnessed, String what) {
        witnessed.signed().forEach((type, position) -> {
            assertThat(remembered)
                    .as("%s: the guard's memory of %s", what, type)
                    .containsKey(type);
            SignRequest last = Objects.requireNonNull(remembered.get(type));
            assertThat(Witnessed.isAtOrBefore(position, new long[] {last.major(), last.minor()}))
                    .as(
                            "%s: %s was signed at %d/%d but the guard remembers %s",
                            what, type, position[0], position[1], last)
                    .isTrue();
        });
    }

    /** The flat values commit to the state root of the block that the watermark names, by an independent commitment. */
    private static void checkState(Path home, String what) {
        StateHasher hasher = new StateHasher(CrashChain.SUITE.hash());
        TreeMap<Hash, Hash> values = new TreeMap<>();
        try (KeyValueStore raw = new LevelDbKeyValueStoreFactory().open(CrashChain.store(home));
                KeyValueStore.Cursor cursor = raw.scan(STATE, STATE)) {
            cursor.forEachRemaining(entry -> {
                Address contract = new Address(Hash.of(entry.key().slice(1, 1 + Hash.SIZE)));
                Bytes key = entry.key().slice(1 + Hash.SIZE, entry.key().size());
                values.put(hasher.keyHash(contract, key), hasher.valueHash(entry.value()));
            });
        }
        Hash root = new NaiveStateCommitment(CrashChain.SUITE.hash()).root(values);
        try (CrashChain chain =
                new CrashChain(home, 0, new LevelDbKeyValueStoreFactory(), ChainObserver.NONE, request -> {})) {
            Hash folded = chain.chain()
                    .read(engine -> engine.store()
                            .block(engine.store().folded())
                            .orElseThrow()
                            .header()
                            .stateRoot());
            assertThat(root).as("%s: root of the flat values", what).isEqualTo(folded);
        }
    }
}
