package org.banyan.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ErrorReason;

/**
 * How to reach a node.
 *
 * @param api {@code http://host:port} or {@code https://host:port}
 * @param chain name or id of the chain that calls are about
 * @param timeout longest wait for one answer; waiting for a transaction and streams have their own
 * @param attempts how often a request is sent when nobody answers, at least 1
 */
public record ClientOptions(URI api, String chain, Duration timeout, int attempts) {
    public static final String API_DEFAULT = "http://localhost:7070";
    public static final String CHAIN_DEFAULT = "main";
    public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(20);
    public static final int ATTEMPTS_DEFAULT = 4;

    private static final int PORT_DEFAULT = 7070;

    public ClientOptions {
        boolean usable = ("http".equals(api.getScheme()) || "https".equals(api.getScheme()))
                && api.getHost() != null
                && api.getPort() <= 65_535;
        if (!usable) {
            throw invalid("api", api.toString(), "the address of a node is http://host:port or https://host:port");
        }
        if (chain.isEmpty()) {
            throw invalid("chain", chain, "a chain is given by its name or id");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw invalid("timeout", timeout.toString(), "a timeout must be positive");
        }
        if (attempts < 1) {
            throw invalid("attempts", Integer.toString(attempts), "at least one attempt is needed");
        }
    }

    /** @throws BanyanException (ARGUMENT_INVALID) if {@code api} is no address of a node */
    public static ClientOptions of(String api, String chain) {
        try {
            return new ClientOptions(URI.create(api.strip()), chain, TIMEOUT_DEFAULT, ATTEMPTS_DEFAULT);
        } catch (IllegalArgumentException malformed) {
            throw invalid("api", api, "the address of a node is http://host:port or https://host:port");
        }
    }

    public ClientOptions withAttempts(int count) {
        return new ClientOptions(api, chain, timeout, count);
    }

    public ClientOptions withTimeout(Duration longest) {
        return new ClientOptions(api, chain, longest, attempts);
    }

    boolean plaintext() {
        return "http".equals(api.getScheme());
    }

    int port() {
        return api.getPort() >= 0 ? api.getPort() : PORT_DEFAULT;
    }

    private static BanyanException invalid(String field, String actual, String what) {
        return BanyanException.of(
                ErrorReason.ERROR_REASON_ARGUMENT_INVALID, what, Map.of("field", field, "actual", actual));
    }
}
