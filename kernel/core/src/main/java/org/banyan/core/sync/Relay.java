package org.banyan.core.sync;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.banyan.core.chain.BlockRule;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.Standing;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.crypto.HashFunction;

/** New blocks: tells peers what this node made or took, in compact form, and puts together what they tell. */
final class Relay {
    /** Blocks that come in at once: on their way, or in the engine's hands. */
    static final int COMING_MAX = 64;

    /** Of these, from one peer. */
    static final int COMING_PER_PEER_MAX = 8;

    /** A peer whose head is higher by more is not told of a block: this node is the one that lacks something. */
    private static final long BEHIND_MAX = 8;

    /** Blocks of which it is remembered who has them. */
    private static final int HOLDERS_MAX = 512;

    private final ChainId chain;
    private final HashFunction hash;
    private final ChainSource source;
    private final Inventory inventory;
    private final BodyFetches fetches;
    private final long blockBytes;
    private final Outbox outbox;
    private RelayCounts counts = RelayCounts.NONE;
    private final Map<BlockId, Coming> coming = new LinkedHashMap<>();
    private final Map<BlockId, Set<NodeId>> holders = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, Set<NodeId>> eldest) {
            return size() > HOLDERS_MAX;
        }
    };

    /**
     * A block on its way here.
     *
     * @param from who told of it and gave the header and its witness; the body may come from another
     * @param guessed the header, when the body is put together from short ids and may be another: two transactions can share one
     */
    private record Coming(NodeId from, Optional<SealedHeader> guessed) {}

    Relay(
            ChainId chain,
            HashFunction hash,
            ChainSource source,
            Inventory inventory,
            BodyFetches fetches,
            long blockBytes,
            Outbox outbox) {
        this.chain = chain;
        this.hash = hash;
        this.source = source;
        this.inventory = inventory;
        this.fetches = fetches;
        this.blockBytes = blockBytes;
        this.outbox = outbox;
    }

    boolean isComing(BlockId id) {
        return coming.containsKey(id);
    }

    /** Whether a peer told this node of a block, or was told. */
    boolean has(NodeId peer, BlockId block) {
        Set<NodeId> have = holders.get(block);
        return have != null && have.contains(peer);
    }

    private void note(NodeId peer, BlockId block) {
        holders.computeIfAbsent(block, fresh -> new TreeSet<>()).add(peer);
    }

    /** A peer that comes back may have lost what it had. */
    void left(NodeId peer) {
        holders.values().forEach(have -> have.remove(peer));
    }

    // Telling

    /** Tells the peers that are not known to have it. */
    void stored(BlockId id, Block block, Witness witness, Collection<ChainPeer> peers) {
        Set<NodeId> have = holders.getOrDefault(id, new TreeSet<>());
        List<ChainPeer> lacking = peers.stream()
                .filter(peer -> !have.contains(peer.id())
                        && peer.height().value() - block.header().height().value() <= BEHIND_MAX)
                .toList();
        if (lacking.isEmpty()) {
            return;
        }
        Bytes news = news(block, witness);
        lacking.forEach(peer -> {
            outbox.send(peer.id(), ChainChannel.BLOCKS, news);
            note(peer.id(), id);
        });
    }

    private Bytes news(Block block, Witness witness) {
        SealedHeader sealed = Serving.fitting(block.header(), witness);
        List<Long> shortIds =
                block.body().transactions().stream().map(inventory::shortId).toList();
        Bytes compact =
                BlockNews.CODEC.encode(new BlockNews(sealed, true, block.body().inherents(), shortIds));
        return compact.size() <= Frame.PAYLOAD_BYTES_MAX
                ? compact
                : BlockNews.CODEC.encode(BlockNews.headerOnly(sealed));
    }

    // Being told

    void received(ChainPeer from, BlockNews news) {
        Header header = news.sealed().header();
        if (!header.chainId().equals(chain)) {
            outbox.broke(from.id(), PeerRule.BLOCK, "a block of another chain");
            return;
        }
        BlockId id = header.id(hash);
        note(from.id(), id);
        Standing claimed = from.standing();
        if (header.height().compareTo(claimed.height()) > 0) {
            from.standing(new Standing(
                    id, header.height(), claimed.finalBlock(), claimed.finalHeight(), claimed.bodiesFrom()));
        }
        if (source.header(id).isPresent()) {
            outbox.add(new ChainEffect.AddWitness(id, news.sealed().witness()));
            return;
        }
        boolean welcome = !coming.containsKey(id)
                && coming.size() < COMING_MAX
                && coming.values().stream()
                                .filter(one -> one.from().equals(from.id()))
                                .count()
                        < COMING_PER_PEER_MAX
                && (source.header(header.parent()).isPresent() || coming.containsKey(header.parent()));
        if (welcome) {
            take(id, from, news);
        }
    }

    private void take(BlockId id, ChainPeer from, BlockNews news) {
        BodyDraft.Gaps draft = BodyDraft.Gaps.of(news, inventory, blockBytes);
        Optional<Body> body = news.compact() ? draft.body() : Optional.empty();
        if (body.isPresent()) {
            counts = counts.oneKnown();
            hand(
                    new ReceivedBlock(
                            from.id(),
                            id,
                            new Block(news.sealed().header(), body.get()),
                            news.sealed().witness()),
                    new Coming(from.id(), Optional.of(news.sealed())));
        } else if (news.compact() && draft.isWorthIt()) {
            fetch(id, news.sealed(), from.id(), draft);
        } else {
            fetch(id, news.sealed(), from.id(), new BodyDraft.Parts(blockBytes));
        }
    }

    private void fetch(BlockId id, SealedHeader sealed, NodeId from, BodyDraft draft) {
        if (!fetches.isFetching(id) && fetches.hasRoom(from)) {
            coming.put(id, new Coming(from, Optional.empty()));
            fetches.begin(id, sealed, from, draft);
        }
    }

    /** Whether this part of the protocol asked for the body. */
    boolean body(BodyFetches.Arrival.Whole whole) {
        ReceivedBlock block = whole.block();
        Coming mine = coming.get(block.id());
        if (mine == null) {
            return false;
        }
        counts = whole.pieced() ? counts.oneCompleted() : counts.oneFetched();
        SealedHeader sealed = new SealedHeader(block.block().header(), block.witness());
        hand(block, new Coming(mine.from(), whole.pieced() ? Optional.of(sealed) : Optional.empty()));
        return true;
    }

    RelayCounts counts() {
        return counts;
    }

    private void hand(ReceivedBlock block, Coming now) {
        coming.put(block.id(), now);
        outbox.add(new ChainEffect.Import(List.of(block)));
    }

    void failed(BlockId id) {
        coming.remove(id);
    }

    void handled(List<ReceivedBlock> blocks, List<ImportOutcome> outcomes) {
        for (int i = 0; i < blocks.size(); i++) {
            ReceivedBlock block = blocks.get(i);
            Coming came = coming.remove(block.id());
            if (came != null && i < outcomes.size() && outcomes.get(i) instanceof ImportOutcome.Rejected rejected) {
                refused(block, came, rejected.verdict());
            }
        }
    }

    /**
     * A body that was guessed wrong is nobody's fault: the block's author may have sent the two that share a short id. Then it is asked for. Another body than the
     * header commits to is the fault of who gave it, all else of who told of the block.
     */
    private void refused(ReceivedBlock block, Coming came, Verdict.Rejected verdict) {
        boolean anotherBody = verdict.rule().equals(BlockRule.BODY_ROOT.id())
                || verdict.rule().equals(BlockRule.BODY_SIZE.id());
        if (anotherBody && came.guessed().isPresent()) {
            fetch(block.id(), came.guessed().get(), block.from(), new BodyDraft.Parts(blockBytes));
        } else if (anotherBody) {
            outbox.broke(block.from(), PeerRule.BODY, verdict.toString());
        } else {
            outbox.broke(came.from(), PeerRule.BLOCK, verdict.toString());
        }
    }
}
