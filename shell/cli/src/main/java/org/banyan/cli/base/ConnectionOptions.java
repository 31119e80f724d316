package org.banyan.cli.base;

import java.time.Duration;
import org.banyan.sdk.ClientOptions;
import picocli.CommandLine.Option;

/** Which node, which chain. */
public final class ConnectionOptions {
    /** Environment variable with the address of a node. */
    public static final String API_VARIABLE = "BANYAN_API";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Address of the node; else $BANYAN_API, else http://localhost:7070.")
    private String api = "";

    @Option(
            names = "--chain",
            paramLabel = "CHAIN",
            defaultValue = ClientOptions.CHAIN_DEFAULT,
            description = "Name or id of the chain (default: main).")
    private String chain = ClientOptions.CHAIN_DEFAULT;

    /** One attempt: at a terminal it is better to know at once that no node runs. */
    public ClientOptions client(Terminal terminal) {
        String target =
                api.isEmpty() ? terminal.environment().getOrDefault(API_VARIABLE, ClientOptions.API_DEFAULT) : api;
        return ClientOptions.of(target, chain).withAttempts(1).withTimeout(TIMEOUT);
    }
}
