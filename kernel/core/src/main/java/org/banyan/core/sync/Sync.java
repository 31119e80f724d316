package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.core.chain.BlockRule;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.Standing;
import org.banyan.core.sync.SyncMessage.Headers;
import org.banyan.core.sync.SyncMessage.WantHeaders;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.HashFunction;

/**
 * Catches up: follows the branch of one peer that is ahead, headers first, their bodies from several peers at once in a bounded window, blocks in order. Keeps nothing on disk: what was imported is stored, so a restart goes on where it stopped.
 */
final class Sync {
    /** Blocks of a branch that are worked on at once. */
    static final int WINDOW_MAX = 32;

    /** Headers that wait; fewer than half of it, and more are asked for. */
    static final int HEADERS_WAITING_MAX = 2 * SyncMessage.HEADERS_MAX;

    static final int IMPORT_MAX = 16;
    static final int PATIENCE_TICKS = 20;
    static final int REST_TICKS = 20;

    /** A peer that is ahead by no more than this usually sends the block itself. */
    private static final long CLOSE_BLOCKS = 2;

    private static final int UNKNOWN_TICKS = 3;

    private final ChainId chain;
    private final HashFunction hash;
    private final ChainSource source;
    private final BodyFetches fetches;
    private final long window;
    private final HeaderTrust trust;
    private final Outbox outbox;
    private final Map<NodeId, Integer> unknown = new TreeMap<>();
    private Optional<SyncSession> session = Optional.empty();

    Sync(ChainId chain, HashFunction hash, ChainSource source, BodyFetches fetches, Outbox outbox) {
        this.chain = chain;
        this.hash = hash;
        this.source = source;
        this.fetches = fetches;
        this.trust = new HeaderTrust(source);
        this.window = Math.min(WINDOW_MAX, fetches.bodiesMax());
        this.outbox = outbox;
    }

    boolean isActive() {
        return session.isPresent();
    }

    /** Whether this is the peer whose branch is followed, and the block is on it. */
    boolean gives(ChainPeer peer, BlockId id) {
        return session.map(active -> active.peer == peer
                        && active.queue.stream().anyMatch(item -> item.id().equals(id)))
                .orElse(false);
    }

    // Beginning

    /** Looks for a peer that is ahead and has what this node lacks. */
    void consider(Collection<ChainPeer> peers, Relay relay) {
        if (session.isPresent()) {
            return;
        }
        Standing own = source.standing();
        peers.stream()
                .filter(peer -> !peer.rests() && isAhead(peer, own, relay))
                .filter(peer -> isServed(peer, own.finalHeight().next(), peers))
                .max(Comparator.comparing(ChainPeer::height))
                .ifPresent(peer -> {
                    session = Optional.of(new SyncSession(peer, own.finalBlock(), own.finalHeight()));
                    ask(session.get());
                });
    }

    private boolean isAhead(ChainPeer peer, Standing own, Relay relay) {
        Standing claimed = peer.standing();
        boolean lacking = (claimed.height().compareTo(own.height()) >= 0
                        || claimed.finalHeight().compareTo(own.finalHeight()) > 0)
                && !relay.isComing(claimed.head())
                && source.header(claimed.head()).isEmpty();
        if (!lacking) {
            unknown.remove(peer.id());
            return false;
        }
        unknown.putIfAbsent(peer.id(), 0);
        int ticks = unknown.getOrDefault(peer.id(), 0);
        return claimed.height().value() - own.height().value() > CLOSE_BLOCKS || ticks >= UNKNOWN_TICKS;
    }

    /** Whether somebody has the body of the first block that would be asked for: this peer, or one on whose final chain it is. */
    private static boolean isServed(ChainPeer followed, Height height, Collection<ChainPeer> peers) {
        return followed.standing().bodiesFrom().compareTo(height) <= 0
                || peers.stream().anyMatch(peer -> !peer.rests() && peer.hasBody(height));
    }

    private void ask(SyncSession active) {
        active.asked = true;
        active.waited = 0;
        outbox.sync(active.peer.id(), SyncMessage.of(new WantHeaders(active.head, active.tipHeight)));
    }

    private void end(SyncSession active) {
        active.peer.rest(active.complete ? 0 : REST_TICKS);
        active.queue.forEach(item -> active.bodies.remove(item.id()));
        session = Optional.empty();
    }

    // Headers

    void headers(ChainPeer from, Headers answer, Collection<ChainPeer> peers) {
        Optional<SyncSession> asked = session.filter(active -> active.peer == from && active.asked);
        if (asked.isEmpty()) {
            outbox.broke(from.id(), PeerRule.UNASKED, "headers that were not asked for");
            return;
        }
        SyncSession active = asked.get();
        active.asked = false;
        active.waited = 0;
        if (answer.headers().isEmpty()) {
            end(active);
            return;
        }
        for (SealedHeader sealed : answer.headers()) {
            Header header = sealed.header();
            boolean continues = header.chainId().equals(chain)
                    && header.parent().equals(active.tip)
                    && header.height().equals(active.tipHeight.next());
            if (!continues) {
                outbox.broke(
                        from.id(),
                        PeerRule.HEADERS,
                        "header at height " + header.height() + " on parent " + header.parent() + " does not continue "
                                + active.tip + " at height " + active.tipHeight);
                end(active);
                return;
            }
            active.tip = header.id(hash);
            active.tipHeight = header.height();
            active.queue.add(new SyncSession.Item(active.tip, sealed));
        }
        active.looked = Optional.empty();
        pump(active, peers);
    }

    // Bodies and blocks

    /** A body that {@link BodyFetches} brought. */
    void body(ReceivedBlock block, Collection<ChainPeer> peers) {
        session.ifPresent(active -> {
            active.bodies.put(block.id(), block);
            active.waited = 0;
            pump(active, peers);
        });
    }

    /** A body did not come. */
    void failed(NodeId from, Collection<ChainPeer> peers) {
        peers.stream().filter(peer -> peer.id().equals(from)).forEach(peer -> peer.rest(REST_TICKS));
    }

    private void pump(SyncSession active, Collection<ChainPeer> peers) {
        while (!active.queue.isEmpty()
                && source.header(active.queue.getFirst().id()).isPresent()) {
            active.bodies.remove(active.queue.removeFirst().id());
            active.waited = 0;
        }
        if (!active.sealChecked && !active.queue.isEmpty()) {
            active.sealChecked = true;
            if (trust.seal(active) instanceof Verdict.Rejected rejected) {
                outbox.broke(active.peer.id(), PeerRule.BLOCK, rejected.toString());
                end(active);
                return;
            }
        }
        fetch(active, peers);
        hand(active);
        boolean more =
                !active.tip.equals(active.head) && active.queue.size() < HEADERS_WAITING_MAX / 2 && !active.asked;
        if (more) {
            ask(active);
        } else if (active.queue.isEmpty() && !active.asked) {
            active.complete = true;
            end(active);
        }
    }

    private void fetch(SyncSession active, Collection<ChainPeer> peers) {
        Height certified = trust.certified(active);
        int place = 0;
        int uncertified = 0;
        for (SyncSession.Item item : active.queue) {
            boolean isSpokenFor = item.sealed().header().height().compareTo(certified) <= 0;
            if (place++ >= window || !isSpokenFor && uncertified++ >= HeaderTrust.UNCERTIFIED_MAX) {
                return;
            }
            if (!active.bodies.containsKey(item.id()) && !fetches.isFetching(item.id())) {
                giver(active, item, peers).ifPresent(peer -> fetches.begin(item.id(), item.sealed(), peer));
            }
        }
    }

    /** Whom to ask for a body: whoever has it and has room, in turn. */
    private Optional<NodeId> giver(SyncSession active, SyncSession.Item item, Collection<ChainPeer> peers) {
        List<ChainPeer> able = new ArrayList<>();
        for (ChainPeer peer : peers) {
            Height height = item.sealed().header().height();
            boolean follows =
                    peer == active.peer && peer.standing().bodiesFrom().compareTo(height) <= 0;
            boolean has = follows || !peer.rests() && peer.hasBody(height);
            if (has && fetches.hasRoom(peer.id())) {
                able.add(peer);
            }
        }
        return able.isEmpty()
                ? Optional.empty()
                : Optional.of(able.get((int) (item.sealed().header().height().value() % able.size()))
                        .id());
    }

    private void hand(SyncSession active) {
        if (active.importing) {
            return;
        }
        List<ReceivedBlock> next = new ArrayList<>();
        for (SyncSession.Item item : active.queue) {
            ReceivedBlock block = active.bodies.get(item.id());
            if (block == null || next.size() >= IMPORT_MAX) {
                break;
            }
            next.add(block);
        }
        if (!next.isEmpty()) {
            active.importing = true;
            outbox.add(new ChainEffect.Import(next));
        }
    }

    /** What became of blocks that were handed in. */
    void handled(List<ReceivedBlock> blocks, List<ImportOutcome> outcomes, Collection<ChainPeer> peers) {
        if (session.isEmpty()) {
            return;
        }
        SyncSession active = session.get();
        active.importing = false;
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case ImportOutcome.Imported imported -> active.waited = 0;
                case ImportOutcome.Known known -> active.waited = 0;
                case ImportOutcome.Rejected rejected -> {
                    refused(active, blocks.get(i), rejected);
                    return;
                }
                case ImportOutcome.MissingParent missing -> {
                    end(active);
                    return;
                }
                case ImportOutcome.TooOld old -> {
                    end(active);
                    return;
                }
                case ImportOutcome.Early early -> {
                    end(active);
                    return;
                }
            }
        }
        pump(active, peers);
    }

    /** A body that its header does not commit to is the giver's doing; everything else that of who gave the header. */
    private void refused(SyncSession active, ReceivedBlock block, ImportOutcome.Rejected rejected) {
        RuleId rule = rejected.verdict().rule();
        if (rule.equals(BlockRule.BODY_ROOT.id()) || rule.equals(BlockRule.BODY_SIZE.id())) {
            active.bodies.remove(block.id());
            outbox.broke(block.from(), PeerRule.BODY, rejected.verdict().toString());
        } else {
            outbox.broke(active.peer.id(), PeerRule.BLOCK, rejected.verdict().toString());
            end(active);
        }
    }

    // Time

    void left(NodeId peer) {
        unknown.remove(peer);
        session.filter(active -> active.peer.id().equals(peer)).ifPresent(this::end);
    }

    void tick(Collection<ChainPeer> peers, Relay relay) {
        unknown.replaceAll((peer, waited) -> waited + 1);
        if (session.isPresent()) {
            SyncSession active = session.get();
            active.waited++;
            if (active.waited > PATIENCE_TICKS && !active.importing) {
                // Bodies that nobody says to have are nobody's debt.
                boolean owed = active.asked || active.queue.stream().anyMatch(item -> fetches.isFetching(item.id()));
                if (owed) {
                    outbox.broke(active.peer.id(), PeerRule.LATE, "headers or bodies did not come");
                }
                end(active);
            } else if (!active.queue.isEmpty()) {
                pump(active, peers);
            }
        }
        consider(peers, relay);
    }
}
