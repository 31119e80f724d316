package org.banyan.core.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.Consensus;
import org.banyan.core.store.ChainStore;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.list.HistoryProofs;

/**
 * Makes trails from a store, going on from the one that the store was restored with. Whether a light client follows them is checked by whoever gets them; this
 * decides only what to show. Reads final blocks alone, from any thread.
 */
final class TrailMaker {
    /** How far below the final block a header with a certificate of its own is looked for. */
    private static final int CERTIFICATE_DEPTH_MAX = 256;

    private final ChainStore store;
    private final Consensus consensus;
    private final HashFunction hash;

    TrailMaker(ChainStore store, Consensus consensus, HashFunction hash) {
        this.store = store;
        this.consensus = consensus;
        this.hash = hash;
    }

    /**
     * A trail to the newest certified block, or to the one at {@code height} when it is that.
     *
     * @throws SnapshotException if no block at {@code height} or above has a certificate of its own in the store
     */
    SnapshotTrail to(Height height) {
        List<CertifiedHeader> headers = new ArrayList<>(known());
        Certificate newest = certificateAbove(height);
        Height at =
                headers.isEmpty() ? Height.GENESIS : headers.getLast().header().height();
        while (at.compareTo(newest.height()) < 0) {
            Hash producers = childSet(header(at));
            Certificate next =
                    newest.producerSet().equals(producers) ? newest : atChange(at, producers, newest.height());
            headers.add(step(at, producers, next));
            if (headers.size() > SnapshotTrail.HEADERS_MAX) {
                throw new SnapshotException("a trail to height " + newest.height() + " takes more than "
                        + SnapshotTrail.HEADERS_MAX + " headers; snapshots of this chain cannot be made");
            }
            at = next.height();
        }
        List<Hash> link = at.equals(height)
                ? List.of()
                : HistoryProofs.prove(hash, at.value(), height.value(), this::historyNode)
                        .siblings();
        return new SnapshotTrail(headers, link);
    }

    /** What the store knows by itself, as far as it is on the chain's line by now. */
    private List<CertifiedHeader> known() {
        return store.trail().map(bytes -> SnapshotTrail.CODEC.decode(bytes).headers()).orElse(List.of()).stream()
                .filter(each -> each.header().height().compareTo(finalHeight()) <= 0)
                .toList();
    }

    private Height finalHeight() {
        return header(store.finalBlock()).height();
    }

    private Certificate certificateAbove(Height floor) {
        Height at = finalHeight();
        for (int depth = 0; depth < CERTIFICATE_DEPTH_MAX && at.compareTo(floor) >= 0; depth++) {
            Optional<Certificate> found = certificate(at);
            if (found.isPresent()) {
                return found.get();
            }
            if (at.isGenesis()) {
                break;
            }
            at = at.minus(1);
        }
        throw new SnapshotException("no block at height " + floor + " or at one of the " + CERTIFICATE_DEPTH_MAX
                + " heights below the final one has a certificate of its own yet; let the node follow its chain a"
                + " little further");
    }

    /**
     * The certificate of the block above {@code from} that hands over from its set to another. By halving: the set after {@code same} is that one, the one after
     * {@code other} is not, or {@code other} is certified by another.
     */
    private Certificate atChange(Height from, Hash producers, Height certified) {
        long same = from.value();
        long other = certified.value();
        while (other - same > 1) {
            long middle = same + (other - same) / 2;
            if (childSet(header(new Height(middle))).equals(producers)) {
                same = middle;
            } else {
                other = middle;
            }
        }
        Height change = new Height(other);
        return certificate(change)
                .orElseThrow(() -> new SnapshotException("the block at height " + change
                        + ", after which other producers certify, has no certificate in the store; make the snapshot"
                        + " on another node"));
    }

    private CertifiedHeader step(Height before, Hash producers, Certificate certificate) {
        Header header = header(certificate.height());
        Optional<ProducerSet> nextSet = childSet(header).equals(producers)
                ? Optional.empty()
                : Optional.of(consensus
                        .decode(store.effects(certificate.block()).consensusState())
                        .producers());
        List<Hash> link = header.height().equals(before.next())
                ? List.of()
                : HistoryProofs.prove(hash, header.height().value(), before.value(), this::historyNode)
                        .siblings();
        return new CertifiedHeader(header, certificate, nextSet, link);
    }

    private Optional<Certificate> certificate(Height height) {
        return store.finalAt(height)
                .flatMap(id -> store.witness(id).payloads(WitnessEntry.CERTIFICATE).stream()
                        .findFirst())
                .map(Certificate.CODEC::decode);
    }

    private Header header(Height height) {
        return header(store.finalAt(height)
                .orElseThrow(() -> new SnapshotException("no block at height " + height + " is final here")));
    }

    private Header header(BlockId id) {
        return store.header(id)
                .orElseThrow(() -> new SnapshotException(
                        "the header of block " + id + " is not in the store; make the" + " snapshot on another node"));
    }

    private static Hash childSet(Header header) {
        return header.extension(ConsensusExtension.ID)
                .map(TrailMaker::decode)
                .map(ConsensusExtension::producerSet)
                .orElseThrow(() -> new SnapshotException(
                        "the header at height " + header.height() + " says nothing of its producers"));
    }

    private static ConsensusExtension decode(Bytes extension) {
        try {
            return ConsensusExtension.CODEC.decode(extension);
        } catch (CodecException malformed) {
            throw new SnapshotException(
                    "a final header says nothing readable of its producers: " + malformed.getMessage());
        }
    }

    private Hash historyNode(int level, long index) {
        return store.historyNode(level, index)
                .orElseThrow(() -> new SnapshotException("node (" + level + ", " + index
                        + ") of the history is not in the store; make the snapshot on another node"));
    }
}
