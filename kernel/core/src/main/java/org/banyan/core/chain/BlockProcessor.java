package org.banyan.core.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.contract.Offences;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.execution.Branch;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.ExecutedBlock;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.StateView;
import org.banyan.core.tree.StateTree;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.jspecify.annotations.Nullable;

/** Checks and executes a block on its parent. Pure but for what the branch reads; changes no fork tree and no store. */
final class BlockProcessor {
    private final ChainDefinition chain;
    private final ChainRules rules;
    private final HeaderRules headerRules;
    private final BodyRules bodyRules;
    private final BlockExecutor executor;
    private final Function<Height, Optional<BlockId>> finals;

    /** How far a block came. */
    sealed interface Outcome {}

    /** What the next step of a block's way needs; of the steps, only {@link #check} and {@link #execute} look at state. */
    sealed interface Read {}

    /** A block whose header, seal and body keep the rules on its parent; what depends on the parent's state is still to be looked at. */
    record ReadBlock(
            Block block,
            Witness witness,
            BlockNode parent,
            List<CheckedTransaction> transactions,
            ChildFacts facts,
            Inherents.Outcome.Accepted finality)
            implements Read {}

    /**
     * A block that was executed and led to the receipts that its header names; of the roots that of the state is still to be looked at.
     *
     * @param node without its tree
     * @param receipts encoded
     */
    record ExecutedNode(BlockNode node, List<Bytes> receipts, ExecutionReport report) implements Outcome {}

    /** @param condemned whether the header's id itself is wrong for good; not when only what came beside it is */
    record Refused(Verdict.Rejected verdict, boolean condemned) implements Outcome, Read {}

    /** @param finals ids of final blocks by height, also of those that are in memory no more */
    BlockProcessor(
            ChainDefinition chain,
            BodyRules bodyRules,
            BlockExecutor executor,
            Function<Height, Optional<BlockId>> finals) {
        this.chain = chain;
        this.rules = chain.rules();
        this.headerRules = new HeaderRules(rules);
        this.bodyRules = bodyRules;
        this.executor = executor;
        this.finals = finals;
    }

    /** Whether nothing short of its transactions tells that the block is refused, and they are no more than a block may have. */
    boolean dependsOnTransactions(Block block, Witness witness, BlockNode parent) {
        Header header = block.header();
        return headerRules.check(header, parent).isEmpty()
                && parent.consensus().checkSeal(header, witness).isAccepted()
                && bodyRules.checkSize(block.body()).isEmpty();
    }

    /** The rules that need no state. Reads of this class what never changes, and of the parent what its own step fixed. */
    Read read(Block block, Witness witness, CheckedAhead ahead, BlockNode parent) {
        Header header = block.header();
        Optional<Verdict.Rejected> wrong = headerRules.check(header, parent);
        if (wrong.isPresent()) {
            return condemned(wrong.get());
        }
        Optional<ConsensusExtension> part = headerRules.consensusPart(header);
        if (part.isEmpty()) {
            return condemned(BlockRule.HEADER_CONSENSUS.because(
                    "the header has no readable extension " + ConsensusExtension.ID));
        }
        if (parent.consensus().checkSeal(header, witness) instanceof Verdict.Rejected rejected) {
            return new Refused(rejected, false);
        }
        List<CheckedTransaction> transactions;
        switch (bodyRules.read(block, ahead)) {
            case BodyRules.Outcome.Refused refused -> {
                return new Refused(refused.verdict(), false);
            }
            case BodyRules.Outcome.Read read -> transactions = read.transactions();
        }
        Inherents.Outcome inherents = Inherents.check(block.body().inherents(), parent, rules);
        if (inherents instanceof Inherents.Outcome.Refused refused) {
            return condemned(refused.verdict());
        }
        Inherents.Outcome.Accepted finality = (Inherents.Outcome.Accepted) inherents;
        ChildFacts facts = facts(parent, header, part.get().data(), finality);
        wrong = headerRules.checkConsensus(part.get(), facts, parent.consensus());
        return wrong.isPresent()
                ? condemned(wrong.get())
                : new ReadBlock(block, witness, parent, transactions, facts, finality);
    }

    /** The rules that need the parent's state and branch. */
    Optional<Refused> check(ReadBlock read, Branch branch) {
        Optional<Verdict.Rejected> wrong = checkExtensions(read.block(), read.parent(), branch);
        wrong = wrong.isPresent() ? wrong : bodyRules.checkOnBranch(read.transactions(), read.parent(), branch);
        return wrong.map(BlockProcessor::condemned);
    }

    /** @param state that of the parent */
    BlockExecutor.Outcome execute(ReadBlock read, StateView state) {
        return executor.execute(
                state,
                environment(read.facts(), read.parent()),
                read.block().body().inherents(),
                read.transactions());
    }

    /** The block as its execution left it, when that led where the header says. */
    Outcome executed(ReadBlock read, BlockExecutor.Outcome outcome) {
        ExecutedBlock executed;
        ExecutionReport report;
        switch (outcome) {
            case BlockExecutor.Outcome.Refused refused -> {
                return condemned(refused.verdict());
            }
            case BlockExecutor.Outcome.InherentRefused refused -> {
                return condemned(refused.verdict());
            }
            case BlockExecutor.Outcome.Executed done -> {
                executed = done.block();
                report = done.report();
            }
        }
        Header header = read.block().header();
        Hash receiptsRoot = executed.receiptsRoot(rules.suite().hash());
        if (!receiptsRoot.equals(header.receiptsRoot())) {
            return condemned(BlockRule.BODY_RECEIPTS.because(
                    "execution leads to receipts root " + receiptsRoot + ", the header says " + header.receiptsRoot()));
        }
        BlockNode node = node(
                header,
                read.parent(),
                read.witness(),
                BodyRules.ids(read.transactions()),
                read.parent().consensus().next(read.facts()),
                read.finality(),
                executed.changes(),
                null);
        return new ExecutedNode(node, executed.encodedReceipts(), report);
    }

    /** Why the block is refused, when its state is not the one that its header names. */
    static Optional<Refused> misled(BlockNode node, StateTree tree) {
        Hash named = node.header().stateRoot();
        return tree.root().equals(named)
                ? Optional.empty()
                : Optional.of(condemned(BlockRule.BODY_STATE.because(
                        "execution leads to state root " + tree.root() + ", the header says " + named)));
    }

    BlockNode node(
            Header header,
            BlockNode parent,
            Witness witness,
            List<TransactionId> transactions,
            ConsensusState consensus,
            Inherents.Outcome.Accepted finality,
            ChangeSet changes,
            @Nullable StateTree tree) {
        var id = header.id(rules.suite().hash());
        var history = parent.history().appended(rules.suite().hash(), id);
        var content = new BlockNode.Content(
                transactions,
                consensus,
                history.history(),
                history.completed(),
                finality.finalHeight(),
                finality.finalBlock(),
                changes,
                tree);
        return new BlockNode(id, header, parent, content, witness);
    }

    ChildFacts facts(BlockNode parent, Header header, Bytes data, Inherents.Outcome.Accepted finality) {
        return new ChildFacts(
                header.height(),
                parent.id(),
                parent.header().time(),
                header.time(),
                data,
                finality.finalHeight(),
                finality.finalBlock());
    }

    BlockEnvironment environment(ChildFacts facts, BlockNode parent) {
        return new BlockEnvironment(
                facts.height(),
                facts.time(),
                parent.consensus().producerOf(facts).address(),
                offences(parent, facts.time()));
    }

    /** Judges what a child of {@code parent} reports. */
    Offences offences(BlockNode parent, Timestamp time) {
        return new BranchOffences(
                chain.consensus(),
                rules.suite().hash(),
                time,
                height -> parent.ancestor(height)
                        .map(BlockNode::id)
                        .or(() -> finals.apply(height).filter(id -> height.compareTo(parent.height()) < 0)));
    }

    private Optional<Verdict.Rejected> checkExtensions(Block block, BlockNode parent, Branch branch) {
        var facts = ExtensionFacts.of(
                rules, parent.header(), block.header().time(), block.body().inherents(), branch.state());
        for (HeaderExtensionRule rule : chain.extensions()) {
            if (rule.check(block.header().extension(rule.id()), facts) instanceof Verdict.Rejected rejected) {
                return Optional.of(rejected);
            }
        }
        return Optional.empty();
    }

    private static Refused condemned(Verdict.Rejected verdict) {
        return new Refused(verdict, true);
    }
}
