package org.banyan.core.snapshot;

import java.util.Optional;
import org.banyan.consensus.ConsensusState;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.store.BlockEffects;
import org.banyan.core.store.StoreRestoration;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.HistoryAccumulator;
import org.banyan.types.list.HistoryNode;
import org.jspecify.annotations.Nullable;

/**
 * The block ids and the recent blocks of a snapshot, each checked against the snapshot's block before it is written: rules SNAP-5 to SNAP-7 and SNAP-9. Confined
 * to one thread.
 */
final class AncestryCheck {
    private final ChainDefinition chain;
    private final HashFunction hash;
    private final SnapshotManifest manifest;
    private final SnapshotTrust trust;
    private final StoreRestoration store;

    private HistoryAccumulator history;
    private @Nullable BlockId lastId;
    private HistoryAccumulator blocksHistory;
    private @Nullable Header lastHeader;
    private Bytes consensus = Bytes.EMPTY;
    private Height chainFinalHeight = Height.GENESIS;
    private @Nullable BlockId chainFinal;

    AncestryCheck(ChainDefinition chain, SnapshotManifest manifest, SnapshotTrust trust, StoreRestoration store) {
        this.chain = chain;
        this.hash = chain.rules().suite().hash();
        this.manifest = manifest;
        this.trust = trust;
        this.store = store;
        this.history = manifest.before();
        this.blocksHistory = manifest.before();
        keepPeaks();
    }

    /** The parts of the history on which later proofs stand. */
    private void keepPeaks() {
        long first = 0;
        int next = 0;
        for (int level = Long.SIZE - 1; level >= 0; level--) {
            if ((history.count() >>> level & 1) == 1) {
                store.historyNode(
                        new HistoryNode(level, first >>> level, history.peaks().get(next++)));
                first += 1L << level;
            }
        }
    }

    // Block ids

    Optional<Verdict.Rejected> id(BlockId id) {
        Height height = new Height(history.count());
        if (lastHeader != null || height.compareTo(manifest.height()) > 0) {
            return order("a block id for height " + height + " stands where none belongs");
        }
        if (lastId == null) {
            Optional<Verdict.Rejected> wrong = first(id);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        Optional<Verdict.Rejected> distrusted = trust.checkId(height, id);
        if (distrusted.isPresent()) {
            return distrusted;
        }
        if (height.equals(manifest.blocksFrom())) {
            blocksHistory = history;
        }
        var appended = history.appended(hash, id);
        history = appended.history();
        lastId = id;
        store.ancestor(height, id, appended.completed());
        return Optional.empty();
    }

    private Optional<Verdict.Rejected> first(BlockId id) {
        if (manifest.first().isEmpty()) {
            return Optional.empty();
        }
        Header first = manifest.first().get();
        if (!first.id(hash).equals(id) || !first.height().equals(manifest.idsFrom())) {
            return refused(SnapshotRule.HISTORY, "the first block id " + id + " is not that of the manifest's header");
        }
        store.header(id, first);
        return Optional.empty();
    }

    // Recent blocks

    Optional<Verdict.Rejected> block(RecentBlock block) {
        Header header = block.header();
        BlockId id = header.id(hash);
        Header before = lastHeader;
        if (before == null) {
            Optional<Verdict.Rejected> wrong = begin(header);
            if (wrong.isPresent()) {
                return wrong;
            }
        } else if (!header.parent().equals(before.id(hash))
                || !header.height().equals(before.height().next())) {
            return refused(
                    SnapshotRule.BLOCKS,
                    "the recent block at height " + header.height() + " does not continue the one before");
        }
        if (header.height().compareTo(manifest.height()) > 0) {
            return order("a recent block at height " + header.height() + " is above the snapshot's block");
        }
        if (!header.historyRoot().equals(blocksHistory.root(hash))) {
            return refused(
                    SnapshotRule.HISTORY,
                    "the block ids do not lead to the history root of the header at height " + header.height());
        }
        if (!block.body().root(hash).equals(header.bodyRoot())) {
            return refused(
                    SnapshotRule.BLOCKS,
                    "what is said of the body at height " + header.height() + " does not lead to its body root");
        }
        Optional<Verdict.Rejected> wrong = consensus(block, header);
        wrong = wrong.isPresent() ? wrong : finality(block, header);
        if (wrong.isPresent()) {
            return wrong;
        }
        BlockId known = chainFinal;
        blocksHistory = blocksHistory.append(hash, id);
        store.block(
                id,
                header,
                block.body(),
                new BlockEffects(consensus, blocksHistory, chainFinalHeight, known == null ? id : known));
        lastHeader = header;
        return Optional.empty();
    }

    /** All ids are there, and lead to the last one. */
    private Optional<Verdict.Rejected> begin(Header header) {
        if (history.count() != manifest.height().value() + 1) {
            return order("recent blocks begin behind " + history.count() + " heights, not behind all block ids");
        }
        Optional<Verdict.Rejected> distrusted = trust.checkRange(manifest.idsFrom(), manifest.height());
        if (distrusted.isPresent()) {
            return distrusted;
        }
        if (!manifest.block().equals(lastId)) {
            return refused(SnapshotRule.HISTORY, "the last block id is not that of the snapshot's block");
        }
        return header.height().equals(manifest.blocksFrom())
                ? Optional.empty()
                : order("recent blocks begin at height " + header.height() + ", the manifest says "
                        + manifest.blocksFrom());
    }

    private Optional<Verdict.Rejected> consensus(RecentBlock block, Header header) {
        consensus = block.consensus().isEmpty() ? consensus : block.consensus();
        try {
            ConsensusState state = chain.consensus().decode(consensus);
            var part = header.extension(ConsensusExtension.ID).map(ConsensusExtension.CODEC::decode);
            boolean committed = part.isPresent()
                    && part.get().stateHash().equals(hash.hash(Tag.CONSENSUS_STATE, consensus))
                    && part.get().producerSet().equals(state.producers().id(hash));
            return committed
                    ? Optional.empty()
                    : refused(
                            SnapshotRule.CONSENSUS,
                            "the consensus state at height " + header.height()
                                    + " is not the one that the header commits to");
        } catch (CodecException malformed) {
            return refused(
                    SnapshotRule.CONSENSUS,
                    "the consensus state at height " + header.height() + " is malformed: " + malformed.getMessage());
        }
    }

    /** What is final as of the block: told by certificates in its body or below it. That they are valid, the quorum says that certified the snapshot's block. */
    private Optional<Verdict.Rejected> finality(RecentBlock block, Header header) {
        if (header.height().isGenesis()) {
            chainFinal = header.id(hash);
            return Optional.empty();
        }
        if (chain.rules().collection().inherent(Inherent.FINALITY).isEmpty()) {
            for (Inherent inherent : block.body().inherents()) {
                if (inherent.kind().equals(Inherent.FINALITY)) {
                    try {
                        Certificate certificate = Certificate.CODEC.decode(inherent.payload());
                        chainFinalHeight = certificate.height();
                        chainFinal = certificate.block();
                    } catch (CodecException malformed) {
                        return refused(
                                SnapshotRule.BLOCKS,
                                "a certificate in the body at height " + header.height() + " is malformed: "
                                        + malformed.getMessage());
                    }
                }
            }
        }
        return chainFinal != null
                ? Optional.empty()
                : refused(
                        SnapshotRule.BLOCKS,
                        "the first recent block, at height " + header.height() + ", does not tell what was final");
    }

    /** Whether they come up to the snapshot's block and reach back far enough. */
    Optional<Verdict.Rejected> complete() {
        Header top = lastHeader;
        if (top == null || !top.id(hash).equals(manifest.block())) {
            return order("recent blocks do not come up to the snapshot's block");
        }
        if (!blocksHistory.equals(history)) {
            return refused(SnapshotRule.HISTORY, "the block ids are not those of the recent blocks");
        }
        long window = chain.rules().specification().markWindow() + 1L;
        Height from = manifest.blocksFrom();
        boolean deep = from.isGenesis()
                || from.compareTo(top.height().minus(window)) <= 0 && from.compareTo(chainFinalHeight) <= 0;
        if (!deep) {
            return refused(
                    SnapshotRule.BLOCKS,
                    "recent blocks begin at height " + from + ", above what later blocks may refer to");
        }
        long oldest = top.time().millis() - chain.consensus().evidenceMillis();
        boolean old =
                manifest.first().map(first -> first.time().millis() < oldest).orElse(true);
        return old
                ? Optional.empty()
                : refused(
                        SnapshotRule.HISTORY,
                        "block ids begin at height " + manifest.idsFrom() + ", of which evidence may still speak");
    }

    /** The snapshot's block, once {@link #complete} has nothing against it. */
    Header top() {
        Header header = lastHeader;
        if (header == null) {
            throw new IllegalStateException("no recent block was taken; see that they are complete first");
        }
        return header;
    }

    private static Optional<Verdict.Rejected> order(String reason) {
        return refused(SnapshotRule.ORDER, reason);
    }

    private static Optional<Verdict.Rejected> refused(SnapshotRule rule, String reason) {
        return Optional.of(rule.because(reason));
    }
}
