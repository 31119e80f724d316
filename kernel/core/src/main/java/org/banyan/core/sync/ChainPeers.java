package org.banyan.core.sync;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.Standing;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.specification.Limits;

/**
 * One chain's part of the peer protocol: relay of blocks, votes and transactions, and catching up. The same events give the same effects; no clock, no IO;
 * owned by one lane.
 *
 * <p>Ticks come every {@link #TICK_MILLIS}; all times are counted in them. Rules: {@code docs/spi/network.md}.
 */
public final class ChainPeers {
    public static final long TICK_MILLIS = 250;

    /** Ticks between two looks at whether votes must be said again. */
    private static final int REPEAT_TICKS = 8;

    private final ChainSource source;
    private final Outbox outbox = new Outbox();
    private final Map<NodeId, ChainPeer> peers = new TreeMap<>();
    private final BodyFetches fetches;
    private final Serving serving;
    private final Sync sync;
    private final Relay relay;
    private final TransactionRelay transactions;
    private final ConsensusRelay consensus;
    private Optional<Standing> told = Optional.empty();
    private int ticks;

    /** @param memoryBytes for transactions that are remembered, and as much for bodies on their way */
    public ChainPeers(ChainId chain, HashFunction hash, Limits limits, long memoryBytes, ChainSource source) {
        this.source = source;
        Inventory inventory = new Inventory(hash, memoryBytes);
        this.fetches = new BodyFetches(limits.blockBytes(), memoryBytes, outbox, new Others());
        this.serving = new Serving(source);
        this.sync = new Sync(chain, hash, source, fetches, outbox);
        this.relay = new Relay(chain, hash, source, inventory, fetches, limits.blockBytes(), outbox);
        this.transactions = new TransactionRelay(limits.transactionBytes(), inventory, outbox);
        this.consensus = new ConsensusRelay(source, outbox);
    }

    public List<ChainEffect> step(ChainEvent event) {
        switch (event) {
            case ChainEvent.Joined joined -> joined(joined.peer(), joined.standing());
            case ChainEvent.Left left -> left(left.peer());
            case ChainEvent.Said said ->
                Optional.ofNullable(peers.get(said.peer())).ifPresent(from -> said(from, said));
            case ChainEvent.Stored stored -> {
                consensus.stored(stored.id(), stored.witness());
                relay.stored(stored.id(), stored.block(), stored.witness(), all());
            }
            case ChainEvent.Grew grew -> consensus.grew(grew.id(), grew.witness());
            case ChainEvent.Spoke spoke -> consensus.spoke(spoke.message());
            case ChainEvent.Admitted admitted -> transactions.admitted(admitted.envelope());
            case ChainEvent.Handled handled -> {
                relay.handled(handled.blocks(), handled.outcomes());
                sync.handled(handled.blocks(), handled.outcomes(), all());
            }
            case ChainEvent.Judged judged -> transactions.judged(judged.from(), judged.envelopes(), judged.verdicts());
            case ChainEvent.Restored restored -> {} // of a node that waits for its chain
            case ChainEvent.Tick tick -> tick();
        }
        return outbox.take();
    }

    /** Sends what gathered since the last time; called when no event waits. */
    public List<ChainEffect> flush() {
        transactions.flush(all());
        consensus.flush(all());
        return outbox.take();
    }

    /** Whether this node is catching up. */
    public boolean isSyncing() {
        return sync.isActive();
    }

    /**
     * Height that more than a third of the peers claim to have reached, or the own one. Claims are not proven: fewer liars than that cannot make a node look
     * as if it lagged.
     */
    public long heightClaimed() {
        long own = source.standing().height().value();
        return peers.values().stream()
                .map(ChainPeer::height)
                .sorted(Comparator.reverseOrder())
                .skip(peers.size() / 3)
                .findFirst()
                .map(claimed -> Math.max(own, claimed.value()))
                .orElse(own);
    }

    /** How the bodies of new blocks came here so far. */
    public RelayCounts relayed() {
        return relay.counts();
    }

    public int count() {
        return peers.size();
    }

    private Collection<ChainPeer> all() {
        return peers.values();
    }

    /** Peers to turn to when one does not bring a body. */
    private final class Others implements BodyFetches.Holders {
        @Override
        public Optional<NodeId> other(BlockId id, Header header, Set<NodeId> tried) {
            return peers.values().stream()
                    .filter(peer -> !tried.contains(peer.id()) && fetches.hasRoomOf(peer.id()))
                    .filter(peer -> relay.has(peer.id(), id) || sync.gives(peer, id) || peer.hasBody(header.height()))
                    .min(Comparator.comparing(ChainPeer::rests))
                    .map(ChainPeer::id);
        }

        @Override
        public void left(NodeId peer) {
            Optional.ofNullable(peers.get(peer)).ifPresent(slow -> slow.rest(Sync.REST_TICKS));
        }
    }

    private void joined(NodeId id, Standing standing) {
        peers.put(id, new ChainPeer(id, standing));
        outbox.sync(id, SyncMessage.of(source.standing()));
        consensus.greet(id);
        sync.consider(all(), relay);
    }

    private void left(NodeId id) {
        peers.remove(id);
        fetches.left(id).forEach(relay::failed);
        relay.left(id);
        transactions.left(id);
        sync.left(id);
    }

    private void said(ChainPeer from, ChainEvent.Said said) {
        try {
            Bytes payload = said.payload();
            switch (said.channel()) {
                case CONSENSUS -> consensus.received(from.id(), ConsensusNews.CODEC.decode(payload));
                case BLOCKS -> relay.received(from, BlockNews.CODEC.decode(payload));
                case TRANSACTIONS -> transactions.received(from.id(), TransactionNews.CODEC.decode(payload));
                case SYNC -> sync(from, SyncMessage.CODEC.decode(payload));
            }
        } catch (CodecException malformed) {
            outbox.broke(
                    from.id(),
                    PeerRule.MESSAGE,
                    "a message on channel " + said.channel() + ": " + malformed.getMessage());
        }
    }

    private void sync(ChainPeer from, SyncMessage message) {
        message.standing().ifPresent(standing -> {
            from.standing(standing);
            sync.consider(all(), relay);
        });
        message.wantHeaders().ifPresent(want -> outbox.sync(from.id(), SyncMessage.of(serving.headers(want))));
        message.headers().ifPresent(headers -> sync.headers(from, headers, all()));
        message.wantBody().ifPresent(want -> outbox.sync(from.id(), SyncMessage.of(serving.body(want))));
        message.bodyPart().ifPresent(part -> arrived(from, fetches.arrived(from.id(), part)));
        message.wantTransactions()
                .ifPresent(want -> outbox.sync(from.id(), SyncMessage.of(serving.transactions(want))));
        message.transactions().ifPresent(some -> arrived(from, fetches.arrived(from.id(), some)));
        message.snapshot().ifPresent(talk -> snapshot(from, talk));
    }

    private void snapshot(ChainPeer from, SnapshotTalk talk) {
        Optional<SnapshotTalk> answer = serving.snapshot(talk);
        if (answer.isPresent()) {
            outbox.sync(from.id(), SyncMessage.of(answer.get()));
        } else {
            outbox.broke(from.id(), PeerRule.UNASKED, "a word about snapshots that was not asked for");
        }
    }

    private void arrived(ChainPeer from, BodyFetches.Arrival arrival) {
        switch (arrival) {
            case BodyFetches.Arrival.More more -> {}
            case BodyFetches.Arrival.Whole whole -> {
                if (!relay.body(whole)) {
                    sync.body(whole.block(), all());
                }
            }
            case BodyFetches.Arrival.Failed failed -> failed(failed.id(), from);
        }
    }

    private void failed(BlockId id, ChainPeer from) {
        relay.failed(id);
        sync.failed(from.id(), all());
    }

    private void tick() {
        ticks++;
        peers.values().forEach(ChainPeer::tick);
        fetches.tick().forEach(relay::failed);
        sync.tick(all(), relay);
        transactions.tick(all());
        Optional<Standing> own = Optional.of(source.standing());
        if (!own.equals(told)) {
            told = own;
            peers.keySet().forEach(peer -> outbox.sync(peer, SyncMessage.of(own.get())));
        }
        if (ticks % REPEAT_TICKS == 0) {
            consensus.repeat(all());
        }
    }
}
