package org.banyan.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.node.chain.ChainStatus;
import org.banyan.simulation.check.Blocks;
import org.banyan.simulation.check.FinalBlocks;
import org.banyan.simulation.check.Findings;
import org.banyan.simulation.check.Followed;
import org.banyan.simulation.check.Journal;
import org.banyan.simulation.check.Ledger;
import org.banyan.simulation.node.NodeListener;
import org.banyan.simulation.node.PeerMessage;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.spi.store.StoreException;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** Tells every checker what happens in the nodes, at the moment it happens. */
final class Judges implements NodeListener {
    static final String ENCODING = "encoding";
    static final String REFUSAL = "refusal";
    static final String BOUNDS = "bounds";

    private final Findings findings;
    private final ChainKit kit;
    private final PoolLimits pool;
    private final Operator operator;
    private final Blocks blocks;
    private final FinalBlocks finals;
    private final Journal journal;
    private final Ledger ledger;
    private final List<Followed> followed = new ArrayList<>();

    /** What becomes of nodes that ended. */
    interface Operator {
        void notOpened(SimulatedNode node, RuntimeException why);

        void failed(SimulatedNode node, Throwable why);
    }

    Judges(Findings findings, ChainKit kit, PoolLimits pool, long markWindow, Ledger.Rules rules, Operator operator) {
        this.findings = findings;
        this.kit = kit;
        this.pool = pool;
        this.operator = operator;
        this.blocks = new Blocks(findings, markWindow);
        this.finals = new FinalBlocks(findings, blocks);
        this.journal = new Journal(findings);
        this.ledger = new Ledger(findings, blocks, rules);
    }

    Blocks blocks() {
        return blocks;
    }

    /** Looks at the headers of another chain that this one follows. */
    void watch(Followed edge) {
        followed.add(edge);
    }

    FinalBlocks finals() {
        return finals;
    }

    Journal journal() {
        return journal;
    }

    @Override
    public void opened(SimulatedNode node, ChainEngine engine) {
        try {
            EngineView view = new EngineView(engine, kit);
            engine.store().blocksFrom(Height.GENESIS).forEach(id -> found(id, engine));
            finals.opened(node.name(), view);
            reportFinal(node, engine, view);
            ledger.compare(node.name(), engine.finalBlock().header().height().value(), view);
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
            Bytes bytes = Block.CODEC.encode(engine.store().block(id).orElseThrow());
            blocks.stored(block, bytes);
            journal.sealed(block, bytes);
        }
        blocks.heightOf(block)
                .ifPresent(height -> journal.voted(block, height, engine.store().witness(id)));
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
    public void stored(SimulatedNode node, BlockId id, Block block) {
        Bytes bytes = Block.CODEC.encode(block);
        blocks.stored(EngineView.hex(id), bytes);
        journal.sealed(EngineView.hex(id), bytes);
    }

    @Override
    public void finalized(SimulatedNode node, List<BlockId> ids, ChainEngine engine) {
        EngineView view = new EngineView(engine, kit);
        try {
            finals.finalized(node.name(), ids.stream().map(EngineView::hex).toList());
            applyUpTo(engine.finalBlock().header().height().value(), view);
            // The engine may be further than this effect: one step can make blocks final twice.
            ledger.compare(node.name(), engine.finalBlock().header().height().value(), view);
        } catch (StoreException damaged) {
            if (!node.disk().isRotten()) {
                throw damaged;
            }
        }
    }

    /** Feeds the ledger the final blocks that it has not seen, from a node that has them all. */
    private void applyUpTo(long height, EngineView view) {
        while (findings.isEmpty() && ledger.height() < height) {
            Optional<String> next = finals.at(ledger.height() + 1);
            if (next.isEmpty()) {
                return;
            }
            ledger.apply(next.get(), view);
            followed.forEach(edge -> edge.finalized(next.get()));
        }
    }

    @Override
    public void grew(SimulatedNode node, BlockId block, Witness witness) {
        String id = EngineView.hex(block);
        blocks.heightOf(id).ifPresent(height -> journal.voted(id, height, witness));
    }

    @Override
    public void stepped(SimulatedNode node, ChainStatus status) {
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
        if (!tampered) {
            findings.report(
                    REFUSAL,
                    node.name() + " refuses the block that an honest producer made at height "
                            + block.header().height() + ": " + verdict);
        }
    }
}
