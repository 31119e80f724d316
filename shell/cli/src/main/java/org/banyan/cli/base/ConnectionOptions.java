package org.banyan.cli.base;

import org.banyan.sdk.ClientOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which node, which chain. */
public final class ConnectionOptions {
    @Mixin
    private final ApiOption api = new ApiOption();

    @Option(
            names = "--chain",
            paramLabel = "CHAIN",
            defaultValue = ClientOptions.CHAIN_DEFAULT,
            description = "Name or id of the chain (default: main).")
    private String chain = ClientOptions.CHAIN_DEFAULT;

    public ClientOptions client(Terminal terminal) {
        return client(terminal, chain);
    }

    /** The same node, but another of its chains. */
    public ClientOptions client(Terminal terminal, String other) {
        return api.client(terminal, other);
    }

    /** For a node whose address is known otherwise. */
    public ClientOptions client(String target) {
        return ApiOption.client(target, chain);
    }
}
