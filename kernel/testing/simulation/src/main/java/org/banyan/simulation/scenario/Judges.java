package org.banyan.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.node.chain.ChainStatus;
import org.banyan.simulation.check.Accusations;
import org.banyan.simulation.check.Bias;
import org.banyan.simulation.check.Blocks;
import org.banyan.simulation.check.Condemned;
import org.banyan.simulation.check.FinalBlocks;
import org.banyan.simulation.check.Findings;
import org.banyan.simulation.check.Followed;
import org.banyan.simulation.check.Journal;
import org.banyan.simulation.check.Ledger;
import org.banyan.simulation.check.Potential;
import org.banyan.simulation.check.Times;
import org.banyan.simulation.node.NodeListener;
import org.banyan.simulation.node.PeerMessage;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.spi.store.StoreException;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;

/** Tells every checker what happens in the nodes, at the moment it happens. */
final class Judges implements NodeListener {
    static final String ENCODING = "encoding";
    static final String REFUSAL = "refusal";
    static final String BOUNDS = "bounds";
    static final String SEALS = "seals";

    /** Blocks after which finality stands in a block of the chain. */
    private static final long FINALITY_CARRIED_MAX = 64;

    /** Rules that judge what came with a block and is not in its id: another copy of it may be sound. */
    private static final Set<String> NOT_OF_THE_ID =
            Set.of("WIT-1", "WIT-2", "BODY-ROOT", "BODY-SIZE", "PARENT-INVALID");

    private final Findings findings;
    private final ChainKit kit;
    private final Draw draw;
    private final Supplier<Timestamp> now;
    private final Times times;
    private final Operator operator;
    private final Blocks blocks;
    private final FinalBlocks finals;
    private final Journal journal;
    private final Ledger ledger;
    private final Potential potential;
    private final Sealers sealers;
    private final Accusations accusations;
    private final Condemned condemned;
    private final Bias bias;

    /** Blocks below the final one beside which a node may still keep what comes: those of the window, and some whose finality is not in a block yet. */
    private final long keptBelowFinal;

    /** Newest final height that each node told of since it opened. */
    private final Map<Integer, Long> finalHeights = new TreeMap<>();

    private final List<String> producers;
    private final Map<Integer, String> lastVotes = new TreeMap<>();

    /** Rounds in which an honest node voted for a block, by both. */
    private final Map<String, Set<Long>> votes = new TreeMap<>();

    private final Map<String, String> refused = new TreeMap<>();
    private final List<Followed> followed = new ArrayList<>();

    /** What becomes of nodes that ended. */
    interface Operator {
        void notOpened(SimulatedNode node, RuntimeException why);

        void failed(SimulatedNode node, Throwable why);
    }

    /**
     * @param producers addresses by position
     * @param liars their positions
     */
    Judges(
            Findings findings,
            ChainKit kit,
            Draw draw,
            Supplier<Timestamp> now,
            Times.Rules times,
            long markWindow,
            Ledger.Rules rules,
            Sealers sealers,
            List<String> producers,
            Set<Integer> liars,
            Operator operator) {
        this.findings = findings;
        this.kit = kit;
        this.draw = draw;
        this.now = now;
        this.times = new Times(findings, times);
        this.operator = operator;
        this.sealers = sealers;
        this.producers = List.copyOf(producers);
        this.blocks = new Blocks(findings, markWindow);
        this.finals = new FinalBlocks(findings, blocks, draw.tooManyLie());
        this.journal = new Journal(findings, liars);
        this.accusations = new Accusations(findings, liars);
        this.keptBelowFinal = markWindow + FINALITY_CARRIED_MAX;
        this.condemned = new Condemned(findings);
        this.bias = new Bias(findings, draw.seats());
        this.ledger = new Ledger(findings, blocks, rules);
        this.potential = new Potential(findings, blocks, draw.seats(), draw.setsChange(), liars);
    }

    Blocks blocks() {
        return blocks;
    }

    /** Looks at the headers of another chain that this one follows. */
    void watch(Followed edge) {
        followed.add(edge);
    }

    /** The block that the newest vote of an honest node is about. */
    Optional<String> lastVote(int node) {
        return Optional.ofNullable(lastVotes.get(node));
    }

    /** Whether an honest node voted for one block as often as its consensus lets it, and for nothing since. */
    boolean hasVotedOften(int node) {
        return lastVote(node)
                .map(block -> votes.getOrDefault(node + " " + block, Set.of()).size())
                .filter(rounds -> rounds >= kit.votesForOneBlockMax())
                .isPresent();
    }

    FinalBlocks finals() {
        return finals;
    }

    Condemned condemned() {
        return condemned;
    }

    Accusations accusations() {
        return accusations;
    }

    Journal journal() {
        return journal;
    }

    @Override
    public void opened(SimulatedNode node, ChainEngine engine) {
        try {
            EngineView view = new EngineView(engine, kit);
            finalHeights.put(node.index(), engine.finalBlock().header().height().value());
            engine.store().blocksFrom(Height.GENESIS).forEach(id -> found(id, engine));
            finals.opened(node.name(), view);
            reportFinal(node, engine, view);
            compare(node, engine, view);
        } catch (StoreException damaged) {
            if (!node.disk().isRotten()) {
                throw damaged;
            }
            // The node will meet it too, or never needs it.
        }
    }

    /** What is final on the disk counts as reported: the process may have died between writing that and telling it. */
    private void reportFinal(SimulatedNode node, ChainEngine engine, EngineView view) {
        long newest = engine.finalBlock().header().height().value();
        List<String> untold = new ArrayList<>();
        for (long height = newest; height > 0 && finals.at(height).isEmpty(); height--) {
            view.mainAt(height).ifPresent(untold::addFirst);
        }
        finals.finalized(node.name(), untold);
        applyUpTo(newest, view);
    }

    /** At the end: a judge that stopped judging must not pass for one that found nothing. */
    void checkComplete() {
        if (ledger.height() < finals.height()) {
            findings.report(
                    Ledger.NAME,
                    "the ledger saw final blocks up to height " + ledger.height() + " of " + finals.height());
        }
    }

    /** Reads a block from the disk: the process may have died before it could tell of it. */
    private void found(BlockId id, ChainEngine engine) {
        String block = EngineView.hex(id);
        if (blocks.heightOf(block).isEmpty()) {
            look(id, engine.store().block(id).orElseThrow(), engine.store().witness(id));
        }
        blocks.heightOf(block)
                .ifPresent(height -> voted(block, height, engine.store().witness(id)));
    }

    private void voted(String block, long height, Witness witness) {
        for (WitnessEntry entry : witness.entries()) {
            if (entry.kind().equals(WitnessEntry.VOTE)) {
                kit.vote(entry, height).ifPresent(cast -> journal.voted(block, height, cast.voter(), cast.place()));
            }
        }
    }

    @Override
    public void notOpened(SimulatedNode node, RuntimeException why) {
        operator.notOpened(node, why);
    }

    @Override
    public void failed(SimulatedNode node, Throwable why) {
        operator.failed(node, why);
    }

    @Override
    public void stored(SimulatedNode node, BlockId id, Block block, Witness witness) {
        look(id, block, witness);
        condemned.stored(node.name(), EngineView.hex(id));
        long nowMillis = now.get().millis();
        times.stored(node.name(), EngineView.hex(id), Block.CODEC.encode(block), nowMillis);
        sealers.of(id, witness)
                .ifPresent(sealer -> accusations.sealed(
                        node.name(), sealer, kit.sealPosition(block.header()), EngineView.hex(id), nowMillis));
        String earlier = refused.get(EngineView.hex(id));
        if (earlier != null) {
            findings.report(REFUSAL, node.name() + " accepts block " + id + ", but " + earlier);
        }
    }

    private void look(BlockId id, Block block, Witness witness) {
        Bytes bytes = Block.CODEC.encode(block);
        blocks.stored(EngineView.hex(id), bytes);
        if (block.header().height().isGenesis()) {
            return;
        }
        kit.convict(block.header()).ifPresent(producer -> accusations.convicted(producer, EngineView.hex(id)));
        OptionalInt sealer = sealers.of(id, witness);
        if (sealer.isPresent()) {
            journal.sealed(EngineView.hex(id), kit.sealPosition(block.header()), sealer.getAsInt());
        } else {
            findings.report(
                    SEALS, "block " + id + " at height " + block.header().height() + " bears no producer's seal");
        }
    }

    @Override
    public void signed(SimulatedNode node, SignRequest request) {
        journal.signed(
                node.index(),
                request.type() + " " + request.major() + "/" + request.minor(),
                request.object().toHex());
        if (request.type() == SignatureType.VOTE) {
            lastVotes.put(node.index(), EngineView.hex(request.block()));
            votes.computeIfAbsent(node.index() + " " + EngineView.hex(request.block()), unknown -> new TreeSet<>())
                    .add(request.major());
        }
        if (request.type() == SignatureType.VOTE && !draw.tooManyLie()) {
            kit.ballot(request)
                    .ifPresent(ballot -> potential.voted(node.index(), ballot, EngineView.hex(request.block())));
        }
    }

    @Override
    public void finalized(SimulatedNode node, List<BlockId> ids, ChainEngine engine) {
        EngineView view = new EngineView(engine, kit);
        try {
            finals.finalized(node.name(), ids.stream().map(EngineView::hex).toList());
            blocks.heightOf(EngineView.hex(ids.getLast())).ifPresent(height -> finalHeights.put(node.index(), height));
            if (!draw.tooManyLie()) {
                potential.finalized(node.name(), EngineView.hex(ids.getLast()));
            }
            applyUpTo(engine.finalBlock().header().height().value(), view);
            // The engine may be further than this effect: one step can make blocks final twice.
            compare(node, engine, view);
        } catch (StoreException damaged) {
            if (!node.disk().isRotten()) {
                throw damaged;
            }
        }
    }

    private void compare(SimulatedNode node, ChainEngine engine, EngineView view) {
        if (!finals.isSplit()) {
            ledger.compare(node.name(), engine.finalBlock().header().height().value(), view);
        }
    }

    /** Feeds the ledger the final blocks that it has not seen, from a node that has them all. */
    private void applyUpTo(long height, EngineView view) {
        while (findings.isEmpty() && !finals.isSplit() && ledger.height() < height) {
            Optional<String> next = finals.at(ledger.height() + 1);
            if (next.isEmpty()) {
                return;
            }
            ledger.apply(next.get(), producerOf(next.get()), view);
            place(next.get());
            followed.forEach(edge -> edge.finalized(next.get()));
        }
    }

    /** Where sets change, places are of other lists each time. */
    private void place(String block) {
        OptionalInt producer = sealers.of(new BlockId(Hash.fromHex(block)), Witness.EMPTY);
        if (producer.isPresent() && !draw.setsChange()) {
            kit.place(blocks.timeOf(block), draw.seats()).ifPresent(place -> bias.placed(producer.getAsInt(), place));
        }
    }

    void checkBias() {
        bias.check();
    }

    private String producerOf(String block) {
        return sealers.of(new BlockId(Hash.fromHex(block)), Witness.EMPTY).stream()
                .mapToObj(producers::get)
                .findFirst()
                .orElse("nobody");
    }

    @Override
    public void grew(SimulatedNode node, BlockId block, Witness witness) {
        String id = EngineView.hex(block);
        blocks.heightOf(id).ifPresent(height -> voted(id, height, witness));
        long finalHeight = finalHeights.getOrDefault(node.index(), 0L);
        if (blocks.heightOf(id).orElse(finalHeight) + keptBelowFinal < finalHeight) {
            findings.report(
                    BOUNDS,
                    node.name() + " keeps what comes for block " + id + " at height " + blocks.heightOf(id)
                            + ", far below its final block at height " + finalHeight);
        }
        int most = kit.witnessEntriesMax(draw.nodes());
        if (witness.entries().size() > most) {
            findings.report(
                    BOUNDS,
                    node.name() + " keeps " + witness.entries().size() + " entries beside block " + id
                            + ", more than the " + most + " that its producers can need");
        }
    }

    @Override
    public void stepped(SimulatedNode node, ChainStatus status) {
        PoolLimits pool = draw.pool();
        if (status.poolTransactions() > pool.transactions() || status.poolBytes() > pool.bytes()) {
            findings.report(
                    BOUNDS,
                    "the pool of " + node.name() + " holds " + status.poolTransactions() + " transactions of "
                            + status.poolBytes() + " bytes, its limits are " + pool);
        }
    }

    @Override
    public void understood(SimulatedNode node, Bytes received, PeerMessage message) {
        if (!PeerMessage.CODEC.encode(message).equals(received)) {
            findings.report(
                    ENCODING,
                    node.name() + " reads a message of " + received.size()
                            + " bytes that has another, canonical encoding: one value, two byte strings");
        }
    }

    @Override
    public void refused(SimulatedNode node, Block block, Verdict.Rejected verdict, boolean tampered) {
        String id = EngineView.hex(block.header().id(kit.suite().hash()));
        if (tampered || NOT_OF_THE_ID.contains(verdict.rule().toString())) {
            return;
        }
        String why = node.name() + " refuses it: " + verdict;
        refused.putIfAbsent(id, why);
        if (blocks.heightOf(id).isPresent()) {
            findings.report(
                    REFUSAL,
                    "block " + id + " at height " + block.header().height() + " was accepted elsewhere, but " + why);
        }
    }
}
