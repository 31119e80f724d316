package org.banyan.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.banyan.api.guard.Turns;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.ChainHost;
import org.banyan.types.ChainId;
import org.banyan.types.specification.ParentChain;
import org.banyan.v1.ErrorReason;

/** Finds the chain that a request names: by its name, its id, or {@code main} for the first. */
final class HostedChains {
    static final String MAIN = "main";

    private final ChainHost host;
    private final Turns readers;

    /** @param readers takes turns at reading their states, blocks and proofs */
    HostedChains(ChainHost host, Turns readers) {
        this.host = host;
        this.readers = readers;
    }

    /** Answers a call that reads, when its turn comes. */
    <T> void read(StreamObserver<T> out, Supplier<T> work) {
        Answers.unary(out, () -> inTurn(work));
    }

    <T> T inTurn(Supplier<T> work) {
        return readers.take(ServiceRequestContext.current().remoteAddress(), work)
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_RATE_LIMITED,
                        "the node reads for others as much as it may at once; try again in a moment"));
    }

    ChainReader find(String chain) {
        return all().stream()
                .filter(running -> isNamed(running, chain))
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

    private static boolean isNamed(RunningChain running, String chain) {
        return running.name().equals(chain) || running.chainId().toString().equals(chain);
    }

    Optional<ChainReader> find(ChainId chain) {
        return host.chain(chain).map(ChainReader::new);
    }

    /** The root of a tree before its branches, else by name: what is first is the main chain, whatever the names of its children. */
    List<RunningChain> all() {
        List<RunningChain> hosted = host.chains();
        return hosted.stream()
                .sorted(Comparator.comparingInt((RunningChain chain) -> depth(chain, hosted))
                        .thenComparing(RunningChain::name))
                .toList();
    }

    /** Hosted ancestors on the longest way up; a chain's id holds those of its parents, so that there are no circles. */
    private static int depth(RunningChain chain, List<RunningChain> hosted) {
        return hosted.stream()
                .filter(other -> parents(chain).contains(other.chainId()))
                .mapToInt(parent -> 1 + depth(parent, hosted))
                .max()
                .orElse(0);
    }

    /** Ids of the chains that the specification names as parents. */
    static List<ChainId> parents(RunningChain chain) {
        return chain.specification().parents().stream()
                .map(ParentChain::chainId)
                .toList();
    }
}
