package org.banyan.simulation.node;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.SignGuard;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.chain.Seat;
import org.banyan.simulation.disk.NodeDisk;
import org.banyan.simulation.disk.SimulatedGuardFiles;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.world.World;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.Signer;

/**
 * One node: the kernel's engine, agent, sign guard and effect loop as they run in production, on a simulated machine that can be switched off, paused and
 * restarted on the same disk. Confined to the simulation's thread.
 */
public final class SimulatedNode {
    /** Messages that wait while the process is paused; more are lost. */
    private static final int INBOX_MAX = 1024;

    private static final Path GUARD = Path.of("sign-guard");

    private final World world;
    private final String name;
    private final int index;
    private final NodeParts parts;
    private final Signer signer;
    private final Peers peers;
    private final NodeListener listener;
    private final NodeClock clock;
    private final NodeDisk disk = new NodeDisk();
    private final SimulatedGuardFiles guardFiles = new SimulatedGuardFiles();
    private final SplittableRandom random;
    private final Deque<Arrived> inbox = new ArrayDeque<>();
    private boolean guardMade;
    private boolean paused;
    private Optional<Process> process = Optional.empty();

    private record Process(
            VirtualLane lane, KeyValueStore store, ChainEngine engine, RunningChain chain, Gossip gossip) {}

    private record Arrived(int from, Bytes message, boolean tampered) {}

    /**
     * @param name in the log, and of its randomness
     * @param index its number among its chain's nodes
     */
    public SimulatedNode(
            World world, String name, int index, NodeParts parts, Signer signer, Peers peers, NodeListener listener) {
        this.world = world;
        this.name = name;
        this.index = index;
        this.parts = parts;
        this.signer = signer;
        this.peers = peers;
        this.listener = listener;
        this.clock = new NodeClock(world.queue());
        this.random = world.entropy().stream(name);
    }

    public String name() {
        return name;
    }

    public int index() {
        return index;
    }

    public NodeClock clock() {
        return clock;
    }

    public NodeDisk disk() {
        return disk;
    }

    public SimulatedGuardFiles guardFiles() {
        return guardFiles;
    }

    public boolean isPaused() {
        return paused;
    }

    /** The engine of the running process. Look, but change nothing. */
    public Optional<ChainEngine> engine() {
        return process.map(Process::engine);
    }

    // Life

    /** Starts the process on the disk as it is. */
    public void start() {
        if (process.isPresent()) {
            return;
        }
        note("starts");
        try {
            open();
        } catch (RuntimeException unusable) {
            note("cannot start: " + unusable.getMessage());
            disk.processDied();
            listener.notOpened(this, unusable);
        }
    }

    /** Half of the nodes run blocks in a shuffled order of tasks, which nobody must notice. */
    private TaskRunner runner() {
        SplittableRandom order = world.entropy().stream(name + " runner");
        return order.nextBoolean() ? new ShuffledRunner(4, order) : new SequentialRunner();
    }

    private void open() {
        KeyValueStore store = parts.store(disk.open());
        ChainEngine engine = ChainEngine.open(parts.definition(), store, parts.pool(), runner());
        parts.opened(store);
        SignGuard guard = new HeardGuard(
                parts.guard(GUARD, signer, guardFiles, !guardMade), request -> listener.signed(this, request));
        guardMade = true;
        VirtualLane lane = new VirtualLane(world.queue());
        Gossip gossip = new Gossip(this, engine, peers, listener);
        RunningChain chain = new RunningChain(
                engine,
                List.of(new Seat(
                        name,
                        parts.agent(new AgentSetup(Optional.of(signer.publicKey()), guard.lastSigned()), engine),
                        guard)),
                clock,
                lane,
                Runnable::run,
                new Ears(this, gossip, listener),
                why -> failed(lane, why));
        Process running = new Process(lane, store, engine, chain, gossip);
        process = Optional.of(running);
        paused = false;
        listener.opened(this, engine);
        chain.start();
        greet(running, peers.greetingMillis());
    }

    /** Tells the peers now and then where this node stands. */
    private void greet(Process running, long everyMillis) {
        world.queue().after(1 + random.nextLong(2 * everyMillis), () -> {
            if (process.equals(Optional.of(running))) {
                if (!paused) {
                    running.gossip().greet();
                }
                greet(running, everyMillis);
            }
        });
    }

    private void failed(VirtualLane lane, Throwable why) {
        note("fails: " + why.getMessage());
        lane.die();
        process = Optional.empty();
        disk.processDied();
        listener.failed(this, why);
    }

    /** kill -9. */
    public void kill() {
        process.ifPresent(running -> {
            note("is killed");
            running.lane().die();
            process = Optional.empty();
            disk.processDied();
        });
    }

    /** The machine loses power, whether or not the process runs. */
    public void powerCut() {
        note("loses power");
        process.ifPresent(running -> running.lane().die());
        process = Optional.empty();
        disk.powerCut(random);
        guardFiles.powerCut(random);
    }

    /** An orderly end. */
    public void stop() {
        process.ifPresent(running -> {
            note("stops");
            running.chain().stop(running.store()::close);
            process = Optional.empty();
        });
    }

    /** SIGSTOP. */
    public void pause() {
        process.ifPresent(running -> {
            note("is paused");
            running.lane().pause();
            paused = true;
        });
    }

    /** SIGCONT. */
    public void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        note("goes on");
        process.ifPresent(running -> running.lane().resume());
        while (!inbox.isEmpty()) {
            Arrived arrived = inbox.remove();
            receive(arrived.from(), arrived.message(), arrived.tampered());
        }
    }

    // Messages

    /** A message of a peer arrives. */
    public void receive(int from, Bytes message, boolean tampered) {
        if (paused) {
            if (inbox.size() < INBOX_MAX) {
                inbox.add(new Arrived(from, message, tampered));
            }
            return;
        }
        process.ifPresent(running -> {
            PeerMessage read;
            try {
                read = parts.messages().decode(message);
            } catch (CodecException | IllegalArgumentException refused) {
                return;
            }
            listener.understood(this, message, read);
            unlessItEnds(() -> {
                running.gossip().receive(from, read, tampered);
                return true;
            });
        });
    }

    /** A client offers a transaction; empty when nobody answers. */
    public Optional<Verdict> submit(Bytes envelope) {
        return process.filter(running -> !paused)
                .flatMap(running -> unlessItEnds(() -> running.gossip().submit(envelope)));
    }

    /** What a step answers; empty when the process ended in it, which its owner has heard of already. */
    private <T> Optional<T> unlessItEnds(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RuntimeException thrown) {
            if (process.isPresent()) {
                throw thrown;
            }
            return Optional.empty();
        }
    }

    /** Something else on this machine uses the running chain; nothing happens while the process is paused or gone. */
    public void use(Consumer<RunningChain> what) {
        if (!paused) {
            process.ifPresent(running -> unlessItEnds(() -> {
                what.accept(running.chain());
                return true;
            }));
        }
    }

    void note(String what) {
        world.note(name, what);
    }

    Optional<RunningChain> chain() {
        return process.map(Process::chain);
    }

    boolean admits(Bytes envelope) {
        return parts.admits(envelope);
    }

    Bytes encoded(PeerMessage message) {
        return parts.messages().encode(message);
    }
}
