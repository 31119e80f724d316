package org.banyan.simulation.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.chain.SealedBlock;
import org.banyan.simulation.node.PeerMessage.Grown;
import org.banyan.simulation.node.PeerMessage.Sealed;
import org.banyan.simulation.node.PeerMessage.Status;
import org.banyan.simulation.node.PeerMessage.Wanted;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/**
 * The least peer protocol that keeps a network together: own blocks and votes go to everybody, greetings tell where a node stands, and who hears of a block
 * that it lacks asks for the branch. Stands in for the kernel's sync and gossip until they exist.
 *
 * <p>Every message may be lost: whatever matters is said again by greetings.
 */
final class Gossip {
    /** Blocks that wait for their parent. */
    static final int ORPHANS_MAX = 256;

    /** Blocks in one answer. */
    private static final int ANSWER_MAX = 48;

    /** Blocks whose witness is remembered as heard or told. */
    private static final int HEARD_MAX = 512;

    /** Newest blocks whose witness a greeting repeats. */
    private static final int REPEATED_MAX = 4;

    /** Blocks below those whose witness a greeting repeats, other ones each time. */
    private static final int OLDER_MAX = 8;

    private final SimulatedNode node;
    private final ChainEngine engine;
    private final Peers peers;
    private final NodeListener listener;
    private final Map<BlockId, Offered> orphans = new LinkedHashMap<>();
    private final Map<BlockId, Witness> grown = new TreeMap<>();
    private final List<Sealed> made = new ArrayList<>();
    private final List<Bytes> said = new ArrayList<>();
    private final Map<BlockId, Witness> heard = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, Witness> eldest) {
            return size() > HEARD_MAX;
        }
    };
    private Height repeated = Height.GENESIS;
    private Optional<BlockId> importing = Optional.empty();

    /** What was asked for last. */
    private Optional<BlockId> asked = Optional.empty();

    /** @param tampered whether a liar changed the message that brought it */
    private record Offered(Sealed block, boolean tampered) {}

    Gossip(SimulatedNode node, ChainEngine engine, Peers peers, NodeListener listener) {
        this.node = node;
        this.engine = engine;
        this.peers = peers;
        this.listener = listener;
    }

    ChainEngine engine() {
        return engine;
    }

    // What this node does

    /** Keeps what the node itself did, to tell the others after the step. */
    void onEffect(EngineEffect effect) {
        switch (effect) {
            case EngineEffect.BlockStored stored -> {
                if (!importing.equals(Optional.of(stored.id()))) {
                    made.add(new Sealed(stored.block(), stored.witness()));
                }
            }
            case EngineEffect.WitnessGrew grew -> {
                BlockId block = grew.block().id();
                if (!heard(block).entries().containsAll(grew.witness().entries())) {
                    grown.put(block, grew.witness());
                    hear(block, grew.witness());
                }
            }
            case EngineEffect.HeadMoved moved -> {}
            case EngineEffect.Finalized done -> {}
            case EngineEffect.TransactionsExpired expired -> {}
        }
    }

    /** The agent's word to its peers; beyond what fits one message it is lost, as any message may be. */
    void say(Bytes message) {
        if (said.size() < PeerMessage.ITEMS_MAX) {
            said.add(message);
        }
    }

    private Witness heard(BlockId block) {
        return heard.getOrDefault(block, Witness.EMPTY);
    }

    private void hear(BlockId block, Witness witness) {
        heard.put(block, heard(block).merge(witness));
    }

    void afterStep() {
        if (made.isEmpty() && grown.isEmpty() && said.isEmpty()) {
            return;
        }
        List<Grown> witnesses = new ArrayList<>();
        grown.forEach((block, witness) -> witnesses.add(new Grown(block, witness)));
        PeerMessage news = PeerMessage.of(made, witnesses, said);
        made.clear();
        said.clear();
        grown.clear();
        tellAll(news);
    }

    void greet() {
        tellAll(PeerMessage.of(
                new Status(engine.head().id(), engine.finalBlock().header().height()), newestWitnesses()));
    }

    /** Of the final block and the newest blocks above it: votes and certificates that a peer may have missed. */
    private List<Grown> newestWitnesses() {
        List<Grown> newest = new ArrayList<>();
        Height finalHeight = engine.finalBlock().header().height();
        addWitness(engine.finalBlock().id(), newest);
        Height height = engine.head().header().height();
        for (int i = 0; i < REPEATED_MAX + peers.others().size() && height.compareTo(finalHeight) > 0; i++) {
            engine.mainBlockAt(height).ifPresent(block -> addWitness(block, newest));
            height = height.minus(1);
        }
        olderWitnesses(finalHeight, height, newest);
        return newest;
    }

    /** Of the blocks between, some at a time: a vote that was lost may be what the others wait for. */
    private void olderWitnesses(Height above, Height upTo, List<Grown> to) {
        for (int i = 0; i < OLDER_MAX && upTo.compareTo(above) > 0; i++) {
            repeated = repeated.compareTo(above) > 0 && repeated.compareTo(upTo) < 0 ? repeated.next() : above.next();
            engine.mainBlockAt(repeated).ifPresent(block -> addWitness(block, to));
        }
    }

    private void addWitness(BlockId block, List<Grown> to) {
        engine.witness(block)
                .filter(witness -> witness.entries().size() > 1)
                .ifPresent(witness -> to.add(new Grown(block, witness)));
    }

    Verdict submit(Bytes envelope) {
        if (!node.admits(envelope)) {
            return Verdict.ACCEPTED;
        }
        Verdict verdict = chain().map(chain -> chain.submit(envelope)).orElse(Verdict.ACCEPTED);
        if (verdict.isAccepted()) {
            tellAll(PeerMessage.of(envelope));
        }
        return verdict;
    }

    private void tellAll(PeerMessage message) {
        Bytes encoded = node.encoded(message);
        peers.others().forEach(to -> peers.sender().send(to, encoded));
    }

    private void tell(int to, PeerMessage message) {
        peers.sender().send(to, node.encoded(message));
    }

    // What others say

    void receive(int from, PeerMessage message, boolean tampered) {
        for (int i = 0; i < message.blocks().size(); i++) {
            Optional<Sealed> following = message.blocks().stream().skip(i + 1L).findFirst();
            take(from, new Offered(message.blocks().get(i), tampered), following);
        }
        askOn(from, message.blocks());
        message.witnesses().forEach(this::grow);
        message.said().forEach(said -> chain().ifPresent(chain -> chain.hear(said)));
        message.status().ifPresent(status -> answer(from, status));
        message.wanted().ifPresent(wanted -> answer(from, wanted));
        message.transactions().stream()
                .filter(node::admits)
                .forEach(envelope -> chain().ifPresent(chain -> {
                    Verdict ignored = chain.submit(envelope);
                }));
    }

    /** @param following what is taken after it */
    private void take(int from, Offered first, Optional<Sealed> following) {
        List<Offered> next = new ArrayList<>(List.of(first));
        while (!next.isEmpty() && chain().isPresent()) {
            Offered offered = next.removeFirst();
            Sealed block = offered.block();
            BlockId id = id(block.block());
            hear(id, block.witness());
            importing = Optional.of(id);
            switch (imported(block, offered == first ? following : Optional.empty())) {
                case ImportOutcome.Imported imported -> next.addAll(childrenOf(imported.id()));
                case ImportOutcome.Known known -> next.addAll(childrenOf(known.id()));
                case ImportOutcome.MissingParent missing -> {
                    if (orphans.size() < ORPHANS_MAX) {
                        orphans.put(id, offered);
                    }
                    ask(from, missing.parent());
                }
                case ImportOutcome.Rejected rejected ->
                    listener.refused(node, block.block(), rejected.verdict(), offered.tampered());
                case ImportOutcome.Early early -> {}
                case ImportOutcome.TooOld old -> {}
            }
            importing = Optional.empty();
        }
    }

    private ImportOutcome imported(Sealed block, Optional<Sealed> following) {
        RunningChain chain = chain().orElseThrow();
        return following.isEmpty()
                ? chain.importBlock(block.block(), block.witness())
                : chain.importBlock(sealed(block), sealed(following.get()));
    }

    private static SealedBlock sealed(Sealed block) {
        return new SealedBlock(block.block(), block.witness());
    }

    private List<Offered> childrenOf(BlockId parent) {
        List<Offered> children = orphans.values().stream()
                .filter(orphan -> orphan.block().block().header().parent().equals(parent))
                .toList();
        children.forEach(child -> orphans.remove(id(child.block().block())));
        return children;
    }

    private void grow(Grown grew) {
        hear(grew.block(), grew.witness());
        chain().ifPresent(chain -> chain.addWitness(grew.block(), grew.witness()));
    }

    private void answer(int from, Status status) {
        boolean known = chain().map(chain ->
                        chain.read(engine -> engine.store().block(status.head()).isPresent()))
                .orElse(true);
        if (!known) {
            ask(from, status.head());
        }
    }

    private void ask(int whom, BlockId block) {
        asked = Optional.of(block);
        tell(whom, PeerMessage.of(new Wanted(block, engine.finalBlock().header().height())));
    }

    /** A full answer has more above it: without asking on, a branch that is long above the final block would never be reached. */
    private void askOn(int whom, List<Sealed> answer) {
        if (answer.size() >= ANSWER_MAX && chain().isPresent()) {
            Height reached = answer.getLast().block().header().height();
            asked.ifPresent(block -> tell(whom, PeerMessage.of(new Wanted(block, reached))));
        }
    }

    private void answer(int from, Wanted wanted) {
        List<Sealed> branch = chain().map(chain -> chain.read(engine -> branch(wanted, engine)))
                .orElse(List.of());
        if (!branch.isEmpty()) {
            tell(from, PeerMessage.of(branch, List.of()));
        }
    }

    /** The lowest blocks of the branch, up to {@value #ANSWER_MAX}. */
    private static List<Sealed> branch(Wanted wanted, ChainEngine engine) {
        List<Sealed> branch = new ArrayList<>();
        Optional<Block> block = engine.store().block(wanted.block());
        BlockId id = wanted.block();
        while (block.isPresent() && block.get().header().height().compareTo(wanted.height()) > 0) {
            branch.addFirst(new Sealed(block.get(), engine.store().witness(id)));
            if (branch.size() > ANSWER_MAX) {
                branch.removeLast();
            }
            id = block.get().header().parent();
            block = engine.store().block(id);
        }
        return branch;
    }

    private Optional<RunningChain> chain() {
        return node.chain().filter(chain -> !chain.isStopped());
    }

    private BlockId id(Block block) {
        return block.header().id(engine.parts().rules().suite().hash());
    }
}
