package org.banyan.core.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.Link.Direction;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Timestamp;
import org.banyan.types.codec.CodecException;

/**
 * The table of peers of one node: who may stay, what their channels are, what they did wrong. The same events give the same effects; no clock, no IO; owned by
 * one lane.
 *
 * <p>Source: DESIGN.md 7; rules: {@code docs/spi/network.md}.
 */
public final class Peers {
    /** The channel of the node itself: greetings. */
    public static final String NODE_CHANNEL = "node";

    static final long GREETING_MILLIS_MAX = 5_000;

    /** Largest greeting. */
    static final int GREETING_BYTES_MAX = 64 * 1024;

    private final PeerSettings settings;
    private final Supplier<List<Greeting.Hosted>> chains;
    private final Scores scores = new Scores();
    private final Map<Long, Peer> links = new TreeMap<>();
    private final Map<NodeId, Peer> greeted = new TreeMap<>();
    private final Dialing dialing;
    private final Set<NodeId> listed;
    private List<PeerEffect> effects = new ArrayList<>();

    /** @param chains where this node stands on each of its chains, by chain id */
    public Peers(PeerSettings settings, Supplier<List<Greeting.Hosted>> chains, Timestamp now) {
        this.settings = settings;
        this.chains = chains;
        this.listed = new TreeSet<>(settings.listed());
        this.dialing = new Dialing(settings.dialed(), settings.self().hashCode(), now);
    }

    /** One link and what is known about who is at its other end. */
    private static final class Peer {
        private final Link link;
        private final Timestamp since;
        private Optional<Greeting> greeting = Optional.empty();
        private final PeerChannels channels = new PeerChannels();

        private Peer(Link link, Timestamp since) {
            this.link = link;
            this.since = since;
        }
    }

    public List<PeerEffect> step(PeerEvent event) {
        effects = new ArrayList<>();
        switch (event) {
            case PeerEvent.Opened opened -> opened(opened.now(), opened.link());
            case PeerEvent.Received received ->
                find(received.link()).ifPresent(peer -> received(received.now(), peer, received.frame()));
            case PeerEvent.Closed closed -> closed(closed);
            case PeerEvent.NotOpened failed -> notOpened(failed);
            case PeerEvent.Broke broke -> broke(broke.now(), broke.peer(), broke.rule(), broke.what());
            case PeerEvent.Listed other -> listed(other.now(), other.nodes());
            case PeerEvent.Tick tick -> tick(tick.now());
        }
        return effects;
    }

    /** The frame for a peer of a chain; empty when it is there no more. */
    public Optional<PeerEffect.Send> frame(ChainId chain, NodeId peer, ChainChannel channel, Bytes payload) {
        return Optional.ofNullable(greeted.get(peer))
                .map(to -> new PeerEffect.Send(to.link.number(), new Frame(channel.name(chain), payload)));
    }

    /** Peers whose greeting was taken, by who opened the link. */
    public int count(Direction direction) {
        return (int) greeted.values().stream()
                .filter(peer -> peer.link.direction() == direction)
                .count();
    }

    /** Peers whose greeting was taken, by id. */
    public List<LinkedPeer> linked() {
        return greeted.values().stream()
                .map(peer -> new LinkedPeer(
                        peer.link.peer(),
                        peer.link.remote(),
                        peer.link.direction(),
                        peer.greeting.map(Greeting::agent).orElse(""),
                        dialing.names(peer.link.peer())))
                .toList();
    }

    private Optional<Peer> find(long link) {
        return Optional.ofNullable(links.get(link));
    }

    // Links

    private void opened(Timestamp now, Link link) {
        dialing.opened(link.peer());
        Optional<String> unwelcome = unwelcome(now, link);
        if (unwelcome.isPresent()) {
            effects.add(new PeerEffect.Close(link.number(), unwelcome.get()));
            dialing.postpone(now, link.peer());
            return;
        }
        links.put(link.number(), new Peer(link, now));
        Greeting greeting = new Greeting(
                settings.self(), link.peer(), Greeting.VERSION, Greeting.VERSION, settings.agent(), chains.get());
        effects.add(new PeerEffect.Send(link.number(), new Frame(NODE_CHANNEL, Greeting.CODEC.encode(greeting))));
    }

    private Optional<String> unwelcome(Timestamp now, Link link) {
        if (link.peer().equals(settings.self())) {
            return Optional.of(PeerRule.LINKS.because("this node reached itself"));
        }
        Optional<Scores.Ban> ban = scores.ban(now, link.peer());
        if (ban.isPresent()) {
            return Optional.of(PeerRule.BANNED.because("banned until "
                    + ban.get().until() + " because " + ban.get().reason()));
        }
        if (!isAllowed(link.peer())) {
            return Optional.of(PeerRule.LINKS.because("only named and listed peers are let in"));
        }
        boolean full = links.size() >= settings.peersMax() && !dialing.names(link.peer());
        return full
                ? Optional.of(
                        PeerRule.LINKS.because("this node has " + settings.peersMax() + " peers, the most it takes"))
                : Optional.empty();
    }

    private boolean isAllowed(NodeId peer) {
        return !settings.allowed() || dialing.names(peer) || listed.contains(peer);
    }

    private void listed(Timestamp now, List<NodeId> nodes) {
        listed.clear();
        listed.addAll(nodes);
        links.values().stream()
                .filter(peer -> !isAllowed(peer.link.peer()))
                .toList()
                .forEach(peer -> refuse(now, peer, PeerRule.LINKS.because("the node is not listed any more")));
    }

    private void closed(PeerEvent.Closed closed) {
        Peer peer = links.remove(closed.link());
        if (peer != null) {
            effects.add(new PeerEffect.Noted(
                    "peer " + peer.link.peer().shortText() + " (" + peer.link.remote() + ") left: " + closed.reason()));
            leave(closed.now(), peer);
            switch (closed.ending()) {
                case ENDED -> {}
                case MALFORMED -> broke(closed.now(), peer.link.peer(), PeerRule.FRAME, closed.reason());
                case SLOW -> broke(closed.now(), peer.link.peer(), PeerRule.SLOW_READER, closed.reason());
            }
        }
    }

    private void leave(Timestamp now, Peer peer) {
        if (greeted.get(peer.link.peer()) == peer) {
            greeted.remove(peer.link.peer());
            peer.channels.chains().forEach(chain -> effects.add(new PeerEffect.Left(chain, peer.link.peer())));
        }
        dialing.postpone(now, peer.link.peer());
    }

    private void notOpened(PeerEvent.NotOpened failed) {
        if (dialing.failed(failed.address())) {
            effects.add(new PeerEffect.Noted("peer " + failed.address() + " cannot be reached: " + failed.reason()));
        }
        dialing.postpone(failed.now(), failed.address().id());
    }

    private void close(Timestamp now, Peer peer, String reason) {
        if (links.remove(peer.link.number()) != null) {
            effects.add(new PeerEffect.Close(peer.link.number(), reason));
            leave(now, peer);
        }
    }

    // Frames

    private void received(Timestamp now, Peer peer, Frame frame) {
        if (frame.channel().equals(NODE_CHANNEL)) {
            greeting(now, peer, frame.payload());
            handled(peer);
            return;
        }
        if (peer.greeting.isEmpty()) {
            punishAndClose(now, peer, PeerRule.GREETING_ONCE, "the first frame is on channel " + frame.channel());
            return;
        }
        if (!peer.channels.has(frame.channel())) {
            broke(now, peer.link.peer(), PeerRule.CHANNEL, "there is no channel " + frame.channel() + " between us");
            handled(peer);
            return;
        }
        peer.channels.received(frame).ifPresent(word -> said(peer, word));
    }

    private void said(Peer peer, PeerChannels.Word word) {
        effects.add(new PeerEffect.Said(word.chain(), peer.link.peer(), word.channel(), word.payload()));
        handled(peer);
    }

    private void handled(Peer peer) {
        effects.add(new PeerEffect.Handled(peer.link.number()));
    }

    private void greeting(Timestamp now, Peer peer, Bytes payload) {
        if (peer.greeting.isPresent()) {
            punishAndClose(now, peer, PeerRule.GREETING_ONCE, "a second greeting");
            return;
        }
        Greeting greeting;
        try {
            if (payload.size() > GREETING_BYTES_MAX) {
                throw new CodecException(
                        "a greeting has " + payload.size() + " bytes, more than " + GREETING_BYTES_MAX);
            }
            greeting = Greeting.CODEC.decode(payload);
        } catch (CodecException malformed) {
            punishAndClose(now, peer, PeerRule.MESSAGE, String.valueOf(malformed.getMessage()));
            return;
        }
        boolean bound =
                greeting.from().equals(peer.link.peer()) && greeting.to().equals(settings.self());
        if (!bound) {
            punishAndClose(
                    now,
                    peer,
                    PeerRule.GREETING_BOUND,
                    "a greeting from " + greeting.from() + " to " + greeting.to() + " on the link of "
                            + peer.link.peer());
            return;
        }
        if (greeting.versionMin() > Greeting.VERSION || greeting.versionMax() < Greeting.VERSION) {
            refuse(
                    now,
                    peer,
                    PeerRule.VERSION_SHARED.because("the peer speaks versions " + greeting.versionMin() + " to "
                            + greeting.versionMax() + ", this node " + Greeting.VERSION));
            return;
        }
        meet(now, peer, greeting);
    }

    private void meet(Timestamp now, Peer peer, Greeting greeting) {
        List<ChainId> own = chains.get().stream().map(Greeting.Hosted::chain).toList();
        List<Greeting.Hosted> shared = greeting.chains().stream()
                .filter(hosted -> own.contains(hosted.chain()))
                .toList();
        if (shared.isEmpty()) {
            refuse(now, peer, PeerRule.CHAIN_SHARED.because("the peer has none of this node's chains"));
            return;
        }
        Optional<Peer> other = Optional.ofNullable(greeted.get(peer.link.peer()));
        if (other.isPresent() && !replaces(peer.link, other.get().link)) {
            refuse(now, peer, PeerRule.LINKS.because("there is a link between us already"));
            return;
        }
        other.ifPresent(before -> close(now, before, PeerRule.LINKS.because("a newer link is there")));
        peer.greeting = Optional.of(greeting);
        greeted.put(peer.link.peer(), peer);
        dialing.met(now, peer.link.peer());
        effects.add(new PeerEffect.Noted("peer " + peer.link.peer().shortText() + " (" + peer.link.remote() + ", "
                + greeting.agent() + ") joined, " + shared.size() + " chains in common"));
        for (Greeting.Hosted hosted : shared) {
            peer.channels.bind(hosted.chain());
            effects.add(new PeerEffect.Joined(hosted.chain(), peer.link.peer(), hosted.standing()));
        }
    }

    /** When two nodes dial each other at once, both keep the link that the node with the lower id opened; a second one in the same direction is a reconnect. */
    private boolean replaces(Link fresh, Link present) {
        if (fresh.direction() == present.direction()) {
            return true;
        }
        boolean selfIsLower = settings.self().compareTo(fresh.peer()) < 0;
        return (fresh.direction() == Direction.OUTBOUND) == selfIsLower;
    }

    private void refuse(Timestamp now, Peer peer, String reason) {
        effects.add(new PeerEffect.Noted(
                "peer " + peer.link.peer().shortText() + " (" + peer.link.remote() + ") refused: " + reason));
        close(now, peer, reason);
    }

    // Scores

    private void broke(Timestamp now, NodeId peer, PeerRule rule, String what) {
        Optional<Scores.Ban> ban = scores.punish(now, peer, rule, what);
        effects.add(new PeerEffect.Scored(peer, rule, what, ban.isPresent()));
        ban.ifPresent(banned -> links.values().stream()
                .filter(each -> each.link.peer().equals(peer))
                .toList()
                .forEach(each -> close(
                        now,
                        each,
                        PeerRule.BANNED.because("banned until " + banned.until() + " because " + banned.reason()))));
    }

    private void punishAndClose(Timestamp now, Peer peer, PeerRule rule, String what) {
        broke(now, peer.link.peer(), rule, what);
        close(now, peer, rule.because(what));
    }

    // Time

    private void tick(Timestamp now) {
        links.values().stream()
                .filter(peer -> peer.greeting.isEmpty() && now.millis() - peer.since.millis() > GREETING_MILLIS_MAX)
                .toList()
                .forEach(peer -> punishAndClose(now, peer, PeerRule.GREETING_LATE, "no greeting came"));
        links.values().stream().toList().forEach(peer -> {
            peer.channels.tick().forEach(word -> said(peer, word));
            peer.channels
                    .overdrawn()
                    .forEach(channel -> broke(
                            now,
                            peer.link.peer(),
                            PeerRule.RATE,
                            "more messages or bytes than it may send on " + channel));
        });
        dialing.due(now, id -> !isLinked(id) && scores.ban(now, id).isEmpty())
                .forEach(address -> effects.add(new PeerEffect.Dial(address)));
    }

    private boolean isLinked(NodeId id) {
        return links.values().stream().anyMatch(peer -> peer.link.peer().equals(id));
    }
}
