package org.banyan.api;

import java.util.Map;
import java.util.TreeMap;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.v1.ErrorReason;

/** A request that cannot be answered, with its stable reason. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String PREFIX = "ERROR_REASON_";

    private final ErrorReason reason;
    private final transient Map<String, String> metadata;

    ApiFailure(ErrorReason reason, String message, Map<String, String> metadata) {
        super(message, null, false, false);
        this.reason = reason;
        this.metadata = new TreeMap<>(metadata);
    }

    ApiFailure(ErrorReason reason, String message) {
        this(reason, message, Map.of());
    }

    static ApiFailure field(String field, String message) {
        return new ApiFailure(
                ErrorReason.ERROR_REASON_ARGUMENT_INVALID, field + ": " + message, Map.of("field", field));
    }

    /** The public reason of a refused transaction: the rule's own name. */
    static ApiFailure refused(Verdict.Rejected verdict) {
        return new ApiFailure(reasonOf(verdict.rule()), verdict.reason());
    }

    static ErrorReason reasonOf(RuleId rule) {
        String name = rule.text().replace('-', '_');
        if (name.equals("POOL_KNOWN")) {
            return ErrorReason.ERROR_REASON_TX_DUPLICATE;
        }
        for (ErrorReason reason : ErrorReason.values()) {
            if (reason.name().equals(PREFIX + name)) {
                return reason;
            }
        }
        return ErrorReason.ERROR_REASON_TX_MALFORMED;
    }

    ErrorReason reason() {
        return reason;
    }

    /** The reason as clients see it, without the enum's prefix. */
    static String publicName(ErrorReason reason) {
        return reason.name().substring(PREFIX.length());
    }

    Map<String, String> metadata() {
        return metadata;
    }
}
