package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.v1.SimulateRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a load refuses before it sends anything; that it works is tested where a node is. */
class LoadCommandTest {
    @TempDir
    private Path home;

    private final FakeApi api = new FakeApi();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--workload tango",
                "--accounts 2",
                "--count 0",
                "--batch 1001",
                "--connections 0",
                "--skew NaN",
                "--workload calls --units -1",
                "--workload calls --cells 3",
                "--workload calls-wrong --wrong 101",
                "--compare units=many",
                "--batch 500 --in-flight 499",
                "--seconds 5",
                "--seconds 5 --rate 10 --count 3",
                "--compare batch",
                "--compare colour=red",
                "--compare batch=many",
                "--compare batch=0",
                "--rounds 0",
                "--node other",
                "--rate 10 --seconds 100000"
            })
    void settings_that_make_no_sense_are_usage_errors_and_nothing_is_signed(String options) {
        List<String> arguments = new ArrayList<>(List.of("load"));
        arguments.addAll(List.of(options.split(" ")));

        Run run = api.run(home, arguments.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("ARGUMENT_INVALID: ").contains("\n  fix: ");
        assertThat(api.asked(SimulateRequest.class)).isEmpty();
    }

    @Test
    void a_chain_that_is_not_for_development_is_never_loaded() {
        api.isNoDevelopmentChain();

        Run run = api.run(home, "load", "--json");

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.error().text("code")).isEqualTo("CHAIN_NOT_FOR_DEVELOPMENT");
        assertThat(api.asked(SimulateRequest.class)).isEmpty();
    }
}
