package org.banyan.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.banyan.api.ChainReader.Found;
import org.banyan.api.guard.Turns;
import org.banyan.core.chain.EngineParts;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.Tracing;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.state.StateView;
import org.banyan.core.store.StateNotRetainedException;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.v1.ErrorReason;

/** Runs blocks again on the caller's thread to find out how they run: one at a time in the whole node, however many ask. */
final class BlockTraces {
    private final Turns turns = new Turns(1);

    /** Does the work when nobody else traces. */
    <T> T inTurn(Supplier<T> work) {
        return turns.take(ServiceRequestContext.current().remoteAddress(), work)
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_RATE_LIMITED,
                        "the node runs other blocks again; try again in a moment"));
    }

    /**
     * Within a turn.
     *
     * @throws ApiFailure STATE_NOT_RETAINED if the state of the block's parent is gone
     */
    static Tracing.Traced trace(ChainReader reader, Found found) {
        try {
            return reader.chain()
                    .look(parts -> trace(reader, found.block(), parts))
                    .orElseThrow(() -> new ApiFailure(
                            ErrorReason.ERROR_REASON_INTERNAL,
                            "stored block " + found.block().header().height()
                                    + " cannot be run again on the state of its parent"));
        } catch (StateNotRetainedException gone) {
            throw notRetained(found.block().header());
        }
    }

    private static Optional<Tracing.Traced> trace(ChainReader reader, Block block, EngineParts parts) {
        Header header = block.header();
        if (header.height().isGenesis()) {
            throw ApiFailure.field("block", "genesis has no transactions; give a height from 1 on");
        }
        Optional<StateView> parent = reader.chain()
                .read(engine ->
                        engine.stateAfter(header.parent(), header.height().minus(1)));
        if (parent.isEmpty()) {
            throw notRetained(header);
        }
        var environment = new BlockEnvironment(
                header.height(), header.time(), parts.producerOf(header).orElseThrow(() -> notRetained(header)));
        List<CheckedTransaction> transactions = stored(block, parts.transactionRules());
        return transactions.size() < block.body().transactions().size()
                ? Optional.empty()
                : tracing(parts, 0)
                        .block(parent.get(), environment, block.body().inherents(), transactions);
    }

    /** @param workers to plan for; as many as the node has when 0, and two when it has one */
    static Tracing tracing(EngineParts parts, int workers) {
        int own = Math.max(2, parts.executor().workers());
        return new Tracing(parts.rules(), parts.directory(), workers == 0 ? own : workers);
    }

    /** Their signatures were checked when the block was stored. */
    private static List<CheckedTransaction> stored(Block block, TransactionRules rules) {
        List<CheckedTransaction> transactions = new ArrayList<>();
        for (Bytes raw : block.body().transactions()) {
            if (rules.checkForm(raw) instanceof TransactionRules.Outcome.Checked checked) {
                transactions.add(checked.transaction());
            }
        }
        return transactions;
    }

    private static ApiFailure notRetained(Header header) {
        String height = header.height().toString();
        return new ApiFailure(
                ErrorReason.ERROR_REASON_STATE_NOT_RETAINED,
                "the node keeps neither how block " + height
                        + " was run nor the state before it, on which to run it again",
                Map.of("at", height));
    }
}
