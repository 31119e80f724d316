package org.banyan.mainchain.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void home() throws IOException {
        home = Files.createDirectory(folder.resolve("node"));
    }

    // Usage

    @Test
    void help_and_unknown_commands_list_the_commands() {
        assertThat(run("help").out()).contains("store-verify").contains("config explain KEY");
        assertThat(run("dev", "--help").code()).isEqualTo(ExitCode.OK);
        Said unknown = run("strat");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("no command 'strat'").contains("store-verify");
    }

    @Test
    void a_flag_without_its_value_or_twice_is_a_usage_error() {
        assertThat(new Program(Map.of(), System.out, discard(), false).run("start", "--api-port"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("start", "--port", "1", "--port", "2").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void the_number_of_delegates_is_refused_where_it_cannot_be_meant() {
        assertThat(run("dev", "--delegates", "22").err()).contains("or 1 to 21 but was '22'");
        assertThat(run("dev", "--delegates", "-1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("dev", "--delegates", "4", "--project", "supply").err())
                .contains("--delegates and --project exclude each other");
        run("init", "--network", "dev");
        Said other = run("dev", "--delegates", "4");
        assertThat(other.code()).isEqualTo(ExitCode.GENESIS_MISMATCH);
        assertThat(other.err()).contains("was not made with --delegates 4").contains("--fresh");
    }

    // Configuration

    @Test
    void an_unknown_setting_is_refused_with_the_nearest_name() {
        Said said = run("start", "--api-prot", "1");
        assertThat(said.code()).isEqualTo(ExitCode.CONFIG);
        assertThat(said.err()).contains("did you mean 'api-port'?");
    }

    @Test
    void flags_beat_files_and_later_files_beat_earlier_ones_and_the_directorys_own() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/node.conf"), "port = 1000\nready-lag = 7\nlog-level = debug\n");
        Path first = Files.writeString(folder.resolve("first.conf"), "port = 2000\nlog-level = warn\n");
        Path second = Files.writeString(folder.resolve("second.conf"), "port = 3000\n");
        String shown = run(
                        "config",
                        "show",
                        "--sources",
                        "--config",
                        first.toString(),
                        "--config",
                        second.toString(),
                        "--workers",
                        "2",
                        "--profile",
                        "small",
                        "--network=dev")
                .out();
        assertThat(shown)
                .contains("port = \"3000\"   # file " + second)
                .contains("log-level = \"warn\"   # file " + first)
                .contains("ready-lag = \"7\"   # file " + home.resolve("config/node.conf"))
                .contains("workers = \"2\"   # flag")
                .contains("pool-transactions = \"5000\"   # profile small")
                .contains("signer = \"test\"   # network dev")
                .contains("store-engine = \"leveldb\"   # built-in");
    }

    @Test
    void a_setting_is_explained_with_its_names_and_source() {
        assertThat(run("config", "explain", "ready-lag", "--ready-lag", "9").out())
                .contains("ready-lag = \"9\" (flag)")
                .contains("BANYAN_READY_LAG")
                .contains("number from 1 to");
        assertThat(run("config", "explain", "redy-lag").err()).contains("did you mean 'ready-lag'?");
        assertThat(run("config", "validate").code()).isEqualTo(ExitCode.OK);
        assertThat(run("config", "reference").out()).contains("| `signer` |");
    }

    /** Write it anew with: banyan-node config reference > docs/settings.md */
    @Test
    void the_reference_page_lists_the_settings_as_they_are() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/settings.md")))
                .isEqualTo(run("config", "reference").out());
    }

    @Test
    void the_page_for_operators_explains_every_exit_code() throws IOException {
        String page = Files.readString(Path.of("../../docs/node.md"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(page).contains("| " + code.number() + " | " + code.name() + " | ");
        }
    }

    @Test
    void contracts_from_a_folder_are_refused_off_development_networks() {
        Said said = run("start", "--contracts-folder", "on");
        assertThat(said.code()).isEqualTo(ExitCode.CONFIG);
        assertThat(said.err()).contains("all rights of the node");
    }

    // Making chains

    @Test
    void a_development_chain_is_made_once() throws IOException {
        Said made = run("init", "--network", "dev", "--json");
        assertThat(made.code()).isEqualTo(ExitCode.OK);
        assertThat(made.out()).startsWith("{\"chain\":\"main\",\"chainId\":\"");
        Path genesis = home.resolve("chains/main/genesis.conf");
        String before = Files.readString(genesis);
        Said again = run("init", "--network", "dev");
        assertThat(again.code()).isEqualTo(ExitCode.GENESIS_MISMATCH);
        assertThat(genesis).hasContent(before);
        assertThat(run("store-verify").out()).contains("main: no store yet");
    }

    @Test
    void a_chain_is_made_from_a_genesis_file_and_from_nothing_else() throws IOException {
        assertThat(run("init").code()).isEqualTo(ExitCode.USAGE);
        run("init", "--network", "dev");
        Path other = folder.resolve("other");
        Path changed = Files.writeString(
                folder.resolve("changed.conf"),
                Files.readString(home.resolve("chains/main/genesis.conf"))
                        .replace("name = \"main\"", "name = \"side\""));
        Said made = TestNode.run(other, "init", "--genesis", changed.toString());
        assertThat(made.code()).isEqualTo(ExitCode.OK);
        assertThat(other.resolve("chains/side/genesis.conf")).exists();
        Path broken = Files.writeString(folder.resolve("broken.conf"), "name = side");
        assertThat(TestNode.run(other, "init", "--genesis", broken.toString()).code())
                .isEqualTo(ExitCode.CONFIG);
    }

    @Test
    void a_genesis_that_init_writes_has_no_contract_of_development_alone() {
        run("init", "--network", "dev");
        assertThat(home.resolve("chains/main/genesis.conf"))
                .content()
                .contains("name = \"token\"")
                .doesNotContain("bench");
    }

    @Test
    void a_node_without_a_chain_says_how_to_make_one() {
        Said said = run("start", "--port", "0");
        assertThat(said.code()).isEqualTo(ExitCode.CONFIG);
        assertThat(said.err()).contains("init --genesis FILE");
        assertThat(home.resolve("run/last-error.json")).content().contains("\"exit\":3");
    }

    // Keys

    @Test
    void public_test_keys_are_refused_off_development_networks() throws IOException {
        run("init", "--network", "dev");
        Said producers = run("start", "--port", "0");
        assertThat(producers.code()).isEqualTo(ExitCode.KEY);
        assertThat(producers.err()).contains("everybody can sign its blocks");
        assertThat(home.resolve("chains/main/store")).doesNotExist();
        Path genesis = home.resolve("chains/main/genesis.conf");
        Files.writeString(
                genesis,
                Files.readString(genesis)
                        .replaceAll(
                                "\\{ address = \"[^\"]*\", scheme = 1, key-hex = \"[0-9a-f]*\"",
                                "{ scheme = 1, key-hex = \"02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5\""));
        Said signer = run("start", "--port", "0", "--signer", "test:alice");
        assertThat(signer.code()).isEqualTo(ExitCode.KEY);
        assertThat(signer.err()).contains("signer test:alice is a public test key");
    }

    @Test
    void a_signer_that_does_not_exist_is_named() {
        run("init", "--network", "dev");
        assertThat(run("start", "--port", "0", "--network", "dev", "--signer", "test:mallory")
                        .err())
                .contains("no public test key 'mallory'");
        Said local = run("start", "--port", "0", "--network", "dev", "--signer", "local:ops1");
        assertThat(local.code()).isEqualTo(ExitCode.KEY);
        assertThat(local.err()).contains("no key 'ops1'");
    }

    private Said run(String... typed) {
        return TestNode.run(home, typed);
    }

    private static PrintStream discard() {
        return new PrintStream(OutputStream.nullOutputStream());
    }
}
