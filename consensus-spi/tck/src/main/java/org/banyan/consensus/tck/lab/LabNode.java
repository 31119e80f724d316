package org.banyan.consensus.tck.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.PublicKey;

/** One node: a fork tree, an agent and what the agent asked for. */
public final class LabNode {
    private static final int WAITING_MAX = 10_000;

    private final LabNetwork network;
    private final int index;
    private final Consensus consensus;
    private final Optional<PublicKey> key;
    private final SignGuard guard;
    private final UnaryOperator<ConsensusAgent> behaviour;
    private final LabTree tree;
    private final Map<BlockId, LabBlock> built = new TreeMap<>();
    private final Map<BlockId, List<WitnessEntry>> early = new TreeMap<>();
    private final List<LabMessage.NewBlock> orphans = new ArrayList<>();
    private final Map<String, Timestamp> timers = new TreeMap<>();
    private final Deque<AgentEvent> events = new ArrayDeque<>();
    private final List<AgentEffect> effects = new ArrayList<>();
    private ConsensusAgent agent;
    private boolean running = true;

    LabNode(
            LabNetwork network,
            int index,
            LabTree tree,
            Consensus consensus,
            Optional<PublicKey> key,
            SignGuard guard,
            UnaryOperator<ConsensusAgent> behaviour) {
        this.network = network;
        this.index = index;
        this.tree = tree;
        this.consensus = consensus;
        this.key = key;
        this.guard = guard;
        this.behaviour = behaviour;
        this.agent = newAgent();
    }

    public LabTree tree() {
        return tree;
    }

    /** Everything the agent asked for so far, over all restarts. */
    public List<AgentEffect> effects() {
        return List.copyOf(effects);
    }

    /** Stops for good: what arrives is lost. */
    public void stop() {
        running = false;
    }

    /** Kills the agent and starts a new one that knows only what its guard kept. */
    public void restart() {
        timers.clear();
        events.clear();
        built.clear();
        agent = newAgent();
        start();
    }

    /** Hands an instruction to the agent. */
    public void instruct(Bytes instruction) {
        events.add(new AgentEvent.Instructed(network.now(), instruction));
        work();
    }

    /** Hands the agent a message as if a peer's agent had sent it. */
    public void hear(Bytes message) {
        receive(new LabMessage.FromAgent(message));
    }

    /** Whether this node has something to put into a block; it has at first. */
    public void work(boolean waits) {
        if (waits && !tree.workWaits()) {
            events.add(new AgentEvent.WorkArrived(network.now()));
        }
        tree.work(waits);
        work();
    }

    void start() {
        for (LabEntry kept : tree.aboveFinal()) {
            if (kept.witness().entries().size() > 1) {
                events.add(grown(kept));
            }
        }
        events.add(headChanged());
        work();
    }

    void receive(LabMessage message) {
        if (!running) {
            return;
        }
        switch (message) {
            case LabMessage.NewBlock block -> onBlock(block);
            case LabMessage.NewWitness witness -> onWitness(witness);
            case LabMessage.FromAgent said -> events.add(new AgentEvent.Received(network.now(), said.content()));
        }
        work();
    }

    void fire(String timer, Timestamp at) {
        if (running && at.equals(timers.get(timer))) {
            timers.remove(timer);
            events.add(new AgentEvent.TimerFired(network.now(), timer));
            work();
        }
    }

    private void work() {
        while (!events.isEmpty()) {
            for (AgentEffect effect : agent.on(events.removeFirst(), tree)) {
                effects.add(effect);
                carryOut(effect);
            }
        }
    }

    private void carryOut(AgentEffect effect) {
        switch (effect) {
            case AgentEffect.Propose propose -> build(propose);
            case AgentEffect.Sign sign ->
                events.add(guard.sign(sign.request())
                        .<AgentEvent>map(signature -> new AgentEvent.Signed(network.now(), sign.request(), signature))
                        .orElseGet(() -> new AgentEvent.SignRefused(network.now(), sign.request())));
            case AgentEffect.Publish publish ->
                Optional.ofNullable(built.remove(publish.block())).ifPresent(block -> publish(block, publish.seal()));
            case AgentEffect.AddWitness add -> addWitness(add.block(), add.entry());
            case AgentEffect.Anchor anchor -> {
                LabEntry headBefore = tree.head();
                tree.anchor(anchor.block());
                tellHead(headBefore, tree.finalBlock());
            }
            case AgentEffect.Offer offer -> {}
            case AgentEffect.KeepWitness keep -> addWitness(keep.block(), keep.entry());
            case AgentEffect.Send send -> network.broadcast(index, new LabMessage.FromAgent(send.message()));
            case AgentEffect.SetTimer timer -> {
                timers.put(timer.timer(), timer.at());
                network.at(timer.at(), () -> fire(timer.timer(), timer.at()));
            }
            case AgentEffect.NotProducing reason -> {}
            case AgentEffect.Report report -> {}
        }
    }

    private void addWitness(BlockId block, WitnessEntry entry) {
        if (grow(block, entry)) {
            network.broadcast(index, new LabMessage.NewWitness(block, entry));
        }
    }

    private void build(AgentEffect.Propose propose) {
        switch (tree.build(propose.parent(), propose.time(), propose.data(), network.salt())) {
            case LabTree.Built.Block done -> {
                BlockId id = network.id(done.block());
                built.put(id, done.block());
                events.add(new AgentEvent.BlockBuilt(network.now(), done.block().header(), id));
            }
            case LabTree.Built.Refused refused ->
                events.add(new AgentEvent.BuildFailed(
                        network.now(), propose.parent(), refused.verdict().toString()));
        }
    }

    private void publish(LabBlock block, WitnessEntry seal) {
        LabMessage.NewBlock message = new LabMessage.NewBlock(block, seal);
        onBlock(message);
        network.broadcast(index, message);
    }

    private void onBlock(LabMessage.NewBlock message) {
        long lead = message.block().header().time().millis() - network.now().millis();
        if (lead > consensus.futureMillisMax()) {
            network.at(message.block().header().time(), () -> receive(message));
            return;
        }
        if (!tree.knowsParentOf(message.block())) {
            refuseMoreThanMax(orphans.size());
            orphans.add(message);
            return;
        }
        BlockId id = network.id(message.block());
        if (tree.find(id).isPresent()) {
            return;
        }
        LabEntry headBefore = tree.head();
        LabEntry finalBefore = tree.finalBlock();
        Verdict verdict = tree.accept(message.block(), Witness.of(message.seal()));
        if (!verdict.isAccepted()) {
            network.refused(verdict);
            return;
        }
        tree.addWitness(id, message.seal());
        tree.block(id).ifPresent(tip -> events.add(new AgentEvent.BlockAdded(network.now(), tip)));
        tree.chooseHead(tree.find(id).orElseThrow());
        tellHead(headBefore, finalBefore);
        message.block()
                .carried()
                .forEach(certificate -> grow(certificate.block(), QuorumWitness.certificate(certificate)));
        List<WitnessEntry> waiting = early.remove(id);
        if (waiting != null) {
            waiting.forEach(entry -> grow(id, entry));
        }
        List<LabMessage.NewBlock> children = orphans.stream()
                .filter(orphan -> orphan.block().header().parent().equals(id))
                .toList();
        orphans.removeAll(children);
        children.forEach(this::onBlock);
    }

    private void onWitness(LabMessage.NewWitness message) {
        if (tree.find(message.block()).isPresent()) {
            grow(message.block(), message.entry());
        } else {
            refuseMoreThanMax(early.size());
            early.computeIfAbsent(message.block(), id -> new ArrayList<>()).add(message.entry());
        }
    }

    private boolean grow(BlockId id, WitnessEntry entry) {
        LabEntry headBefore = tree.head();
        LabEntry finalBefore = tree.finalBlock();
        if (!tree.addWitness(id, entry).isAccepted()) {
            return false;
        }
        events.add(grown(tree.find(id).orElseThrow()));
        tellHead(headBefore, finalBefore);
        return true;
    }

    private AgentEvent grown(LabEntry entry) {
        return new AgentEvent.WitnessGrew(network.now(), entry.tip(), entry.parentState(), entry.witness());
    }

    private void tellHead(LabEntry headBefore, LabEntry finalBefore) {
        if (!tree.head().id().equals(headBefore.id()) || !tree.finalBlock().id().equals(finalBefore.id())) {
            events.add(headChanged());
        }
    }

    private AgentEvent headChanged() {
        return new AgentEvent.HeadChanged(
                network.now(), tree.head().tip(), tree.finalBlock().tip());
    }

    private ConsensusAgent newAgent() {
        return behaviour.apply(consensus.agent(new AgentSetup(key, guard.lastSigned())));
    }

    private static void refuseMoreThanMax(int waiting) {
        if (waiting >= WAITING_MAX) {
            throw new IllegalStateException("more than " + WAITING_MAX + " messages wait for their block");
        }
    }
}
