package org.banyan.node.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.banyan.core.chain.CheckedAhead;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.chain.OfferedBlock;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** The way of blocks from elsewhere into a chain: signatures are checked by the workers, then the block has its turn of the lane. Thread-safe. */
final class Imports {
    private final Turns turns;
    private final EffectLoop loop;
    private final AheadChecks aheadChecks;

    Imports(Turns turns, EffectLoop loop, Executor workers, SignatureStage signatures) {
        this.turns = turns;
        this.loop = loop;
        this.aheadChecks = new AheadChecks(loop.engine().transactionRules(), workers, signatures);
    }

    ImportOutcome importBlock(Block block, Witness witness) {
        CheckedAhead ahead = checkAhead(block, witness);
        return turns.onLane(() -> loop.importBlock(block, witness, ahead), true);
    }

    /** The same; {@code next} comes after it. */
    ImportOutcome importBlock(SealedBlock sealed, SealedBlock next) {
        CheckedAhead ahead = checkAhead(sealed.block(), sealed.witness());
        return turns.onLane(
                () -> loop.importBlock(
                        new OfferedBlock(sealed.block(), sealed.witness(), ahead),
                        Optional.of(new OfferedBlock(next.block(), next.witness()))),
                true);
    }

    private CheckedAhead checkAhead(Block block, Witness witness) {
        List<Bytes> envelopes = block.body().transactions();
        if (envelopes.size() < AheadChecks.CHUNK || turns.isCurrent()) {
            return CheckedAhead.NOTHING;
        }
        return turns.onLane(() -> loop.checkedBefore(block, witness), false)
                .map(known -> turns.await(aheadChecks.check(envelopes, known)))
                .orElse(CheckedAhead.NOTHING);
    }

    /** One after the other, while the next ones are checked and the very next is executed; ends with the first that is not taken. */
    List<ImportOutcome> importBlocks(List<SealedBlock> blocks) {
        List<ImportOutcome> outcomes = new ArrayList<>();
        Deque<CompletableFuture<OfferedBlock>> checking = new ArrayDeque<>();
        int started = 0;
        for (int i = 0; i < blocks.size(); i++) {
            for (; started < blocks.size() && started <= i + RunningChain.BLOCKS_AHEAD_MAX; started++) {
                checking.add(checked(blocks.get(started)));
            }
            OfferedBlock offered = turns.await(checking.remove());
            Optional<CompletableFuture<OfferedBlock>> next = Optional.ofNullable(checking.peek());
            outcomes.add(turns.onLane(
                    () -> loop.importBlock(
                            offered, next.filter(CompletableFuture::isDone).map(CompletableFuture::join)),
                    true));
            if (!(outcomes.getLast() instanceof ImportOutcome.Imported
                    || outcomes.getLast() instanceof ImportOutcome.Known)) {
                break;
            }
        }
        return outcomes;
    }

    private CompletableFuture<OfferedBlock> checked(SealedBlock sealed) {
        CheckedAhead known = turns.onLane(() -> loop.engine().admittedBefore(sealed.block()), false);
        return aheadChecks
                .check(sealed.block().body().transactions(), known)
                .thenApply(ahead -> new OfferedBlock(sealed.block(), sealed.witness(), ahead));
    }
}
