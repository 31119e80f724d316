package org.banyan.api;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.banyan.api.guard.ApiLimits;
import org.banyan.api.guard.Callers;
import org.banyan.api.guard.Turns;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.Views;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CodecException;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.Finality;
import org.banyan.v1.GetTransactionRequest;
import org.banyan.v1.GetTransactionResponse;
import org.banyan.v1.SimulateRequest;
import org.banyan.v1.SimulateResponse;
import org.banyan.v1.SubmitAndWaitRequest;
import org.banyan.v1.SubmitAndWaitResponse;
import org.banyan.v1.SubmitBatchRequest;
import org.banyan.v1.SubmitBatchResponse;
import org.banyan.v1.SubmitRequest;
import org.banyan.v1.SubmitResponse;
import org.banyan.v1.SubmitResult;
import org.banyan.v1.SubscribeStatusRequest;
import org.banyan.v1.SubscribeStatusResponse;
import org.banyan.v1.TransactionServiceGrpc;
import org.banyan.v1.TransactionStage;
import org.banyan.v1.TransactionStatus;

/** banyan.v1.TransactionService. */
final class TransactionEndpoint extends TransactionServiceGrpc.TransactionServiceImplBase {
    static final int BATCH_MAX = 1_000;
    static final int WAIT_SECONDS_DEFAULT = 30;
    static final int WAIT_SECONDS_MAX = 120;

    private final HostedChains chains;
    private final Callers callers;
    private final ApiLimits limits;

    /** Takes turns at verifying signatures, so that however many submit, the chain's lane finds a processor. */
    private final Turns verifying = new Turns(Runtime.getRuntime().availableProcessors());

    TransactionEndpoint(HostedChains chains, Callers callers, ApiLimits limits) {
        this.chains = chains;
        this.callers = callers;
        this.limits = limits;
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitResponse> out) {
        Answers.unary(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            TransactionId id = admit(reader, bytes(request.getTransaction()));
            return SubmitResponse.newBuilder()
                    .setId(id.toString())
                    .setHead(reader.head())
                    .build();
        });
    }

    private TransactionId admit(ChainReader reader, Bytes envelope) {
        SocketAddress caller = requireWelcome();
        Verdict verdict = reader.chain().submit(envelope, this::verify);
        if (verdict instanceof Verdict.Rejected rejected) {
            callers.refused(caller, weight(rejected));
            throw ApiFailure.refused(rejected);
        }
        return id(reader, envelope).orElseThrow();
    }

    private void verify(Runnable check) {
        boolean done = verifying
                .take(ServiceRequestContext.current().remoteAddress(), () -> {
                    check.run();
                    return true;
                })
                .orElse(false);
        if (!done) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_RATE_LIMITED,
                    "the node verifies for others as much as it may at once; try again in a moment");
        }
    }

    /** Whoever has had too much refused waits, before anything of it is looked at. */
    private SocketAddress requireWelcome() {
        SocketAddress caller = ServiceRequestContext.current().remoteAddress();
        if (!callers.maySubmit(caller)) {
            throw CallGuard.limited(Callers.Limit.REFUSALS, limits);
        }
        return caller;
    }

    private static int weight(Verdict.Rejected rejected) {
        ErrorReason reason = ApiFailure.reasonOf(rejected.rule());
        return reason == ErrorReason.ERROR_REASON_TX_SIGNATURE_INVALID
                        || reason == ErrorReason.ERROR_REASON_TX_SIGNATURE_NOT_CANONICAL
                        || reason == ErrorReason.ERROR_REASON_TX_UNAUTHORIZED
                ? ApiLimits.SIGNATURE_WEIGHT
                : 1;
    }

    private static Optional<TransactionId> id(ChainReader reader, Bytes envelope) {
        try {
            return Optional.of(SignedTransaction.decode(
                            envelope, reader.chain().rules().suite().hash())
                    .id());
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.wrap(bytes.toByteArray());
    }

    @Override
    public void submitBatch(SubmitBatchRequest request, StreamObserver<SubmitBatchResponse> out) {
        Answers.unary(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            if (request.getTransactionsCount() > BATCH_MAX) {
                throw new ApiFailure(
                        ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE,
                        "a batch has at most " + BATCH_MAX + " transactions",
                        Map.of("limit", Integer.toString(BATCH_MAX)));
            }
            var envelopes = request.getTransactionsList().stream()
                    .map(TransactionEndpoint::bytes)
                    .toList();
            SocketAddress caller = requireWelcome();
            var verdicts = reader.chain().submitAll(envelopes);
            callers.refused(
                    caller,
                    verdicts.stream()
                            .filter(Verdict.Rejected.class::isInstance)
                            .mapToInt(verdict -> weight((Verdict.Rejected) verdict))
                            .sum());
            var answer = SubmitBatchResponse.newBuilder().setHead(reader.head());
            for (int i = 0; i < envelopes.size(); i++) {
                var result = SubmitResult.newBuilder()
                        .setId(id(reader, envelopes.get(i))
                                .map(TransactionId::toString)
                                .orElse(""));
                if (verdicts.get(i) instanceof Verdict.Rejected rejected) {
                    result.setReason(ApiFailure.publicName(ApiFailure.reasonOf(rejected.rule())))
                            .setMessage(rejected.reason());
                }
                answer.addResults(result);
            }
            return answer.build();
        });
    }

    @Override
    public void submitAndWait(SubmitAndWaitRequest request, StreamObserver<SubmitAndWaitResponse> out) {
        Answers.unary(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            Finality until = until(request.getUntil());
            try (TransactionWatch watch = TransactionWatch.open(reader)) {
                TransactionId id = admit(reader, bytes(request.getTransaction()));
                TransactionStatus status = watch.await(id, until, waitNanos(request.getTimeoutSeconds()));
                return SubmitAndWaitResponse.newBuilder().setStatus(status).build();
            }
        });
    }

    private static Finality until(Finality asked) {
        return switch (asked) {
            case FINALITY_UNSPECIFIED -> Finality.FINALITY_PACKED;
            case FINALITY_PACKED, FINALITY_FAST, FINALITY_SUBSTANTIAL, FINALITY_FINAL -> asked;
            case FINALITY_PENDING, UNRECOGNIZED ->
                throw ApiFailure.field("until", "give FINALITY_PACKED, FAST, SUBSTANTIAL or FINAL");
        };
    }

    private static long waitNanos(int seconds) {
        if (seconds < 0 || seconds > WAIT_SECONDS_MAX) {
            throw ApiFailure.field("timeout_seconds", "give a number from 0 to " + WAIT_SECONDS_MAX);
        }
        return TimeUnit.SECONDS.toNanos(seconds == 0 ? WAIT_SECONDS_DEFAULT : seconds);
    }

    @Override
    public void simulate(SimulateRequest request, StreamObserver<SimulateResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            TransactionRules rules = reader.chain().transactionRules();
            var checked = switch (rules.checkForTrial(bytes(request.getTransaction()))) {
                case TransactionRules.Outcome.Refused refused -> throw ApiFailure.refused(refused.verdict());
                case TransactionRules.Outcome.Checked done -> done.transaction();
            };
            return reader.at(ChainReader.LATEST, point -> {
                var environment = new BlockEnvironment(
                        point.header().height().next(), point.header().time(), SystemAddresses.KERNEL);
                Views.Trial trial = point.parts().views().trial(point.state(), environment, checked);
                return SimulateResponse.newBuilder()
                        .setReceipt(new TransactionMessages(reader).trial(trial.receipt(), checked.signed()))
                        .setFee(trial.feeLimit().toString())
                        .setAt(reader.reference(point.id(), point.header().height()))
                        .build();
            });
        });
    }

    @Override
    public void getTransaction(GetTransactionRequest request, StreamObserver<GetTransactionResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            TransactionId id = ChainReader.transactionId(request.getId());
            TransactionMessages messages = new TransactionMessages(reader);
            var place = messages.required(id);
            return GetTransactionResponse.newBuilder()
                    .setTransaction(messages.transaction(messages.signed(place)))
                    .setStatus(messages.status(id, place))
                    .build();
        });
    }

    @Override
    public void subscribeStatus(SubscribeStatusRequest request, StreamObserver<SubscribeStatusResponse> out) {
        TransactionStatus last = TransactionStatus.getDefaultInstance();
        try {
            ChainReader reader = chains.find(request.getChain());
            TransactionId id = ChainReader.transactionId(request.getId());
            try (TransactionWatch watch = TransactionWatch.open(reader)) {
                do {
                    TransactionStatus next = watch.next(id, last, TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX));
                    out.onNext(
                            SubscribeStatusResponse.newBuilder().setStatus(next).build());
                    last = next;
                } while (last.getStage() == TransactionStage.TRANSACTION_STAGE_PENDING
                        || last.getStage() == TransactionStage.TRANSACTION_STAGE_PACKED);
            }
            out.onCompleted();
        } catch (RuntimeException failure) {
            out.onError(Answers.toStatus(failure));
        }
    }
}
