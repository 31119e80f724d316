package org.banyan.api;

import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.MissingPluginException;
import org.banyan.types.ChainId;
import org.banyan.v1.DevServiceGrpc;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.StartChainRequest;
import org.banyan.v1.StartChainResponse;

/** banyan.v1.DevService. */
final class DevEndpoint extends DevServiceGrpc.DevServiceImplBase {
    /** Largest genesis.conf. */
    static final int GENESIS_BYTES_MAX = 1 << 20;

    private final HostedChains chains;
    private final Function<String, RunningChain> starter;
    private final boolean development;

    DevEndpoint(HostedChains chains, Function<String, RunningChain> starter, boolean development) {
        this.chains = chains;
        this.starter = starter;
        this.development = development;
    }

    @Override
    public void startChain(StartChainRequest request, StreamObserver<StartChainResponse> out) {
        Answers.unary(out, () -> {
            requireAllowed(request.getGenesis());
            return start(request.getGenesis());
        });
    }

    private void requireAllowed(String genesis) {
        if (!development) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_NOT_SUPPORTED,
                    "this node is not one of a development network, so that chains are started by its operator alone",
                    Map.of("feature", "DevService"));
        }
        if (genesis.isBlank()) {
            throw ApiFailure.field("genesis", "give the text of a genesis.conf");
        }
        int bytes = genesis.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > GENESIS_BYTES_MAX) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_REQUEST_TOO_LARGE,
                    "the genesis has " + bytes + " bytes, more than " + GENESIS_BYTES_MAX,
                    Map.of(
                            "field",
                            "genesis",
                            "limit",
                            Integer.toString(GENESIS_BYTES_MAX),
                            "actual",
                            Integer.toString(bytes)));
        }
    }

    /** One at a time, so that the answer says truly who started it. */
    private synchronized StartChainResponse start(String genesis) {
        Set<ChainId> before = chains.all().stream().map(RunningChain::chainId).collect(Collectors.toUnmodifiableSet());
        RunningChain chain;
        try {
            chain = starter.apply(genesis);
        } catch (RefusalException refused) {
            throw failure(refused);
        } catch (MissingPluginException | IllegalArgumentException unfit) {
            // what the text asks for and this node does not have, or does not take
            throw ApiFailure.field("genesis", String.valueOf(unfit.getMessage()));
        }
        return StartChainResponse.newBuilder()
                .setChainId(chain.chainId().toString())
                .setName(chain.name())
                .setStarted(!before.contains(chain.chainId()))
                .build();
    }

    /** The node's own words, which list every problem and say what to do. */
    private static ApiFailure failure(RefusalException refused) {
        String words = Optional.ofNullable(refused.getMessage()).orElse("the node refuses the chain");
        Map<String, String> exit =
                Map.of("exit", Integer.toString(refused.code().number()));
        return switch (refused.code()) {
            case CONFIG, USAGE ->
                new ApiFailure(
                        ErrorReason.ERROR_REASON_ARGUMENT_INVALID,
                        words,
                        Map.of(
                                "field",
                                "genesis",
                                "exit",
                                Integer.toString(refused.code().number())));
            case GENESIS_MISMATCH, DIRECTORY_IN_USE ->
                new ApiFailure(ErrorReason.ERROR_REASON_CHAIN_CONFLICT, words, exit);
            default -> new ApiFailure(ErrorReason.ERROR_REASON_CHAIN_NOT_STARTED, words, exit);
        };
    }
}
