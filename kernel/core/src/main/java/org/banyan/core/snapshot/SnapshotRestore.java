package org.banyan.core.snapshot;

import java.util.Optional;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.store.StateEntry;
import org.banyan.core.store.StoreRestoration;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.state.StateHasher;
import org.jspecify.annotations.Nullable;

/**
 * Takes a snapshot's chunks in their order into an empty store, each checked before any of it is written, and makes it a chain's store at the end. After a
 * refusal the store is to be thrown away. The caller has seen to the trail. Confined to one thread. Rules: {@code docs/spec/snapshot.md}.
 */
public final class SnapshotRestore {
    private final ChainDefinition chain;
    private final HashFunction hash;
    private final SnapshotManifest manifest;
    private final StoreRestoration store;
    private final AncestryCheck ancestry;

    private int taken;
    private long values;
    private @Nullable StateEntry lastValue;

    /**
     * @param store empty
     * @throws IllegalArgumentException if the store is not empty
     */
    public SnapshotRestore(
            ChainDefinition chain,
            SnapshotManifest manifest,
            SnapshotTrust trust,
            KeyValueStore store,
            TaskRunner runner) {
        this.chain = chain;
        this.hash = chain.rules().suite().hash();
        this.manifest = manifest;
        this.store = new StoreRestoration(store, new StateHasher(hash), runner);
        this.ancestry = new AncestryCheck(chain, manifest, trust, this.store);
    }

    /** Chunks that were taken: the number of the next one. */
    public int taken() {
        return taken;
    }

    /** Rules SNAP-3 to SNAP-7, and SNAP-9, for the next chunk. */
    public Verdict take(Bytes bytes) {
        if (taken >= manifest.chunks().size()) {
            return SnapshotRule.ORDER.because("there are more chunks than the " + taken + " of the manifest");
        }
        Optional<Verdict.Rejected> foreign = checkChunk(manifest, taken, bytes, hash);
        if (foreign.isPresent()) {
            return foreign.get();
        }
        SnapshotChunk chunk;
        try {
            chunk = SnapshotChunk.CODEC.decode(bytes);
        } catch (CodecException malformed) {
            return SnapshotRule.ORDER.because("chunk " + taken + " is malformed: " + malformed.getMessage());
        }
        Optional<Verdict.Rejected> wrong = values > 0 && chunk.values().isEmpty()
                ? order("chunk " + taken + " stands behind values")
                : Optional.empty();
        for (int i = 0; i < chunk.ids().size() && wrong.isEmpty(); i++) {
            wrong = ancestry.id(chunk.ids().get(i));
        }
        for (int i = 0; i < chunk.blocks().size() && wrong.isEmpty(); i++) {
            wrong = ancestry.block(chunk.blocks().get(i));
        }
        wrong = wrong.isPresent() || chunk.values().isEmpty() ? wrong : values(chunk);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        taken++;
        return Verdict.ACCEPTED;
    }

    /** Rule SNAP-3. */
    public static Optional<Verdict.Rejected> checkChunk(
            SnapshotManifest manifest, int number, Bytes bytes, HashFunction hash) {
        var reference = manifest.chunks().get(number);
        boolean same = bytes.size() == reference.size()
                && SnapshotManifest.chunkHash(bytes, hash).equals(reference.hash());
        return same
                ? Optional.empty()
                : Optional.of(SnapshotRule.CHUNK.because("chunk " + number + " is not the one of " + reference.size()
                        + " bytes with hash " + reference.hash() + " that the manifest names"));
    }

    // Values

    private Optional<Verdict.Rejected> values(SnapshotChunk chunk) {
        if (values == 0) {
            Optional<Verdict.Rejected> wrong = ancestry.complete();
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        for (StateEntry entry : chunk.values()) {
            StateEntry before = lastValue;
            if (before != null && before.key().compareTo(entry.key()) >= 0) {
                return order("the keys of chunk " + taken + " do not ascend");
            }
            lastValue = entry;
        }
        store.values(chunk.values());
        values += chunk.values().size();
        return Optional.empty();
    }

    /**
     * Rule SNAP-8, then the store is the chain's.
     *
     * @param trail by which the snapshot's block is certified
     */
    public Verdict finish(SnapshotTrail trail) {
        if (taken != manifest.chunks().size() || values != manifest.values()) {
            return SnapshotRule.ORDER.because("there are " + taken + " chunks with " + values
                    + " values, the manifest says " + manifest.chunks().size() + " with " + manifest.values());
        }
        Optional<Verdict.Rejected> wrong = ancestry.complete();
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Header top = ancestry.top();
        Hash root = store.makeTree(manifest.height());
        if (!root.equals(top.stateRoot())) {
            return SnapshotRule.STATE.because(
                    "the values lead to state root " + root + ", the certified header says " + top.stateRoot());
        }
        for (CertifiedHeader step : trail.headers()) {
            BlockId id = step.header().id(hash);
            if (step.header().height().compareTo(manifest.height()) <= 0) {
                store.witness(
                        id,
                        Witness.of(new WitnessEntry(
                                WitnessEntry.CERTIFICATE, Certificate.CODEC.encode(step.certificate()))));
                if (step.header().height().compareTo(manifest.blocksFrom()) < 0) {
                    store.header(id, step.header());
                }
            }
        }
        store.finish(
                chain.rules().specification(),
                chain.rules().chainId(),
                manifest.block(),
                manifest.height(),
                manifest.blocksFrom(),
                SnapshotTrail.CODEC.encode(trail));
        return Verdict.ACCEPTED;
    }

    private static Optional<Verdict.Rejected> order(String reason) {
        return refused(SnapshotRule.ORDER, reason);
    }

    private static Optional<Verdict.Rejected> refused(SnapshotRule rule, String reason) {
        return Optional.of(rule.because(reason));
    }
}
