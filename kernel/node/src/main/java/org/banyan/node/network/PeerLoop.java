package org.banyan.node.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.banyan.core.peers.Greeting;
import org.banyan.core.peers.PeerEffect;
import org.banyan.core.peers.PeerEvent;
import org.banyan.core.peers.PeerSettings;
import org.banyan.core.peers.Peers;
import org.banyan.core.sync.ChainEffect;
import org.banyan.core.sync.ChainEvent;
import org.banyan.core.sync.ChainPeers;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.Lane;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.snapshot.SnapshotShelf;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.Link.Direction;
import org.banyan.spi.network.Network;
import org.banyan.spi.network.NetworkFactory;
import org.banyan.spi.network.NetworkListener;
import org.banyan.spi.network.NetworkSetup;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.ChainId;
import org.banyan.types.Timestamp;

/**
 * The peers of this process: feeds the protocol's state machines with what links and chains do, and carries out what they want. Everything of the protocol
 * happens on one lane; nothing that a peer sends makes it wait.
 */
public final class PeerLoop implements AutoCloseable {
    private final TimeSource time;
    private final Lane lane;
    private final Function<String, Lane> lanes;
    private final PeerObserver observer;
    private final Map<ChainId, PeerPart> chains = new ConcurrentHashMap<>();
    private final Consumer<Throwable> onFailure;
    private final NetworkFactory factory;
    private final NetworkSetup setup;
    private final CompletableFuture<Network> opened = new CompletableFuture<>();
    private final Peers peers;
    private final long memoryBytes;
    private final Set<ChainId> flushing = new HashSet<>();
    private volatile boolean closed;

    /**
     * @param lanes makes the lane of that name
     * @param onFailure is told why the loop cannot go on
     */
    public PeerLoop(
            NetworkFactory factory,
            NetworkSetup setup,
            PeerSettings settings,
            Function<String, Lane> lanes,
            PeerObserver observer,
            Consumer<Throwable> onFailure) {
        this.factory = factory;
        this.setup = setup;
        this.time = setup.time();
        this.lane = lanes.apply("peers");
        this.lanes = lanes;
        this.observer = observer;
        this.onFailure = onFailure;
        this.memoryBytes = settings.memoryBytes();
        this.peers = new Peers(settings, this::hosted, time.now());
    }

    /**
     * Begins to listen and to dial; after the chains are there, since a greeting says which a node has.
     *
     * @throws org.banyan.spi.network.NetworkException if the port cannot be had
     */
    public void start() {
        try {
            opened.complete(factory.open(setup, new Listener()));
        } catch (RuntimeException failed) {
            opened.cancel(false);
            throw failed;
        }
        tick();
    }

    /** Lists other peers that are let in; who is neither listed nor named is cut off where only those are. */
    public void allow(List<NodeId> nodes) {
        later(0, () -> step(new PeerEvent.Listed(time.now(), nodes)));
    }

    /** Until when the credential that peers are shown is good; empty before the start. Never waits. */
    public Optional<Timestamp> credentialUntil() {
        return opened.isDone() ? network().credentialUntil() : Optional.empty();
    }

    /** The port that it listens on, once it was started. */
    public int port() {
        return network().port();
    }

    /** Peers may come before {@link #start} knows what it opened: what they do waits for that moment. */
    private Network network() {
        return opened.join();
    }

    // Chains

    /** Takes a chain among peers. Call with an observer of {@link #observer} on the chain, before {@link #start}: peers are greeted once. */
    public void add(RunningChain chain, SnapshotShelf shelf) {
        chains.put(
                chain.chainId(),
                new PeerChain(
                        chain,
                        shelf,
                        memoryBytes,
                        lanes.apply("peer-blocks-" + chain.name()),
                        lanes.apply("peer-transactions-" + chain.name()),
                        answer -> later(chain.chainId(), answer)));
    }

    /** Fetches a snapshot for a chain that this node has nothing of; before {@link #start}. */
    public void add(WaitingChain chain) {
        chains.put(chain.chainId(), new WaitingPart(chain, memoryBytes, answer -> later(chain.chainId(), answer)));
    }

    /** Tells the peers what a chain does. */
    public ChainObserver observer(ChainId chain) {
        return new PeerNews((event, done) -> offer(() -> {
            done.run();
            step(chain, event);
        }));
    }

    private List<Greeting.Hosted> hosted() {
        return chains.values().stream()
                .map(each -> new Greeting.Hosted(each.chainId(), each.standing()))
                .sorted(Comparator.comparing(each -> each.chain().hash()))
                .toList();
    }

    // Links

    private final class Listener implements NetworkListener {
        @Override
        public void opened(Link link) {
            // Not refused however busy the lane is, like the end of a link: there are no more of them than links.
            later(0, () -> step(new PeerEvent.Opened(time.now(), link)));
        }

        @Override
        public void received(long link, Frame frame) {
            boolean taken = offer(() -> handle(link, frame));
            if (!taken) {
                network().close(link, "this node is too busy");
            }
        }

        private void handle(long link, Frame frame) {
            observer.received(kind(frame.channel()), frame.payload().size());
            try {
                step(new PeerEvent.Received(time.now(), link, frame));
            } catch (RuntimeException bug) {
                misunderstood(link, bug);
            }
        }

        @Override
        public void closed(long link, Ending ending, String reason) {
            later(0, () -> {
                observer.closed(reason);
                step(new PeerEvent.Closed(time.now(), link, ending, reason));
            });
        }

        @Override
        public void notOpened(PeerAddress address, String reason) {
            later(0, () -> step(new PeerEvent.NotOpened(time.now(), address, reason)));
        }
    }

    /** The part of a channel's name that does not depend on the chain. */
    private static String kind(String channel) {
        return channel.substring(channel.indexOf('/') + 1);
    }

    // Steps

    private boolean offer(Runnable task) {
        return !closed && lane.offer(() -> run(task));
    }

    private void later(long millis, Runnable task) {
        lane.later(millis, () -> run(task));
    }

    private void run(Runnable task) {
        if (closed) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error broken) {
            closed = true;
            onFailure.accept(broken);
        }
    }

    private void later(ChainId chain, ChainEvent event) {
        boolean ignored = offer(() -> step(chain, event));
    }

    /** A step of the table of peers. A frame counts as dealt with when the chain has done what it led to. */
    private void step(PeerEvent event) {
        Optional<PeerPart> busy = Optional.empty();
        Optional<RuntimeException> bug = Optional.empty();
        for (PeerEffect effect : peers.step(event)) {
            switch (effect) {
                case PeerEffect.Dial dial -> network().dial(dial.address());
                case PeerEffect.Send send -> send(send);
                case PeerEffect.Close close -> network().close(close.link(), close.reason());
                case PeerEffect.Joined joined ->
                    step(joined.chain(), new ChainEvent.Joined(joined.peer(), joined.standing()));
                case PeerEffect.Left left -> step(left.chain(), new ChainEvent.Left(left.peer()));
                case PeerEffect.Said said -> {
                    try {
                        boolean gave =
                                step(said.chain(), new ChainEvent.Said(said.peer(), said.channel(), said.payload()));
                        busy = gave ? Optional.ofNullable(chains.get(said.chain())) : Optional.empty();
                    } catch (RuntimeException ours) {
                        bug = Optional.of(ours);
                    }
                }
                case PeerEffect.Handled handled -> {
                    handled(handled.link(), busy, bug);
                    busy = Optional.empty();
                    bug = Optional.empty();
                }
                case PeerEffect.Scored scored ->
                    observer.scored(scored.peer(), scored.rule(), scored.what(), scored.banned());
                case PeerEffect.Noted noted -> observer.noted(noted.line());
            }
        }
    }

    private void handled(long link, Optional<PeerPart> busy, Optional<RuntimeException> bug) {
        if (bug.isPresent()) {
            misunderstood(link, bug.get());
        } else if (busy.isPresent()) {
            busy.get().afterwards(() -> network().handled(link));
        } else {
            network().handled(link);
        }
    }

    /** A mistake of ours that a peer's words bring to light must cost this node its link to that peer, not its life. */
    private void misunderstood(long link, RuntimeException bug) {
        observer.broken(bug);
        network().close(link, "this node could not understand a message");
    }

    /** A step of a chain's part; whether the chain was given something to do. */
    private boolean step(ChainId id, ChainEvent event) {
        PeerPart chain = chains.get(id);
        if (chain == null) {
            return false;
        }
        List<ChainEffect> effects = new ArrayList<>(chain.step(event));
        if (event instanceof ChainEvent.Admitted) {
            flushSoon(chain);
        } else {
            effects.addAll(chain.flush());
        }
        return carryOut(id, chain, effects);
    }

    /** Transactions gather while others wait on the lane, and go out together. */
    private void flushSoon(PeerPart chain) {
        if (flushing.add(chain.chainId()) && !offer(() -> flush(chain))) {
            flush(chain);
        }
    }

    private void flush(PeerPart chain) {
        ChainId id = chain.chainId();
        flushing.remove(id);
        boolean ignored = carryOut(id, chain, chain.flush());
    }

    private boolean carryOut(ChainId id, PeerPart chain, List<ChainEffect> effects) {
        boolean gave = false;
        for (ChainEffect effect : effects) {
            switch (effect) {
                case ChainEffect.Send send ->
                    peers.frame(id, send.to(), send.channel(), send.payload()).ifPresent(this::send);
                case ChainEffect.Broke broke ->
                    step(new PeerEvent.Broke(time.now(), broke.peer(), broke.rule(), broke.what()));
                default -> gave |= chain.carryOut(effect);
            }
        }
        return gave;
    }

    private void send(PeerEffect.Send send) {
        observer.sent(kind(send.frame().channel()), send.frame().payload().size());
        network().send(send.link(), send.frame());
    }

    private void tick() {
        later(ChainPeers.TICK_MILLIS, () -> {
            step(new PeerEvent.Tick(time.now()));
            chains.forEach((id, chain) -> {
                step(id, new ChainEvent.Tick(time.now()));
                observer.synced(chain.name(), chain.among());
                observer.relayed(chain.name(), chain.relayed());
            });
            observer.counted(peers.count(Direction.INBOUND), peers.count(Direction.OUTBOUND));
            observer.linked(peers.linked());
            tick();
        });
    }

    /** Closes the links, then stops handing anything to chains. */
    @Override
    public void close() {
        closed = true;
        boolean neverOpened = opened.cancel(false);
        if (!neverOpened) {
            network().close();
        }
        lane.close(() -> {});
        chains.values().forEach(PeerPart::close);
    }
}
