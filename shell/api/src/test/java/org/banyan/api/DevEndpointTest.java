package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.banyan.api.guard.Turns;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.chain.ThreadLane;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.HostParts;
import org.banyan.node.host.Plugins;
import org.banyan.types.Timestamp;
import org.banyan.v1.StartChainRequest;
import org.banyan.v1.StartChainResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevEndpointTest {
    private final List<String> started = new ArrayList<>();

    /** The reason and the words with which the endpoint refuses. */
    private record Refused(String reason, String message, ErrorInfo info) {}

    private Refused refused(boolean development, String genesis, Function<String, RunningChain> starter) {
        var plugins =
                new Plugins(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        List<Throwable> failures = new ArrayList<>();
        try (ChainHost host = new ChainHost(new HostParts(
                plugins,
                () -> new Timestamp(1),
                Runnable::run,
                new SequentialRunner(),
                ThreadLane::new,
                plan -> ChainObserver.NONE,
                (chain, failure) -> {}))) {
            new DevEndpoint(new HostedChains(host, new Turns(1)), starter, development)
                    .startChain(
                            StartChainRequest.newBuilder().setGenesis(genesis).build(), new StreamObserver<>() {
                                @Override
                                public void onNext(StartChainResponse value) {
                                    throw new AssertionError("an answer: " + value);
                                }

                                @Override
                                public void onError(Throwable failure) {
                                    failures.add(failure);
                                }

                                @Override
                                public void onCompleted() {}
                            });
        }
        var status = StatusProto.fromThrowable(failures.getFirst());
        try {
            ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
            return new Refused(info.getReason(), status.getMessage(), info);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private RunningChain remembered(String genesis) {
        started.add(genesis);
        throw new AssertionError("a chain was started");
    }

    @Test
    void nothing_is_started_off_development_networks() {
        Refused refused = refused(false, "name = supply", this::remembered);

        assertThat(refused.reason()).isEqualTo("NOT_SUPPORTED");
        assertThat(started).isEmpty();
    }

    @Test
    void an_empty_text_and_one_that_is_too_large_are_refused_before_anything_reads_them() {
        assertThat(refused(true, " \n", this::remembered).reason()).isEqualTo("ARGUMENT_INVALID");

        // two bytes each: the limit counts bytes
        Refused large = refused(true, "é".repeat(DevEndpoint.GENESIS_BYTES_MAX / 2 + 1), this::remembered);

        assertThat(large.reason()).isEqualTo("REQUEST_TOO_LARGE");
        assertThat(large.info().getMetadataMap())
                .containsEntry("limit", "1048576")
                .containsEntry("actual", "1048578");
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIG, ARGUMENT_INVALID, 3",
        "GENESIS_MISMATCH, CHAIN_CONFLICT, 4",
        "DIRECTORY_IN_USE, CHAIN_CONFLICT, 5",
        "STORE, CHAIN_NOT_STARTED, 6",
        "KEY, CHAIN_NOT_STARTED, 7"
    })
    void the_nodes_own_words_are_passed_on_with_every_problem(ExitCode code, String reason, String exit) {
        String words = "the genesis is no chain specification:\n  name: is missing\n  fees: is missing";

        Refused refused = refused(true, "x = 1", text -> {
            throw new RefusalException(code, words);
        });

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.message()).isEqualTo(reason + ": " + words);
        assertThat(refused.info().getMetadataMap()).containsEntry("exit", exit);
    }

    @Test
    void a_genesis_that_this_node_cannot_run_is_no_defect_of_the_node() {
        Refused refused = refused(true, "x = 1", text -> {
            throw new IllegalArgumentException("this process runs 256 chains, the most it may");
        });

        assertThat(refused.reason()).isEqualTo("ARGUMENT_INVALID");
        assertThat(refused.message()).contains("256 chains");
    }
}
