package org.banyan.core.chain;

import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.types.BlockId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/**
 * The way of a block into the chain: what need not be looked into is told from its header and place; what is left is checked, executed, written and joined to
 * the fork tree. Confined to the engine's lane.
 */
final class BlockImport {
    private final EngineParts parts;
    private final BlockProcessor processor;
    private final ForkTree forks;
    private final Finality finality;
    private final Head head;
    private final Witnesses witnesses;
    private final Proposals proposals;
    private final VerifiedTransactions verified;
    private final ImportPipeline pipeline;
    private final InvalidBlocks invalid = new InvalidBlocks();

    BlockImport(
            EngineParts parts,
            BlockProcessor processor,
            TreeHashing trees,
            ForkTree forks,
            Finality finality,
            Head head,
            Witnesses witnesses,
            Proposals proposals,
            VerifiedTransactions verified) {
        this.parts = parts;
        this.processor = processor;
        this.forks = forks;
        this.finality = finality;
        this.head = head;
        this.witnesses = witnesses;
        this.proposals = proposals;
        this.verified = verified;
        this.pipeline = new ImportPipeline(processor, trees, parts.store(), parts.runner());
    }

    /** Checks, executes and stores a block, and moves the head when the fork choice says so, while workers execute {@code next}. */
    ImportOutcome importBlock(
            OfferedBlock offered, Optional<OfferedBlock> next, Timestamp now, List<EngineEffect> effects) {
        Block block = offered.block();
        BlockId id = idOf(block);
        Optional<ImportOutcome> decided = decided(id, block, now);
        if (decided.isPresent()) {
            if (decided.get() instanceof ImportOutcome.Known) {
                witnesses.add(id, offered.witness(), effects);
            }
            return decided.get();
        }
        BlockNode parent = forks.find(block.header().parent()).orElseThrow();
        return switch (execute(offered, parent)) {
            case BlockProcessor.Refused refused -> refuse(id, refused);
            case BlockProcessor.ExecutedNode executed -> {
                BlockNode node = executed.node();
                boolean better = head.yieldsTo(node);
                Optional<BlockProcessor.Refused> refused = pipeline.commit(
                        block,
                        executed,
                        better ? Optional.of(id) : Optional.empty(),
                        next.filter(following -> isAhead(following, node, now))
                                .map(following -> new ImportPipeline.Next(
                                        following, head.branch(node).state())));
                if (refused.isPresent()) {
                    yield refuse(id, refused.get());
                }
                join(block, node, executed.report(), better, effects);
                witnesses.add(id, offered.witness(), effects);
                yield new ImportOutcome.Imported(id);
            }
        };
    }

    /** What becomes of a block that need not be looked into. */
    private Optional<ImportOutcome> decided(BlockId id, Block block, Timestamp now) {
        if (forks.find(id).isPresent()) {
            return Optional.of(new ImportOutcome.Known(id));
        }
        Optional<Verdict.Rejected> condemned =
                invalid.verdict(id, block.header().parent());
        if (condemned.isPresent()) {
            return Optional.of(new ImportOutcome.Rejected(condemned.get()));
        }
        if (block.header().height().compareTo(finality.block().height()) <= 0) {
            return Optional.of(new ImportOutcome.TooOld(id));
        }
        Optional<BlockNode> parent = forks.find(block.header().parent());
        if (parent.isEmpty()) {
            return Optional.of(new ImportOutcome.MissingParent(block.header().parent()));
        }
        if (!parent.get().extendsOrIs(finality.block())) {
            return Optional.of(new ImportOutcome.TooOld(id));
        }
        return isEarly(block, now)
                ? Optional.of(new ImportOutcome.Early(block.header().time()))
                : Optional.empty();
    }

    private boolean isEarly(Block block, Timestamp now) {
        Timestamp latest = now.plusMillis(parts.chain().consensus().futureMillisMax());
        return block.header().time().compareTo(latest) > 0;
    }

    private BlockId idOf(Block block) {
        return block.header().id(parts.rules().suite().hash());
    }

    private BlockProcessor.Outcome execute(OfferedBlock offered, BlockNode parent) {
        Optional<ImportPipeline.Foreseen> foreseen = pipeline.take(offered, parent);
        BlockProcessor.Read read = foreseen.isPresent()
                ? foreseen.get().read()
                : processor.read(offered.block(), offered.seal(), offered.ahead(), parent);
        return switch (read) {
            case BlockProcessor.Refused refused -> refused;
            case BlockProcessor.ReadBlock right -> {
                BranchView branch = head.branch(parent);
                Optional<BlockProcessor.Refused> refused = processor.check(right, branch);
                yield refused.isPresent()
                        ? refused.get()
                        : processor.executed(
                                right,
                                foreseen.map(ImportPipeline.Foreseen::outcome)
                                        .orElseGet(() -> processor.execute(right, branch.state())));
            }
        };
    }

    private ImportOutcome refuse(BlockId id, BlockProcessor.Refused refused) {
        if (refused.condemned()) {
            invalid.add(id, refused.verdict());
        }
        return new ImportOutcome.Rejected(refused.verdict());
    }

    /** Whether it pays to execute the block before its turn. */
    private boolean isAhead(OfferedBlock following, BlockNode parent, Timestamp now) {
        Block block = following.block();
        return pipeline.looksAhead()
                && block.header().parent().equals(parent.id())
                && !block.body().transactions().isEmpty()
                && !isEarly(block, now)
                && forks.find(idOf(block)).isEmpty()
                && !invalid.contains(idOf(block));
    }

    /** Takes in a block that is written, wherever it was made. */
    void join(Block block, BlockNode node, ExecutionReport report, boolean better, List<EngineEffect> effects) {
        forks.add(node);
        proposals.carried(block);
        effects.add(new EngineEffect.BlockStored(node.id(), block, node.witness(), report));
        // A certificate carried by the block may make an ancestor final that this node had no votes for.
        boolean finalMoved = forks.find(node.chainFinal())
                .map(ancestor -> head.advanceFinal(ancestor, effects))
                .orElse(false);
        if (better) {
            head.moveTo(node, effects);
        } else if (finalMoved) {
            head.choose(effects);
        }
        witnesses.addCarried(block.body().inherents(), effects);
    }

    /** What is known of the block's transactions already, unless it is decided without them. */
    Optional<CheckedAhead> checkedBefore(Block block, Witness witness, Timestamp now) {
        if (decided(idOf(block), block, now).isPresent()) {
            return Optional.empty();
        }
        BlockNode parent = forks.find(block.header().parent()).orElseThrow();
        return processor.dependsOnTransactions(block, new OfferedBlock(block, witness).seal(), parent)
                ? Optional.of(verified.find(block.body().transactions()))
                : Optional.empty();
    }

    InvalidBlocks invalid() {
        return invalid;
    }
}
