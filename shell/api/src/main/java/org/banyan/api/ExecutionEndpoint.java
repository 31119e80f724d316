package org.banyan.api;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.banyan.api.ChainReader.Found;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.execution.Tracing;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.plan.BlockPlan;
import org.banyan.node.execution.ExecutionTimes;
import org.banyan.node.execution.KeptExecution;
import org.banyan.types.Bytes;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.Execution;
import org.banyan.v1.ExecutionServiceGrpc;
import org.banyan.v1.GetBlockGroupsRequest;
import org.banyan.v1.GetBlockGroupsResponse;
import org.banyan.v1.GetConflictsRequest;
import org.banyan.v1.GetConflictsResponse;
import org.banyan.v1.PreviewGroupsRequest;
import org.banyan.v1.PreviewGroupsResponse;

/** banyan.v1.ExecutionService. */
final class ExecutionEndpoint extends ExecutionServiceGrpc.ExecutionServiceImplBase {
    static final int PREVIEW_MAX = 1_000;
    static final int WORKERS_MAX = 256;

    private final HostedChains chains;
    private final BlockTraces traces = new BlockTraces();

    ExecutionEndpoint(HostedChains chains) {
        this.chains = chains;
    }

    @Override
    public void getBlockGroups(GetBlockGroupsRequest request, StreamObserver<GetBlockGroupsResponse> out) {
        Answers.unary(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            int size = Pages.size(request.getPageSize());
            int from = request.getPageToken().isEmpty() ? 0 : firstTask(request.getPageToken());
            Found found = chains.inTurn(() -> reader.block(request.getBlock()));
            Shown shown = shown(reader, found);
            int total = shown.plan().map(plan -> plan.tasks().size()).orElse(0);
            if (from > 0 && from >= total) {
                throw new ApiFailure(
                        ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID, "the page token is not one of this list");
            }
            var answer = GetBlockGroupsResponse.newBuilder()
                    .setBlock(
                            reader.reference(found.id(), found.block().header().height()))
                    .setExecution(chains.inTurn(() -> message(reader, shown, from, size)));
            return from + size >= total
                    ? answer.build()
                    : answer.setNextPageToken(Pages.encode(Integer.toString(from + size)))
                            .build();
        });
    }

    /** Waits for its turn at tracing first: who waits there keeps nobody from reading. */
    private <T> T traced(Supplier<T> work) {
        return traces.inTurn(() -> chains.inTurn(work));
    }

    private static int firstTask(String token) {
        String place = Pages.decode(token);
        if (place.isEmpty() || place.length() > 9 || !place.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ApiFailure(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID, "the page token is not one of this list");
        }
        return Integer.parseInt(place);
    }

    /**
     * What is known of a run.
     *
     * @param plan by which it ran, or would
     * @param traced whether the plan comes from a trace
     */
    private record Shown(
            ExecutionReport report, Optional<BlockPlan> plan, boolean traced, Optional<ExecutionTimes> times) {}

    private Shown shown(ChainReader reader, Found found) {
        Optional<KeptExecution> kept = reader.chain().executions().find(found.id());
        if (kept.isPresent() && kept.get().report().plan().isPresent()) {
            ExecutionReport report = kept.get().report();
            return new Shown(report, report.plan(), false, kept.get().times());
        }
        boolean empty = found.block().body().transactions().isEmpty();
        if (kept.isPresent() && empty) {
            return new Shown(
                    kept.get().report(), Optional.empty(), false, kept.get().times());
        }
        try {
            ExecutionReport traced =
                    traced(() -> BlockTraces.trace(reader, found)).report();
            ExecutionReport report = kept.map(KeptExecution::report).orElse(traced);
            return new Shown(report, traced.plan(), true, kept.flatMap(KeptExecution::times));
        } catch (ApiFailure untraceable) {
            return kept.map(execution -> new Shown(execution.report(), Optional.empty(), false, execution.times()))
                    .orElseThrow(() -> untraceable);
        }
    }

    private static Execution message(ChainReader reader, Shown shown, int from, int size) {
        ExecutionMessages messages = new ExecutionMessages(reader);
        ExecutionReport report = shown.report();
        Execution.Builder message = messages.execution(report);
        shown.plan().ifPresent(plan -> {
            Optional<ExecutionTimes> ofPlan = shown.traced() ? Optional.empty() : shown.times();
            int workers = shown.traced() ? Math.max(2, report.workers()) : report.workers();
            message.setUnits(plan.groups().total() + plan.groups().serial())
                    .setPlan(messages.plan(plan, workers, ofPlan, from, size).toBuilder()
                            .setTraced(shown.traced()));
        });
        shown.times().ifPresent(times -> message.setTimes(ExecutionMessages.times(times, report)));
        return message.build();
    }

    @Override
    public void previewGroups(PreviewGroupsRequest request, StreamObserver<PreviewGroupsResponse> out) {
        Answers.unary(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            if (request.getTransactionsCount() > PREVIEW_MAX) {
                throw new ApiFailure(
                        ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE,
                        "a preview takes at most " + PREVIEW_MAX + " transactions",
                        Map.of("limit", Integer.toString(PREVIEW_MAX)));
            }
            if (request.getTransactionsCount() == 0) {
                throw ApiFailure.field("transactions", "give at least one transaction");
            }
            if (request.getWorkers() < 0 || request.getWorkers() > WORKERS_MAX) {
                throw ApiFailure.field("workers", "give a number from 0 to " + WORKERS_MAX);
            }
            List<CheckedTransaction> transactions = checked(reader, request);
            return traced(() -> preview(reader, transactions, request.getWorkers()));
        });
    }

    private static List<CheckedTransaction> checked(ChainReader reader, PreviewGroupsRequest request) {
        TransactionRules rules = reader.chain().transactionRules();
        List<CheckedTransaction> transactions = new ArrayList<>();
        for (var each : request.getTransactionsList()) {
            switch (rules.checkForTrial(Bytes.wrap(each.toByteArray()))) {
                case TransactionRules.Outcome.Checked checked -> transactions.add(checked.transaction());
                case TransactionRules.Outcome.Refused refused ->
                    throw new ApiFailure(
                            ApiFailure.reasonOf(refused.verdict().rule()),
                            "transaction " + transactions.size() + ": "
                                    + refused.verdict().reason(),
                            Map.of("transaction", Integer.toString(transactions.size())));
            }
        }
        return transactions;
    }

    private static PreviewGroupsResponse preview(
            ChainReader reader, List<CheckedTransaction> transactions, int workers) {
        return reader.at(ChainReader.LATEST, point -> {
            var environment = new BlockEnvironment(
                    point.header().height().next(), point.header().time(), SystemAddresses.KERNEL);
            Tracing.Traced traced = BlockTraces.tracing(point.parts(), workers)
                    .preview(
                            point.state(),
                            environment,
                            transactions,
                            point.parts().rules().specification().limits().blockCost());
            ExecutionReport report = traced.report();
            Shown shown = new Shown(report, report.plan(), true, Optional.empty());
            ExecutionMessages messages = new ExecutionMessages(reader);
            var answer = PreviewGroupsResponse.newBuilder()
                    .setAt(reader.reference(point.id(), point.header().height()))
                    .setExecution(message(reader, shown, 0, PREVIEW_MAX));
            traced.transactions().forEach(each -> answer.addTransactions(messages.access(each)));
            return answer.build();
        });
    }

    @Override
    public void getConflicts(GetConflictsRequest request, StreamObserver<GetConflictsResponse> out) {
        Answers.unary(out, () -> traced(() -> new ConflictReports(chains).answer(request)));
    }
}
