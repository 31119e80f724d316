package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.Standing;
import org.banyan.core.sync.ConsensusNews.Grown;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;

/** Votes, certificates and words of agents. Each new entry of a witness is passed on once; while nothing becomes final, the newest are said again. */
final class ConsensusRelay {
    /** Blocks of which it is remembered what was told. */
    private static final int TOLD_MAX = 1024;

    /** Blocks whose witness is said again at a time: the newest, and others in turn. */
    private static final int REPEATED_MAX = 8;

    private static final int WALK_MAX = 512;

    private static final int FRAME_BYTES = Frame.PAYLOAD_BYTES_MAX - 16 * 1024;

    private final ChainSource source;
    private final Outbox outbox;
    private final Map<BlockId, Witness> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, Witness> eldest) {
            return size() > TOLD_MAX;
        }
    };
    private final Map<BlockId, Witness> fresh = new LinkedHashMap<>();
    private final List<Bytes> said = new ArrayList<>();
    private Optional<BlockId> lastFinal = Optional.empty();
    private int turn;

    ConsensusRelay(ChainSource source, Outbox outbox) {
        this.source = source;
        this.outbox = outbox;
    }

    /** What stands beside a block as it is told with the block itself. */
    void stored(BlockId id, Witness witness) {
        told.merge(id, witness, Witness::merge);
    }

    void grew(BlockId id, Witness witness) {
        List<org.banyan.types.block.WitnessEntry> before =
                told.getOrDefault(id, Witness.EMPTY).entries();
        Witness news = new Witness(witness.entries().stream()
                .filter(entry -> !before.contains(entry))
                .toList());
        if (!news.entries().isEmpty()) {
            told.merge(id, witness, Witness::merge);
            fresh.merge(id, news, Witness::merge);
        }
    }

    void spoke(Bytes message) {
        if (said.size() < ConsensusNews.ITEMS_MAX) {
            said.add(message);
        }
    }

    void flush(Collection<ChainPeer> peers) {
        if (fresh.isEmpty() && said.isEmpty()) {
            return;
        }
        List<Grown> grown = new ArrayList<>();
        fresh.forEach((id, witness) -> grown.add(new Grown(id, witness)));
        List<Bytes> frames = frames(grown, said);
        peers.forEach(peer -> frames.forEach(frame -> outbox.send(peer.id(), ChainChannel.CONSENSUS, frame)));
        fresh.clear();
        said.clear();
    }

    /** As many frames as it takes; what would not fit one is left out, as any message may be lost. */
    private static List<Bytes> frames(List<Grown> grown, List<Bytes> said) {
        List<Bytes> frames = new ArrayList<>();
        List<Grown> some = new ArrayList<>();
        int bytes = 0;
        for (Grown each : grown) {
            int size = Witness.CODEC.encode(each.entries()).size() + 48;
            if (size > FRAME_BYTES) {
                continue;
            }
            if (bytes + size > FRAME_BYTES || some.size() == ConsensusNews.ITEMS_MAX) {
                frames.add(ConsensusNews.CODEC.encode(new ConsensusNews(some, List.of())));
                some.clear();
                bytes = 0;
            }
            some.add(each);
            bytes += size;
        }
        if (!some.isEmpty()) {
            frames.add(ConsensusNews.CODEC.encode(new ConsensusNews(some, List.of())));
        }
        for (Bytes message : said) {
            frames.add(ConsensusNews.CODEC.encode(new ConsensusNews(List.of(), List.of(message))));
        }
        return frames;
    }

    // Again

    /** Says the newest votes and certificates again when nothing became final since the last time. */
    void repeat(Collection<ChainPeer> peers) {
        Optional<BlockId> now = Optional.of(source.standing().finalBlock());
        boolean stands = now.equals(lastFinal);
        lastFinal = now;
        if (stands) {
            List<Bytes> frames = frames(newest(), List.of());
            peers.forEach(peer -> frames.forEach(frame -> outbox.send(peer.id(), ChainChannel.CONSENSUS, frame)));
        }
    }

    /** The same to one peer that has just come. */
    void greet(NodeId peer) {
        frames(newest(), List.of()).forEach(frame -> outbox.send(peer, ChainChannel.CONSENSUS, frame));
    }

    private List<Grown> newest() {
        Standing own = source.standing();
        List<BlockId> unfinal = new ArrayList<>();
        BlockId id = own.head();
        Optional<Header> header = source.header(id);
        while (header.isPresent()
                && header.get().height().compareTo(own.finalHeight()) > 0
                && unfinal.size() < WALK_MAX) {
            unfinal.add(id);
            id = header.get().parent();
            header = source.header(id);
        }
        List<Grown> newest = new ArrayList<>();
        add(own.finalBlock(), newest);
        for (int i = 0; i < Math.min(REPEATED_MAX, unfinal.size()); i++) {
            add(unfinal.get(i), newest);
        }
        int older = unfinal.size() - REPEATED_MAX;
        for (int i = 0; i < Math.min(REPEATED_MAX, older); i++) {
            add(unfinal.get(REPEATED_MAX + turn++ % older), newest);
        }
        return newest;
    }

    private void add(BlockId id, List<Grown> to) {
        Witness witness = source.witness(id);
        if (witness.entries().size() > 1) {
            to.add(new Grown(id, witness));
        }
    }

    // From peers

    void received(NodeId from, ConsensusNews news) {
        for (Grown grown : news.grown()) {
            outbox.add(new ChainEffect.AddWitness(grown.block(), grown.entries()));
        }
        for (Bytes message : news.said()) {
            if (message.size() > AgentEffect.Send.BYTES_MAX) {
                outbox.broke(from, PeerRule.MESSAGE, "a message of an agent has " + message.size() + " bytes");
            } else {
                outbox.add(new ChainEffect.Hear(message));
            }
        }
    }
}
