package org.banyan.sdk;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ErrorReason;

/** Turns a failed call into its reason: what the node said when it said so, else what the connection tells. */
final class Failures {
    private static final String DOMAIN = "banyan";
    private static final long RETRY_SECONDS_MAX = 30;
    private static final int CAUSES_MAX = 16;

    private final String target;

    Failures(String target) {
        this.target = target;
    }

    BanyanException of(StatusRuntimeException failed) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failed);
        if (status != null) {
            Optional<ErrorInfo> info = detail(status, ErrorInfo.class)
                    .filter(each -> each.getDomain().equals(DOMAIN));
            if (info.isPresent()) {
                String reason = info.get().getReason();
                String fix = info.get().getMetadataOrDefault(BanyanException.FIX, "");
                return BanyanException.named(reason, what(status, reason), metadata(status, info.get()), fix, failed);
            }
        }
        return ofConnection(failed);
    }

    /** How long the node asks to wait before the next attempt. */
    static Optional<Duration> retryDelay(BanyanException failed) {
        if (!(failed.getCause() instanceof StatusRuntimeException cause)) {
            return Optional.empty();
        }
        com.google.rpc.Status status = StatusProto.fromThrowable(cause);
        return status == null
                ? Optional.empty()
                : detail(status, RetryInfo.class)
                        .map(info -> Duration.ofSeconds(
                                Math.clamp(info.getRetryDelay().getSeconds(), 0L, RETRY_SECONDS_MAX),
                                Math.clamp(info.getRetryDelay().getNanos(), 0, 999_999_999)));
    }

    /** The message without its reason, and of the fields that are wrong what it does not say already. */
    private static String what(com.google.rpc.Status status, String reason) {
        String prefix = reason + ": ";
        String said = status.getMessage().startsWith(prefix)
                ? status.getMessage().substring(prefix.length())
                : status.getMessage();
        String more = detail(status, BadRequest.class).stream()
                .flatMap(bad -> bad.getFieldViolationsList().stream())
                .filter(violation -> !said.contains(violation.getDescription()))
                .map(violation -> violation.getField() + ": " + violation.getDescription())
                .collect(Collectors.joining("; "));
        return more.isEmpty() ? said : said + " (" + more + ")";
    }

    private static Map<String, String> metadata(com.google.rpc.Status status, ErrorInfo info) {
        Map<String, String> metadata = new TreeMap<>(info.getMetadataMap());
        metadata.remove(BanyanException.FIX);
        detail(status, BadRequest.class)
                .filter(bad -> bad.getFieldViolationsCount() == 1)
                .ifPresent(bad ->
                        metadata.putIfAbsent("field", bad.getFieldViolations(0).getField()));
        return metadata;
    }

    private BanyanException ofConnection(StatusRuntimeException failed) {
        Status status = failed.getStatus();
        String said = Optional.ofNullable(status.getDescription()).orElse("");
        // a node says its reason: without one, something on the way speaks, or something else answers
        ErrorReason reason = switch (status.getCode()) {
            case UNIMPLEMENTED -> ErrorReason.ERROR_REASON_NOT_SUPPORTED;
            case RESOURCE_EXHAUSTED -> ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> ErrorReason.ERROR_REASON_ARGUMENT_INVALID;
            default -> ErrorReason.ERROR_REASON_NODE_UNREACHABLE;
        };
        String what = switch (status.getCode()) {
            case UNAVAILABLE -> "no node answers (" + rootOf(failed, said) + ")";
            case DEADLINE_EXCEEDED -> "the node did not answer in time";
            case UNIMPLEMENTED, RESOURCE_EXHAUSTED, INVALID_ARGUMENT, OUT_OF_RANGE -> said;
            default -> "what answers there is no node, or the connection broke (" + rootOf(failed, said) + ")";
        };
        return BanyanException.of(
                reason,
                what,
                Map.of("target", target, "status", status.getCode().name()),
                failed);
    }

    /** "Connection refused" says more than "io exception". */
    private static String rootOf(StatusRuntimeException failed, String said) {
        String deepest = said;
        Throwable cause = failed.getCause();
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            deepest = String.valueOf(cause.getMessage());
            cause = cause.getCause();
        }
        return deepest.strip();
    }

    private static <T extends com.google.protobuf.Message> Optional<T> detail(
            com.google.rpc.Status status, Class<T> type) {
        for (Any each : status.getDetailsList()) {
            if (each.is(type)) {
                try {
                    return Optional.of(each.unpack(type));
                } catch (InvalidProtocolBufferException malformed) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
