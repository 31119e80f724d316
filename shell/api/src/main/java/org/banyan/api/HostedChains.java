package org.banyan.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.ChainHost;
import org.banyan.v1.ErrorReason;

/** Finds the chain that a request names: by its name, its id, or {@code main} for the first. */
final class HostedChains {
    static final String MAIN = "main";

    private final ChainHost host;

    HostedChains(ChainHost host) {
        this.host = host;
    }

    ChainReader find(String chain) {
        return all().stream()
                .filter(running -> running.name().equals(chain)
                        || running.chainId().toString().equals(chain))
                .findFirst()
                .or(() -> chain.equals(MAIN) || chain.isEmpty() ? all().stream().findFirst() : Optional.empty())
                .map(ChainReader::new)
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_CHAIN_UNKNOWN,
                        "this node runs no chain " + chain,
                        Map.of(
                                "chain",
                                chain,
                                "known",
                                String.join(
                                        ",",
                                        all().stream().map(RunningChain::name).toList()))));
    }

    List<RunningChain> all() {
        return host.chains();
    }
}
