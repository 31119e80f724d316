package org.banyan.sdk.error;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.ErrorsProto;
import org.banyan.v1.ReasonRule;
import org.jspecify.annotations.Nullable;

/**
 * A request was refused or nobody answered it. The message holds reason, cause, metadata and what to do, so that a log line is enough.
 *
 * <p>A packed transaction that failed in its contract is no exception: its receipt says so.
 */
public final class BanyanException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String PREFIX = "ERROR_REASON_";

    /** Key under which a node may put its advice into the metadata. */
    public static final String FIX = "fix";

    private final String reason;
    private final String what;
    private final String fix;
    private final boolean retryable;
    private final transient Map<String, String> metadata;
    private final ErrorReason known;

    private BanyanException(
            String reason,
            ErrorReason known,
            String what,
            Map<String, String> metadata,
            String fix,
            boolean retryable,
            @Nullable Throwable cause) {
        super(reason + ": " + what + where(metadata) + (fix.isEmpty() ? "" : "; " + fix), cause);
        this.reason = reason;
        this.known = known;
        this.what = what;
        this.metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        this.fix = fix;
        this.retryable = retryable;
    }

    /** @param what empty for the reason's own words */
    public static BanyanException of(ErrorReason reason, String what, Map<String, String> metadata) {
        return of(reason, what, metadata, null);
    }

    public static BanyanException of(
            ErrorReason reason, String what, Map<String, String> metadata, @Nullable Throwable cause) {
        ReasonRule rule = rule(reason);
        return new BanyanException(
                name(reason),
                reason,
                what.isEmpty() ? rule.getCause() : what,
                metadata,
                rule.getFix(),
                rule.getRetryable(),
                cause);
    }

    /**
     * A reason as it stands in an ErrorInfo; one that this version does not know is kept as it is.
     *
     * @param fix what the node advises; empty for the reason's own advice
     */
    public static BanyanException named(
            String reason, String what, Map<String, String> metadata, String fix, @Nullable Throwable cause) {
        ErrorReason known = parse(reason);
        if (known == ErrorReason.UNRECOGNIZED) {
            return new BanyanException(reason, known, what, metadata, fix, false, cause);
        }
        ReasonRule rule = rule(known);
        return new BanyanException(
                reason,
                known,
                what.isEmpty() ? rule.getCause() : what,
                metadata,
                fix.isEmpty() ? rule.getFix() : fix,
                rule.getRetryable(),
                cause);
    }

    /** Name of a reason as in errors: without the enum's prefix. */
    public static String name(ErrorReason reason) {
        return reason.name().substring(PREFIX.length());
    }

    /** What every client may rely on for a reason. */
    public static ReasonRule rule(ErrorReason reason) {
        return reason.getValueDescriptor().getOptions().getExtension(ErrorsProto.rule);
    }

    private static ErrorReason parse(String reason) {
        try {
            return ErrorReason.valueOf(PREFIX + reason);
        } catch (IllegalArgumentException later) {
            return ErrorReason.UNRECOGNIZED;
        }
    }

    /** Stable name such as {@code TX_WRONG_CHAIN}. */
    public String reason() {
        return reason;
    }

    /** The reason as an enum; {@code UNRECOGNIZED} when a newer node sent one that this version does not know. */
    public ErrorReason known() {
        return known;
    }

    /** What is wrong, in one sentence. */
    public String what() {
        return what;
    }

    /** Facts such as {@code expected} and {@code actual}, sorted. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** What to do, in one sentence; empty when unknown. */
    public String fix() {
        return fix;
    }

    /** Whether the same request may succeed later without a change. */
    public boolean retryable() {
        return retryable;
    }

    private static String where(Map<String, String> metadata) {
        return metadata.isEmpty()
                ? ""
                : new TreeMap<>(metadata)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(" ", " [", "]"));
    }
}
