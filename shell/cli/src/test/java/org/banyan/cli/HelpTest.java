package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.cli.base.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {
    static Stream<List<String>> commands() {
        List<List<String>> paths = new ArrayList<>();
        for (TopCommand each : TopCommand.ALL) {
            paths.add(List.of(each.name()));
            CommandLine line = TopCommand.make(each.name(), Terminal.ofProcess());
            line.getSubcommands().keySet().forEach(name -> paths.add(List.of(each.name(), name)));
        }
        return paths.stream();
    }

    private static String[] plus(List<String> path, String... more) {
        return Stream.concat(path.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_help_with_examples_that_start_with_its_name(List<String> path) {
        Run run = Run.of(plus(path, "--help"));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: banyan " + String.join(" ", path))
                .contains("--json", "--quiet", "--yes", "Examples:", "  $ banyan " + String.join(" ", path));
    }

    /** docs/settings.md: none, local:NAME or test:NAME. */
    @ParameterizedTest
    @MethodSource("commands")
    void examples_name_signers_as_the_node_does(List<String> path) {
        assertThat(Run.of(plus(path, "--help")).out()).doesNotContainPattern("signer=(?!none|local:|test:)");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void options_that_do_not_exist_are_usage_errors_that_name_the_help(List<String> path) {
        Run run = Run.of(plus(path, "--no-such-option"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("ARGUMENT_INVALID: ").contains("\n  fix: ", "banyan " + path.getFirst());
    }

    @Test
    void the_overview_names_every_command() {
        Run run = Run.of("--help");

        assertThat(run.code()).isZero();
        TopCommand.ALL.forEach(each -> assertThat(run.out()).contains("  " + each.name() + " ", each.summary()));
        assertThat(Run.of().out()).isEqualTo(run.out());
        assertThat(Run.of("help", "tx").out()).isEqualTo(Run.of("tx", "--help").out());
        assertThat(Run.of("help", "key", "new").out())
                .isEqualTo(Run.of("key", "new", "--help").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "contract", "proof", "key", "new", "node", "net", "config", "guard", "store"})
    void a_group_without_a_command_is_a_usage_error(String group) {
        Run run = Run.of(group);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required subcommand", "banyan " + group + " --help");
    }

    @Test
    void words_that_are_no_command_get_a_suggestion() {
        assertThat(Run.of("trasfer").err())
                .isEqualTo(
                        "COMMAND_UNKNOWN: there is no command 'trasfer'\n  fix: did you mean transfer? see `banyan --help`\n");
        assertThat(Run.of("election").err()).contains("no command 'election'").doesNotContain("did you mean");
        assertThat(Run.of("contract", "cal").err()).contains("did you mean");
    }

    @Test
    void errors_are_json_when_json_is_asked_for() {
        Run run = Run.of("transfer", "5", "--json");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.error().text("code")).isEqualTo("ARGUMENT_INVALID");
        assertThat(run.error().text("what")).contains("--from", "--to");
        assertThat(run.error().members()).containsKeys("where", "fix", "exit");
    }
}
