package org.banyan.api;

import com.google.rpc.Status;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.banyan.sdk.json.Json;
import org.banyan.v1.ErrorReason;
import org.jspecify.annotations.Nullable;

/** Refusals from below the endpoints, in the same forms as theirs: before a call is let in, and when its bytes cannot be taken. */
final class Refusals {
    private static final String GRPC = "application/grpc";

    private Refusals() {}

    /** A whole answer for a call that nobody looked at. */
    static HttpResponse response(RequestHeaders request, ApiFailure failure) {
        StatusRuntimeException refused = Answers.status(failure);
        String type =
                Optional.ofNullable(request.get(HttpHeaderNames.CONTENT_TYPE)).orElse("");
        return type.startsWith(GRPC) ? trailers(refused, type) : json(refused, failure);
    }

    private static HttpResponse trailers(StatusRuntimeException refused, String type) {
        Status details = StatusProto.fromThrowable(refused);
        var headers = ResponseHeaders.builder(HttpStatus.OK)
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .endOfStream(true) // a refusal without a body, or clients of streams find none and say INTERNAL
                .setInt("grpc-status", refused.getStatus().getCode().value())
                .set("grpc-message", percentEncoded(refused.getStatus().getDescription()));
        if (details != null) {
            headers.set(
                    "grpc-status-details-bin",
                    Base64.getEncoder().withoutPadding().encodeToString(details.toByteArray()));
        }
        return HttpResponse.of(headers.build());
    }

    private static String percentEncoded(@Nullable String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte next : (text == null ? "" : text).getBytes(StandardCharsets.UTF_8)) {
            if (next >= ' ' && next < 0x7f && next != '%') {
                encoded.append((char) next);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", next & 0xff));
            }
        }
        return encoded.toString();
    }

    private static HttpResponse json(StatusRuntimeException refused, ApiFailure failure) {
        var metadata = Json.object();
        failure.metadata().forEach((name, value) -> metadata.put(name, value));
        metadata.put("fix", Answers.rule(failure.reason()).getFix());
        var info = Json.object()
                .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .put("reason", ApiFailure.publicName(failure.reason()))
                .put("domain", Answers.DOMAIN)
                .put("metadata", metadata.build())
                .build();
        var body = Json.object()
                .put("code", refused.getStatus().getCode().value())
                .put("grpc-code", refused.getStatus().getCode().name())
                .put("message", String.valueOf(refused.getStatus().getDescription()))
                .put("details", List.of(info))
                .build();
        return HttpResponse.of(HttpStatus.TOO_MANY_REQUESTS, MediaType.JSON, body.toString());
    }

    /** The status of a call that failed below its endpoint, with the reason in its details where we know it. */
    static io.grpc.Status status(io.grpc.Status status, Throwable cause, Metadata trailers, int requestBytes) {
        Optional<ApiFailure> known = known(status, cause, requestBytes);
        if (known.isEmpty()) {
            return status;
        }
        StatusRuntimeException refused = Answers.status(known.get());
        Optional.ofNullable(refused.getTrailers()).ifPresent(trailers::merge);
        return refused.getStatus();
    }

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** Whether an endpoint said so, with its reason. */
    private static boolean isOurs(Throwable cause) {
        Metadata trailers = cause instanceof StatusRuntimeException known ? known.getTrailers() : null;
        return trailers != null && trailers.containsKey(DETAILS);
    }

    private static Optional<ApiFailure> known(io.grpc.Status status, Throwable cause, int requestBytes) {
        if (cause instanceof ApiFailure ours) {
            return Optional.of(ours);
        }
        boolean tooLarge = cause instanceof ContentTooLargeException
                || status.getCode() == io.grpc.Status.Code.RESOURCE_EXHAUSTED && !isOurs(cause);
        return tooLarge
                ? Optional.of(new ApiFailure(
                        ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE,
                        "the request is larger than " + requestBytes + " bytes, unpacked",
                        Map.of("limit", Integer.toString(requestBytes))))
                : Optional.empty();
    }
}
