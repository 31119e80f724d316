package org.banyan.core.chain;

import java.util.Optional;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.pool.TransactionPool;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Inherent;

/**
 * The block that this node proposes: what it should carry beside transactions, and the newest one built until it is sealed. Confined to the engine's lane.
 */
final class Proposals {
    private final EngineParts parts;
    private final BlockProcessor processor;
    private final BlockBuilder builder;
    private final OfferedInherents offered = new OfferedInherents();
    private Optional<BlockBuilder.Outcome.Built> built = Optional.empty();

    Proposals(EngineParts parts, BlockProcessor processor, TreeHashing trees) {
        this.parts = parts;
        this.processor = processor;
        this.builder = new BlockBuilder(
                parts.chain(), parts.transactionRules(), parts.executor(), processor, trees, parts.runner());
    }

    /** Builds on the branch's tip; what waited for its seal before is forgotten when that succeeds. */
    BlockBuilder.Outcome build(BranchView branch, Timestamp time, Bytes data, TransactionPool pool) {
        BlockBuilder.Outcome outcome = builder.build(branch.tip(), branch, time, data, pool, offered);
        if (outcome instanceof BlockBuilder.Outcome.Built done) {
            built = Optional.of(done);
        }
        return outcome;
    }

    /** The built block of this id. Whatever comes of it, it waits no more. */
    Optional<BlockBuilder.Outcome.Built> take(BlockId id) {
        Optional<BlockBuilder.Outcome.Built> waiting =
                built.filter(done -> done.node().id().equals(id));
        if (waiting.isPresent()) {
            built = Optional.empty();
        }
        return waiting;
    }

    /** Keeps what the next block should carry, when the contract in charge takes it on the head's state. */
    Verdict offer(String source, Inherent inherent, BranchView head) {
        Optional<Verdict.Rejected> misfit = Inherents.checkOffered(inherent, parts.rules());
        if (misfit.isPresent()) {
            return misfit.get();
        }
        BlockNode tip = head.tip();
        Timestamp time = tip.header().time();
        var environment =
                new BlockEnvironment(tip.height().next(), time, SystemAddresses.KERNEL, processor.offences(tip, time));
        Verdict verdict = parts.executor().takes(inherent, head.state(), environment);
        return verdict.isAccepted() && !offered.offer(source, inherent)
                ? BlockRule.BODY_INHERENT.because(
                        OfferedInherents.SOURCES_MAX + " sources offer inherents already, the most this node takes")
                : verdict;
    }

    /** Whether the next block has inherents to carry. */
    boolean hasOffers() {
        return !offered.all().isEmpty();
    }

    /** Forgets offers that a block brought in. */
    void carried(Block block) {
        offered.remove(block.body().inherents());
    }
}
