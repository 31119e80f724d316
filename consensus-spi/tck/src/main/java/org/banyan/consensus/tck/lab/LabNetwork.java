package org.banyan.consensus.tck.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.SignGuard;
import org.banyan.testkit.consensus.MemorySignGuard;
import org.banyan.testkit.world.EventQueue;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Signer;

/**
 * Nodes of one chain on one thread. Virtual time starts at genesis; events happen by (time, order of asking). The same nodes, delays and steps give the same
 * run.
 */
public final class LabNetwork {
    private final Consensus consensus;
    private final ChainParameters chain;
    private final Delays delays;
    private final Bytes salt;
    private final List<LabNode> nodes = new ArrayList<>();
    private final List<Verdict> refusals = new ArrayList<>();
    private final EventQueue queue;

    public LabNetwork(ConsensusFactory factory, ChainParameters chain, Delays delays) {
        this(factory, chain, delays, Bytes.EMPTY);
    }

    /** @param salt goes into every block, so that networks with different salts have different blocks */
    public LabNetwork(ConsensusFactory factory, ChainParameters chain, Delays delays, Bytes salt) {
        this.consensus = factory.create(chain);
        this.chain = chain;
        this.delays = delays;
        this.salt = salt;
        this.queue = new EventQueue(chain.genesisTime());
    }

    /** A node that produces with {@code signer} behind a guard in memory. */
    public LabNode producer(Signer signer) {
        return node(Optional.of(signer.publicKey()), guard(signer), UnaryOperator.identity());
    }

    /** A guard in memory for this chain. */
    public MemorySignGuard guard(Signer signer) {
        return new MemorySignGuard(chain.chainId(), chain.suite(), signer);
    }

    /** @param behaviour wraps the honest agent, for liars */
    public LabNode node(Optional<PublicKey> key, SignGuard guard, UnaryOperator<ConsensusAgent> behaviour) {
        LabNode node = new LabNode(this, nodes.size(), new LabTree(consensus, chain), consensus, key, guard, behaviour);
        nodes.add(node);
        at(now(), node::start);
        return node;
    }

    public Consensus consensus() {
        return consensus;
    }

    public List<LabNode> nodes() {
        return List.copyOf(nodes);
    }

    public Timestamp now() {
        return queue.now();
    }

    /** Blocks that a node refused by a rule. */
    public List<Verdict> refusals() {
        return List.copyOf(refusals);
    }

    /** Runs {@code slots} more slots. */
    public void run(long slots) {
        runUntil(now().plusMillis(Math.multiplyExact(slots, chain.slotMillis())));
    }

    public void runUntil(Timestamp end) {
        queue.runUntil(end);
    }

    /** Does {@code what} at {@code time}, or now when that is past. */
    public void at(Timestamp time, Runnable what) {
        queue.at(time, what);
    }

    void broadcast(int from, LabMessage message) {
        for (int to = 0; to < nodes.size(); to++) {
            if (to != from) {
                LabNode receiver = nodes.get(to);
                at(now().plusMillis(delays.millis(from, to, now())), () -> receiver.receive(message));
            }
        }
    }

    void refused(Verdict verdict) {
        refusals.add(verdict);
    }

    Bytes salt() {
        return salt;
    }

    BlockId id(LabBlock block) {
        return block.header().id(chain.suite().hash());
    }
}
