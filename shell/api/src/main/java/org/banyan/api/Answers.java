package org.banyan.api;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.banyan.node.chain.ChainUnavailableException;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.ErrorsProto;
import org.banyan.v1.ReasonRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a call, or refuses it with a {@code google.rpc.Status} whose details name the reason. */
final class Answers {
    static final String DOMAIN = "banyan";
    private static final long RETRY_SECONDS = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    static <T> void unary(StreamObserver<T> out, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (RuntimeException failure) {
            out.onError(toStatus(failure));
            return;
        }
        out.onNext(answer);
        out.onCompleted();
    }

    static StatusRuntimeException toStatus(RuntimeException failure) {
        return switch (failure) {
            case ApiFailure known -> status(known);
            case ChainUnavailableException busy ->
                status(new ApiFailure(
                        ErrorReason.ERROR_REASON_NODE_NOT_READY,
                        Optional.ofNullable(busy.getMessage()).orElse("the chain is busy"),
                        Map.of("state", busy.reason().name())));
            default -> internal(failure);
        };
    }

    /** A defect of ours: the caller learns where to look, the log has the rest. */
    private static StatusRuntimeException internal(RuntimeException failure) {
        String incident = Long.toHexString(System.nanoTime());
        LOG.atError().addKeyValue("incident", incident).setCause(failure).log("a request failed by a defect");
        return status(new ApiFailure(
                ErrorReason.ERROR_REASON_INTERNAL,
                "the node failed; its log has the incident " + incident,
                Map.of("incident", incident)));
    }

    static StatusRuntimeException status(ApiFailure failure) {
        ReasonRule rule = rule(failure.reason());
        String message = Optional.ofNullable(failure.getMessage()).orElse(rule.getCause());
        Status.Builder status = Status.newBuilder()
                .setCode(rule.getCodeValue())
                .setMessage(ApiFailure.publicName(failure.reason()) + ": " + message)
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(ApiFailure.publicName(failure.reason()))
                        .setDomain(DOMAIN)
                        .putAllMetadata(failure.metadata())
                        .putMetadata("fix", rule.getFix())
                        .build()));
        Optional.ofNullable(failure.metadata().get("field"))
                .ifPresent(field -> status.addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                                .setField(field)
                                .setDescription(message))
                        .build())));
        if (rule.getRetryable()) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_SECONDS))
                    .build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    static ReasonRule rule(ErrorReason reason) {
        return reason.getValueDescriptor().getOptions().getExtension(ErrorsProto.rule);
    }
}
