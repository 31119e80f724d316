package org.banyan.node.network;

import java.util.Optional;
import java.util.function.Function;
import org.banyan.core.peers.Standing;
import org.banyan.core.store.ChainStore;
import org.banyan.core.sync.ChainSource;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.chain.ChainUnavailableException;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;

/** A running chain's store as peers are served from it; a chain that has stopped has nothing more. */
record StoredChain(RunningChain chain) implements ChainSource {
    @Override
    public Standing standing() {
        ChainStatus status = chain.status();
        return new Standing(
                status.headId(),
                status.head().height(),
                status.finalId(),
                status.finalHeader().height());
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
    public Optional<BlockId> finalAt(Height height) {
        return look(store -> store.finalAt(height));
    }

    private <T> Optional<T> look(Function<ChainStore, Optional<T>> question) {
        try {
            return chain.look(parts -> question.apply(parts.store()));
        } catch (ChainUnavailableException stopped) {
            return Optional.empty();
        }
    }
}
