package org.banyan.core.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.PeerSettings;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.specification.Limits;

/** Chain parts of the protocol that talk to each other without a network, one message at a time. */
final class FakeNetwork {
    /** Messages until the network counts as restless. */
    private static final int MESSAGES_MAX = 100_000;

    private final Map<NodeId, ChainPeers> machines = new TreeMap<>();
    private final Map<NodeId, FakeChain> chains = new TreeMap<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    final List<PeerRule> broken = new ArrayList<>();

    /** Who broke which rule. */
    final List<String> faults = new ArrayList<>();

    final Map<ChainChannel, Long> bytes = new TreeMap<>();
    int imported;
    long memoryBytes = PeerSettings.MEMORY_BYTES_MAX;
    int submitted;

    /** What a peer really sends in place of what it should. */
    BiFunction<NodeId, Bytes, Bytes> wire = (from, payload) -> payload;

    /** What a peer keeps to itself. */
    BiPredicate<NodeId, Bytes> withheld = (from, payload) -> false;

    static NodeId node(long number) {
        return new NodeId(new Hash(number, 0, 0, 0));
    }

    FakeNetwork add(long number, FakeChain chain) {
        machines.put(node(number), new ChainPeers(FakeChain.ID, FakeChain.HASH, Limits.DEFAULT, memoryBytes, chain));
        chains.put(node(number), chain);
        return this;
    }

    void link(long one, long other) {
        event(node(one), new ChainEvent.Joined(node(other), chain(node(other)).standing()));
        event(node(other), new ChainEvent.Joined(node(one), chain(node(one)).standing()));
    }

    ChainPeers machine(NodeId of) {
        return Objects.requireNonNull(machines.get(of), of::toString);
    }

    FakeChain chain(NodeId of) {
        return Objects.requireNonNull(chains.get(of), of::toString);
    }

    void event(NodeId at, ChainEvent event) {
        ChainPeers machine = machine(at);
        List<ChainEffect> effects = new ArrayList<>(machine.step(event));
        effects.addAll(machine.flush());
        effects.forEach(effect -> waiting.add(() -> carryOut(at, effect)));
    }

    private void carryOut(NodeId at, ChainEffect effect) {
        switch (effect) {
            case ChainEffect.Send send -> {
                if (withheld.test(at, send.payload())) {
                    return;
                }
                bytes.merge(send.channel(), (long) send.payload().size(), Long::sum);
                event(send.to(), new ChainEvent.Said(at, send.channel(), wire.apply(at, send.payload())));
            }
            case ChainEffect.Import wanted -> {
                List<ImportOutcome> outcomes = new ArrayList<>();
                for (ReceivedBlock block : wanted.blocks()) {
                    outcomes.add(chain(at).take(block.block()));
                    if (outcomes.getLast() instanceof ImportOutcome.Imported) {
                        imported++;
                        event(at, new ChainEvent.Stored(block.id(), block.block(), block.witness()));
                    }
                }
                event(at, new ChainEvent.Handled(wanted.blocks(), outcomes));
            }
            case ChainEffect.Submit submit -> {
                submitted += submit.envelopes().size();
                submit.envelopes().forEach(envelope -> event(at, new ChainEvent.Admitted(envelope)));
                event(
                        at,
                        new ChainEvent.Judged(
                                submit.from(),
                                submit.envelopes(),
                                submit.envelopes().stream()
                                        .map(envelope -> Verdict.ACCEPTED)
                                        .toList()));
            }
            case ChainEffect.Restore restore -> throw new AssertionError("chains that run need no snapshot");
            case ChainEffect.Broke broke -> {
                broken.add(broke.rule());
                faults.add(broke.peer() + " " + broke.rule());
            }
            case ChainEffect.AddWitness add -> {}
            case ChainEffect.Hear hear -> {}
        }
    }

    void settle() {
        for (int i = 0; !waiting.isEmpty(); i++) {
            if (i > MESSAGES_MAX) {
                throw new IllegalStateException("the network does not come to rest");
            }
            waiting.remove().run();
        }
    }

    void ticks(int count) {
        for (int i = 0; i < count; i++) {
            machines.keySet().forEach(at -> event(at, new ChainEvent.Tick(new Timestamp(0))));
            settle();
        }
    }
}
