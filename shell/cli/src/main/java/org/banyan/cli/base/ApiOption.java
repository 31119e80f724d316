package org.banyan.cli.base;

import java.time.Duration;
import org.banyan.sdk.ClientOptions;
import picocli.CommandLine.Option;

/** Which node. */
public final class ApiOption {
    /** Environment variable with the address of a node. */
    public static final String VARIABLE = "BANYAN_API";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Address of the node; else $BANYAN_API, else http://localhost:7070.")
    private String api = "";

    /**
     * One attempt: at a terminal it is better to know at once that no node runs.
     *
     * @param chain name or id
     */
    public ClientOptions client(Terminal terminal, String chain) {
        String target = api.isEmpty() ? terminal.environment().getOrDefault(VARIABLE, ClientOptions.API_DEFAULT) : api;
        return client(target, chain);
    }

    /** Another node than the option's. */
    public static ClientOptions client(String target, String chain) {
        return ClientOptions.of(target, chain).withAttempts(1).withTimeout(TIMEOUT);
    }
}
