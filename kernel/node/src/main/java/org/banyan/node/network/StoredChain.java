package org.banyan.node.network;

import java.util.Optional;
import java.util.function.Function;
import org.banyan.consensus.ConsensusState;
import org.banyan.core.chain.BlockRule;
import org.banyan.core.peers.Standing;
import org.banyan.core.store.ChainStore;
import org.banyan.core.sync.ChainSource;
import org.banyan.core.sync.SnapshotOffer;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.chain.ChainUnavailableException;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.snapshot.SnapshotShelf;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;

/** A running chain's store as peers are served from it; a chain that has stopped has nothing more. */
record StoredChain(RunningChain chain, SnapshotShelf shelf) implements ChainSource {
    @Override
    public Standing standing() {
        ChainStatus status = chain.status();
        return new Standing(
                status.headId(),
                status.head().height(),
                status.finalId(),
                status.finalHeader().height(),
                look(store -> Optional.of(store.bodiesFrom())).orElse(Height.GENESIS));
    }

    @Override
    public Optional<Header> header(BlockId id) {
        return look(store -> store.header(id));
    }

    @Override
    public Optional<Block> block(BlockId id) {
        return look(store -> store.block(id));
    }

    @Override
    public Witness witness(BlockId id) {
        return look(store -> Optional.of(store.witness(id))).orElse(Witness.EMPTY);
    }

    @Override
    public Verdict checkSeal(Header header, Witness witness) {
        boolean isLater = header(header.parent())
                .map(parent -> header.time().compareTo(parent.time()) > 0)
                .orElse(true);
        if (!isLater) {
            return Verdict.rejected(
                    BlockRule.HEADER_TIME.id(), "time " + header.time() + " is not after that of the parent");
        }
        return consensusAfter(header.parent())
                .map(parent -> parent.checkSeal(header, witness))
                .orElse(Verdict.ACCEPTED);
    }

    @Override
    public boolean isCertified(Certificate certificate) {
        return consensusAfter(chain.status().finalId())
                .map(known -> known.checkCertificate(certificate).isAccepted())
                .orElse(false);
    }

    private Optional<ConsensusState> consensusAfter(BlockId id) {
        try {
            return chain.look(parts -> parts.consensusAfter(id));
        } catch (ChainUnavailableException stopped) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<BlockId> finalAt(Height height) {
        return look(store -> store.finalAt(height));
    }

    @Override
    public Optional<SnapshotOffer> snapshot() {
        return shelf.offer();
    }

    @Override
    public Optional<Bytes> snapshotPart(Hash manifest, int piece, long offset, int bytesMax) {
        return shelf.part(manifest, piece, offset, bytesMax);
    }

    private <T> Optional<T> look(Function<ChainStore, Optional<T>> question) {
        try {
            return chain.look(parts -> question.apply(parts.store()));
        } catch (ChainUnavailableException stopped) {
            return Optional.empty();
        }
    }
}
