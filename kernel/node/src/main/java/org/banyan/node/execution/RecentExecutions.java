package org.banyan.node.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.types.BlockId;

/** How the newest blocks of one chain were run on this node, as long as there is room. Thread-safe; {@link #keep} on the chain's lane. */
public final class RecentExecutions {
    /** Blocks that are kept. */
    public static final int BLOCKS_MAX = 512;

    /** Transactions of all kept blocks together; the newest block is kept in any case. A transaction takes some 20 to 60 bytes here. */
    public static final int TRANSACTIONS_MAX = 200_000;

    private final ExecutionRecorder recorder;
    private final Map<BlockId, KeptExecution> kept = new LinkedHashMap<>();
    private long transactions;

    public RecentExecutions(ExecutionRecorder recorder) {
        this.recorder = recorder;
    }

    /** Keeps the report with what was measured, and forgets the oldest for it. */
    public synchronized KeptExecution keep(BlockId block, ExecutionReport report) {
        KeptExecution execution = new KeptExecution(report, recorder.claim(report));
        KeptExecution before = kept.put(block, execution);
        transactions +=
                report.transactions() - (before == null ? 0 : before.report().transactions());
        var oldest = kept.values().iterator();
        while (kept.size() > 1 && (kept.size() > BLOCKS_MAX || transactions > TRANSACTIONS_MAX)) {
            transactions -= oldest.next().report().transactions();
            oldest.remove();
        }
        return execution;
    }

    public synchronized Optional<KeptExecution> find(BlockId block) {
        return Optional.ofNullable(kept.get(block));
    }
}
