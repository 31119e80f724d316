package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.execution.Branch;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.ExecutedBlock;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.pool.TransactionPool;
import org.banyan.core.task.Tasks;
import org.banyan.core.tree.StateTree;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Witness;
import org.banyan.types.transaction.SignedTransaction;
import org.jspecify.annotations.Nullable;

/** Builds the block that an agent proposes: picks transactions from the pool, executes them, fills in the header. */
final class BlockBuilder {
    private final ChainDefinition chain;
    private final ChainRules rules;
    private final TransactionRules transactionRules;
    private final BlockExecutor executor;
    private final BlockProcessor processor;
    private final TreeHashing trees;
    private final TaskRunner runner;

    /** A built block that waits for its seal, or why it cannot be. */
    sealed interface Outcome {
        /** @param receipts encoded */
        record Built(Block block, BlockNode node, List<Bytes> receipts, ExecutionReport report) implements Outcome {}

        record Impossible(Verdict.Rejected verdict) implements Outcome {}
    }

    BlockBuilder(
            ChainDefinition chain,
            TransactionRules transactionRules,
            BlockExecutor executor,
            BlockProcessor processor,
            TreeHashing trees,
            TaskRunner runner) {
        this.chain = chain;
        this.rules = chain.rules();
        this.transactionRules = transactionRules;
        this.executor = executor;
        this.processor = processor;
        this.trees = trees;
        this.runner = runner;
    }

    /** @param offered what the block should carry beside the kernel's own inherents; what its contract refuses is removed from it */
    Outcome build(
            BlockNode parent,
            BranchView branch,
            Timestamp time,
            Bytes data,
            TransactionPool pool,
            OfferedInherents offered) {
        List<Inherent> inherents = inherents(parent, offered);
        var inherentsOutcome = Inherents.check(inherents, parent, rules);
        if (!(inherentsOutcome instanceof Inherents.Outcome.Accepted finality)) {
            throw new IllegalStateException("own inherents do not keep the rules: " + inherentsOutcome);
        }
        ChildFacts facts = new ChildFacts(
                parent.height().next(),
                parent.id(),
                parent.header().time(),
                time,
                data,
                finality.finalHeight(),
                finality.finalBlock());
        if (parent.consensus().check(facts) instanceof Verdict.Rejected rejected) {
            return new Outcome.Impossible(rejected);
        }
        boolean unfinal = parent.height().value() - parent.chainFinalHeight().value() > ChainDefinition.UNFINAL_MAX;
        List<CheckedTransaction> picked = unfinal ? List.of() : pick(branch, inherents, pool);
        return assemble(parent, branch, facts, finality, inherents, picked, offered);
    }

    /** The kernel's own, then of the offered as many as fit; the others wait. */
    private List<Inherent> inherents(BlockNode parent, OfferedInherents offered) {
        var limits = rules.specification().limits();
        List<Inherent> inherents = new ArrayList<>(Inherents.propose(parent));
        long room = limits.blockBytes() - bytes(inherents);
        for (Inherent next : offered.all()) {
            long size = bytes(List.of(next));
            if (inherents.size() < limits.inherents() && size <= room) {
                inherents.add(next);
                room -= size;
            }
        }
        return inherents;
    }

    private static long bytes(List<Inherent> inherents) {
        return new Body(inherents, List.of()).encodedSize();
    }

    private Outcome assemble(
            BlockNode parent,
            Branch branch,
            ChildFacts facts,
            Inherents.Outcome.Accepted finality,
            List<Inherent> inherents,
            List<CheckedTransaction> picked,
            OfferedInherents offered) {
        List<CheckedTransaction> transactions = picked;
        var environment = processor.environment(facts, parent);
        BlockExecutor.Outcome.Executed run = null;
        while (run == null) {
            switch (executor.execute(branch.state(), environment, inherents, transactions)) {
                case BlockExecutor.Outcome.Executed done -> run = done;
                // Such as a header that another producer's block brought in meanwhile.
                case BlockExecutor.Outcome.InherentRefused refused ->
                    offered.remove(List.of(inherents.remove(refused.inherent())));
                // The block is full at this transaction: the rest waits. Fees that cannot be reserved leave an empty
                // block.
                case BlockExecutor.Outcome.Refused refused ->
                    transactions = List.copyOf(transactions.subList(0, Math.max(0, refused.transaction())));
            }
        }
        ExecutedBlock executed = run.block();
        List<SignedTransaction> signed =
                transactions.stream().map(CheckedTransaction::signed).toList();
        Roots roots = new Roots(parent, facts.height(), executed, inherents, signed);
        roots.make();
        StateTree tree = roots.tree();
        ConsensusState consensus = parent.consensus().next(facts);
        Header header = new Header(
                Header.VERSION,
                rules.chainId(),
                facts.height(),
                parent.id(),
                facts.time(),
                roots.body(),
                roots.receipts(),
                tree.root(),
                parent.history().root(rules.suite().hash()),
                extensions(parent, branch, facts, consensus, inherents));
        Block block = new Block(
                header,
                new Body(inherents, signed.stream().map(SignedTransaction::raw).toList()));
        BlockNode node = processor.node(
                header,
                parent,
                Witness.EMPTY,
                signed.stream().map(SignedTransaction::id).toList(),
                consensus,
                finality,
                executed.changes(),
                tree);
        return new Outcome.Built(block, node, executed.encodedReceipts(), run.report());
    }

    /** What a header commits to of an executed block: three pieces of work that have nothing to do with each other. */
    private final class Roots {
        private final BlockNode parent;
        private final Height height;
        private final ExecutedBlock executed;
        private final List<Inherent> inherents;
        private final List<SignedTransaction> transactions;
        private @Nullable StateTree tree;
        private @Nullable Hash body;
        private @Nullable Hash receipts;

        private Roots(
                BlockNode parent,
                Height height,
                ExecutedBlock executed,
                List<Inherent> inherents,
                List<SignedTransaction> transactions) {
            this.parent = parent;
            this.height = height;
            this.executed = executed;
            this.inherents = List.copyOf(inherents);
            this.transactions = transactions;
        }

        private void make() {
            runner.run(new Tasks(List.of(
                    () -> tree = trees.tree(parent, height, executed.changes()),
                    () -> body =
                            BodyRoot.of(inherents, transactions, rules.suite().hash()),
                    () -> receipts = executed.receiptsRoot(rules.suite().hash()))));
        }

        private StateTree tree() {
            return Objects.requireNonNull(tree, "the runner left a task out");
        }

        private Hash body() {
            return Objects.requireNonNull(body, "the runner left a task out");
        }

        private Hash receipts() {
            return Objects.requireNonNull(receipts, "the runner left a task out");
        }
    }

    private List<HeaderExtension> extensions(
            BlockNode parent, Branch branch, ChildFacts facts, ConsensusState consensus, List<Inherent> inherents) {
        List<HeaderExtension> extensions = new ArrayList<>();
        extensions.add(
                new HeaderRules(rules).consensusPart(consensus, facts.data()).toExtension());
        var about = ExtensionFacts.of(rules, parent.header(), facts.time(), inherents, branch.state());
        chain.extensions()
                .forEach(rule ->
                        rule.propose(about).ifPresent(value -> extensions.add(new HeaderExtension(rule.id(), value))));
        extensions.sort((one, other) -> one.id().compareTo(other.id()));
        return extensions;
    }

    private List<CheckedTransaction> pick(BranchView branch, List<Inherent> inherents, TransactionPool pool) {
        return new BlockFill(
                        transactionRules,
                        branch,
                        executor.prospects(branch.state()),
                        pool,
                        rules.specification().limits(),
                        bytes(inherents),
                        executor.workers(),
                        rules.specification().fees().costs().transaction())
                .fill();
    }
}
