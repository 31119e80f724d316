package org.banyan.core.execution;

import org.banyan.core.state.Overlay;

/** One way to run a block's transactions; the results of all of them are the same. Confined to the thread that runs the block. */
interface BlockStage {
    /** Fills in the receipts and leaves the transactions' changes in {@code state}, until the block's cost is used up. */
    ExecutionReport run(Receipts.Block block, Overlay state, Receipts receipts, ExecutionWatch.Run heard);

    /** One after another, heard by {@code listener}. */
    static BlockStage inOrder(TransactionRun run, AccessListener listener) {
        return (block, state, receipts, heard) -> {
            heard.begins(ExecutionWatch.Phase.IN_ORDER);
            receipts.runInOrder(0, run, block, state, listener);
            return ExecutionReport.inOrder(ExecutionReport.Way.IN_ORDER, 1, receipts.count());
        };
    }
}
