package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.banyan.cli.base.Installation;
import org.banyan.sdk.json.Json;
import org.banyan.types.Bytes;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.BlockReference;
import org.banyan.v1.EdgeState;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetAnchorRequest;
import org.banyan.v1.Receipt;
import org.banyan.v1.ReceiptStatus;
import org.banyan.v1.StartChainRequest;
import org.banyan.v1.SubmitAndWaitRequest;
import org.banyan.v1.TransactionStage;
import org.banyan.v1.TransactionStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class TreeCommandsTest {
    private static final String ANCHORED = "{\"chain\":\"supply\",\"chainId\":\"" + FakeTree.SIDE.toHex()
            + "\",\"lightClient\":\"authority\",\"genesisHeader\":\"0102\",\"producers\":\"03\"}";

    @TempDir
    private Path home;

    private final FakeApi api = new FakeApi();
    private Path project;

    @BeforeEach
    void writeProject() throws IOException {
        project = Files.createDirectories(home.resolve("supply"));
        genesis("name = supply\nparents = [\n  {\n    light-client = authority\n  }\n]\n");
    }

    private void genesis(String text) throws IOException {
        Files.writeString(project.resolve("genesis.conf"), text);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Run run(String... arguments) {
        return api.run(home, arguments);
    }

    /** A "node" that writes down how it was called and says {@code line}. */
    private Installation node(String line, int exit) throws IOException {
        Path java = Files.writeString(
                home.resolve("java"),
                "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + home.resolve("called") + "\nprintf '%s\\n' '" + line
                        + "'\nexit " + exit + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new Installation(
                home, Files.createDirectories(home.resolve("lib")), java, List.of(), Path.of(""), "banyan", false);
    }

    private Run register(Installation node, String... more) {
        return api.run(
                home,
                node,
                Stream.concat(Stream.of("chain", "register", project.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private AccountCall sent() {
        return AccountCall.CODEC.decode(SignedTransaction.decode(
                        Bytes.wrap(api.asked(SubmitAndWaitRequest.class)
                                .orElseThrow()
                                .getTransaction()
                                .toByteArray()),
                        FakeApi.SUITE.hash())
                .body());
    }

    private static TransactionStatus ended(Receipt.Builder receipt) {
        return TransactionStatus.newBuilder()
                .setId("ab")
                .setStage(TransactionStage.TRANSACTION_STAGE_FINAL)
                .setBlock(BlockReference.newBuilder().setHeight(41))
                .setReceipt(receipt)
                .build();
    }

    @Test
    void status_shows_every_chain_with_its_parent_its_indexed_height_and_its_lag() {
        Run run = run("chain", "status");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.split(" {2,}")))
                .containsExactly(
                        new String[] {"CHAIN", "PARENT", "HEIGHT", "INDEXED", "LAG", "STATE"},
                        new String[] {"main", "-", "30", "-", "-", "root"},
                        new String[] {"supply", "main", "22", "20", "2", "● indexed"},
                        new String[] {"far?[31m", "main", "?", "20", "?", "registered, not indexed yet"});
        assertThat(run("chain", "status", "--json").json().members()).containsKeys("chains", "edges");
    }

    @Test
    void status_says_what_to_do_about_a_chain_that_is_not_registered() {
        api.tree.state(EdgeState.EDGE_STATE_UNREGISTERED);

        assertThat(run("chain", "status").out()).contains("not registered");
        assertThat(run("chain", "status").err()).contains("banyan chain register");
        assertThat(run("chain", "status", "--quiet").err()).isEmpty();
    }

    @Test
    void status_tells_of_edges_that_stopped_in_either_direction_and_how_they_go_on() {
        api.tree.state(EdgeState.EDGE_STATE_EXPIRED);
        api.tree.parentState(EdgeState.EDGE_STATE_FROZEN);

        Run run = run("chain", "status");

        assertThat(run.out()).contains("too old, renew; follows its parent no more: FROZEN, two histories");
        assertThat(run.err()).contains("banyan chain renew FOLLOWED --on FOLLOWER");
        api.tree.state(EdgeState.EDGE_STATE_INDEXED);
        api.tree.parentState(EdgeState.EDGE_STATE_UNSPECIFIED);
        assertThat(run("chain", "status").err()).doesNotContain("renew");
    }

    @Test
    void renew_sends_the_certified_header_that_the_followed_chain_offers() {
        api.ends(ended(Receipt.newBuilder().setStatus(ReceiptStatus.RECEIPT_STATUS_SUCCEEDED)));

        Run run = run("chain", "renew", "supply", "--on", "main");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("main follows supply again", "21", "be21");
        assertThat(api.asked(GetAnchorRequest.class).orElseThrow().getChain()).isEqualTo("supply");
        AccountCall call = sent();
        assertThat(call.method()).isEqualTo("Renew");
        assertThat(call.arguments().toHex()).isEqualTo("0a0202cd");
    }

    @Test
    void renew_shows_what_one_vouches_for_and_sends_nothing() {
        Run run = run("chain", "renew", "supply", "--show");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("be21").doesNotContain("again");
        assertThat(run.err()).contains("banyan chain renew supply --on main");
        assertThat(run("chain", "renew", "supply", "--show", "--json").json().text("block"))
                .isEqualTo("be21");
        assertThat(api.asked(SubmitAndWaitRequest.class)).isEmpty();
    }

    @Test
    void a_renewal_that_is_refused_says_why_and_what_to_do() {
        api.ends(ended(Receipt.newBuilder()
                .setStatus(ReceiptStatus.RECEIPT_STATUS_FAILED)
                .setFailureName("RENEWAL_REFUSED")
                .setFailureMessage("CROSS-8: the edge goes on by itself")));

        Run run = run("chain", "renew", "supply");

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.err())
                .contains("CHAIN_NOT_RENEWED: RENEWAL_REFUSED: CROSS-8: the edge goes on", "banyan chain status");
        api.tree.certifiesNothing();
        assertThat(run("chain", "renew", "supply").err()).contains("NO_CHECKPOINT", "try again in a few blocks");
        assertThat(run("chain", "renew", "supply", "--timeout", "0").code()).isEqualTo(2);
    }

    @Test
    void list_shows_names_and_ids() {
        Run run = run("chain", "list");

        assertThat(run.out()).contains("supply", FakeTree.SIDE.toHex(), FakeApi.CHAIN.toHex());
        assertThat(run("chain", "list", "--json").json().get("chains"))
                .get()
                .isInstanceOfSatisfying(
                        Json.Array.class,
                        chains -> assertThat(chains.elements()).hasSize(2));
    }

    @Test
    void register_anchors_the_genesis_and_sends_what_the_node_says_of_it() throws IOException {
        api.tree.knowsNoChild();
        api.ends(ended(Receipt.newBuilder().setStatus(ReceiptStatus.RECEIPT_STATUS_SUCCEEDED)));

        Run run = register(node(ANCHORED, 0));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readAllLines(home.resolve("called")))
                .endsWith(
                        "anchor",
                        "--genesis=" + project.resolve("genesis.conf"),
                        "--light-client=authority",
                        "--checkpoint=01ab",
                        "--json");
        AccountCall call = sent();
        assertThat(call.method()).isEqualTo("Register");
        assertThat(FakeApi.TEXT.format(call.sender())).isEqualTo(FakeApi.address("alice"));
        assertThat(call.arguments().toHex())
                .isEqualTo("0a06737570706c7912" + "09617574686f726974791a02" + "0102220103");
        assertThat(run.out()).contains("✓ supply registered on main, final in block 41", FakeTree.SIDE.toHex());
    }

    @Test
    void registering_twice_is_no_error_and_sends_nothing() throws IOException {
        Run run = register(node(ANCHORED, 0), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().get("registeredNow")).contains(Json.of(false));
        assertThat(run.json().text("transaction")).isEmpty();
        assertThat(api.asked(SubmitAndWaitRequest.class)).isEmpty();
        assertThat(register(node(ANCHORED, 0)).out()).contains("is registered already on main");
    }

    @Test
    void a_parent_that_takes_no_children_says_so_before_the_genesis_is_touched() throws IOException {
        api.tree.takesNoChildren();

        Run run = register(node(ANCHORED, 0));

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.err()).startsWith("NOT_SUPPORTED: no crosschain contract");
        assertThat(home.resolve("called")).doesNotExist();
    }

    @Test
    void a_genesis_that_the_node_refuses_ends_with_the_nodes_exit_code_and_sends_nothing() throws IOException {
        assertThat(register(node("", 4)).code()).isEqualTo(4);
        assertThat(api.asked(SubmitAndWaitRequest.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"chain\":\"supply\"}", "what"})
    void a_node_that_answers_in_another_form_is_of_another_version(String answer) throws IOException {
        Run run = register(node(answer, 0));

        assertThat(run.code()).isEqualTo(10);
        assertThat(run.err()).startsWith("NODE_ANSWER_UNKNOWN: ").contains("fix: ");
    }

    @Test
    void a_registration_that_the_parent_refuses_says_why_and_what_to_do() throws IOException {
        api.tree.knowsNoChild();
        api.ends(ended(Receipt.newBuilder()
                .setStatus(ReceiptStatus.RECEIPT_STATUS_FAILED)
                .setFailureName("NAME_TAKEN")
                .setFailureMessage("a child named supply exists already")));
        api.tree.staysUnknown();

        Run run = register(node(ANCHORED, 0));

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.err()).contains("CHAIN_NOT_REGISTERED: NAME_TAKEN: a child named supply", "another name");
    }

    @Test
    void start_sends_the_genesis_and_waits_for_a_block() throws IOException {
        Run run = run("chain", "start", project.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(api.asked(StartChainRequest.class).orElseThrow().getGenesis())
                .isEqualTo(Files.readString(project.resolve("genesis.conf")));
        assertThat(run.out())
                .contains("● supply", "child of main", "/v1/chains/supply", "banyan status --chain supply");
        assertThat(run("chain", "start", project.resolve("genesis.conf").toString(), "--json")
                        .json()
                        .text("path"))
                .isEqualTo("/v1/chains/supply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name = supply\n",
                "parents = []\n",
                "parents : [ ]\n",
                "# parents = [{}]\n",
                "// parents = [{}]\n",
                "grandparents = [{}]\n"
            })
    void a_genesis_without_parents_is_not_started(String text) throws IOException {
        genesis(text);

        Run run = run("chain", "start", project.toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("GENESIS_WITHOUT_PARENT: ")
                .contains("banyan chain register", "banyan dev --project");
        assertThat(api.asked(StartChainRequest.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parents = [{}]\n",
                "parents=[\n{}]",
                "\"parents\" : [{}]",
                "{a=1,parents=[{}]}",
                "parents = []\nparents = [\n  {}\n]"
            })
    void a_genesis_with_a_parent_is_started_in_every_form_of_writing_it(String text) throws IOException {
        genesis(text);

        assertThat(run("chain", "start", project.toString()).code()).isZero();
    }

    @Test
    void problems_of_a_genesis_are_passed_on() {
        api.failNext(
                ErrorReason.ERROR_REASON_ARGUMENT_INVALID,
                "genesis.conf is no chain specification:\n  name: is missing",
                Map.of("field", "genesis"));

        Run run = run("chain", "start", project.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no chain specification", "name: is missing");
    }

    @Test
    void a_folder_without_a_genesis_and_files_that_are_none_are_usage_errors() throws IOException {
        assertThat(run("chain", "start", home.toString()).err()).contains("there is no genesis file");
        assertThat(run("chain", "register", home.toString()).code()).isEqualTo(2);

        Files.write(project.resolve("genesis.conf"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(run("chain", "start", project.toString()).err()).contains("cannot be read as text");
        Files.write(project.resolve("genesis.conf"), new byte[(1 << 20) + 1]);
        assertThat(run("chain", "start", project.toString()).err()).contains("more than 1048576");
        assertThat(run("chain", "start", project.toString(), "--wait", "601").code())
                .isEqualTo(2);
        assertThat(run("chain", "register", project.toString(), "--timeout", "0")
                        .code())
                .isEqualTo(2);
    }
}
