package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.banyan.sdk.json.Json;
import org.banyan.types.Bytes;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.CallRequest;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetAccountRequest;
import org.banyan.v1.Receipt;
import org.banyan.v1.ReceiptStatus;
import org.banyan.v1.SubmitAndWaitRequest;
import org.banyan.v1.SubmitRequest;
import org.banyan.v1.TransactionStage;
import org.banyan.v1.TransactionStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainCommandsTest {
    @TempDir
    private Path home;

    private final FakeApi api = new FakeApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private Run run(String... arguments) {
        return api.run(home, arguments);
    }

    private AccountCall sent() {
        SubmitAndWaitRequest request = api.asked(SubmitAndWaitRequest.class).orElseThrow();
        return AccountCall.CODEC.decode(
                SignedTransaction.decode(Bytes.wrap(request.getTransaction().toByteArray()), FakeApi.SUITE.hash())
                        .body());
    }

    @Test
    void status_is_for_people_and_for_programs() {
        assertThat(run("status").out()).contains("● dev height 12, final 12", FakeApi.CHAIN.toHex());
        assertThat(run("status", "--json").json().object("head").text("height")).isEqualTo("12");
    }

    @Test
    void an_account_may_be_named_and_shows_whole_tokens() {
        Run run = run("account", "alice");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(api.asked(GetAccountRequest.class).orElseThrow().getAddress())
                .isEqualTo(FakeApi.address("alice"));
        assertThat(run.out()).contains(FakeApi.address("alice"), "1.5 BNY");
        assertThat(run("account", FakeApi.address("bob"), "--json")
                        .json()
                        .object("account")
                        .text("address"))
                .isEqualTo(FakeApi.address("bob"));
    }

    @Test
    void a_transfer_is_signed_by_its_sender_in_the_smallest_unit() {
        Run run = run("transfer", "0.5", "--from", "alice", "--to", "bob", "--memo", "tea");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("✓ packed in block 12", "fee", "0.003 BNY");
        assertThat(FakeApi.TEXT.format(sent().sender())).isEqualTo(FakeApi.address("alice"));
        assertThat(sent().contract()).isEqualTo(FakeApi.TOKEN);
        assertThat(sent().method()).isEqualTo("Transfer");
        assertThat(sent().fee().limit()).hasToString("1250");
        assertThat(sent().arguments().toHex()).endsWith("1203424e591a0402faf0802203746561");
    }

    @Test
    void a_transfer_in_json_is_the_status_alone() {
        Run run = run("transfer", "5", "--from", "alice", "--to", FakeApi.address("bob"), "--json");

        assertThat(run.json().text("stage")).isEqualTo("TRANSACTION_STAGE_PACKED");
        assertThat(run.json().object("receipt").text("fee")).isEqualTo("300000");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_transfer_that_failed_says_why_and_ends_with_12() {
        api.ends(TransactionStatus.newBuilder()
                .setStage(TransactionStage.TRANSACTION_STAGE_PACKED)
                .setReceipt(Receipt.newBuilder()
                        .setStatus(ReceiptStatus.RECEIPT_STATUS_FAILED)
                        .setFailureCode(6)
                        .setFailureName("BALANCE_TOO_LOW")
                        .setFailureMessage("alice holds 1\u001b[31m"))
                .build());

        Run run = run("transfer", "5", "--from", "alice", "--to", "bob");

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.out()).contains("✗ FAILED BALANCE_TOO_LOW: alice holds 1?[31m");
    }

    @Test
    void not_waiting_answers_with_the_id() {
        Run run = run("transfer", "5", "--from", "alice", "--to", "bob", "--wait", "none", "--json");

        SubmitRequest request = api.asked(SubmitRequest.class).orElseThrow();
        SignedTransaction sent =
                SignedTransaction.decode(Bytes.wrap(request.getTransaction().toByteArray()), FakeApi.SUITE.hash());
        assertThat(run.json().text("id")).isEqualTo(sent.id().toString());
    }

    @Test
    void refusals_of_the_node_are_shown_with_their_facts_and_their_fix() {
        api.failNext(
                ErrorReason.ERROR_REASON_CHAIN_UNKNOWN,
                "no chain 'supply' here",
                Map.of("chain", "supply", "known", "dev"));

        Run run = run("status", "--chain", "supply");

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("CHAIN_UNKNOWN: no chain 'supply' here (chain=supply known=dev)\n"
                        + "  fix: list the chains of the node and use a name or id from there\n");
    }

    @Test
    void refusals_in_json_keep_their_facts_apart() {
        api.failNext(ErrorReason.ERROR_REASON_NODE_NOT_READY, "syncing", Map.of("state", "syncing"));

        Run run = run("status", "--json");

        assertThat(run.code()).isEqualTo(8);
        assertThat(run.error().text("code")).isEqualTo("NODE_NOT_READY");
        assertThat(run.error().object("where").text("state")).isEqualTo("syncing");
        assertThat(run.error().get("exit")).contains(Json.of(8));
    }

    @Test
    void nobody_at_the_address_is_said_at_once() {
        Run run = Run.of("status", "--api", "http://localhost:1");

        assertThat(run.code()).isEqualTo(8);
        assertThat(run.err()).startsWith("NODE_UNREACHABLE: ").contains("target=http://localhost:1", "start a node");
    }

    @Test
    void test_keys_are_refused_off_development_chains() {
        api.isNoDevelopmentChain();

        Run run = run("transfer", "5", "--from", "alice", "--to", FakeApi.address("bob"));

        assertThat(run.code()).isEqualTo(7);
        assertThat(run.err()).contains("KEY_NOT_FOUND", "public test key");
        assertThat(api.asked(SubmitAndWaitRequest.class)).isEmpty();
    }

    @Test
    void a_key_of_the_keystore_signs_and_may_be_paid_by_name() throws IOException {
        Path password = Files.writeString(home.resolve("password"), "correct horse");
        Run made = run("key", "new", "ops1", "--password-file", password.toString(), "--json");

        Run run = run("transfer", "5", "--from", "ops1", "--to", "ops1", "--password-file", password.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(FakeApi.TEXT.format(sent().sender())).isEqualTo(made.json().text("address"));
    }

    @Test
    void mistakes_in_arguments_are_found_before_anything_is_signed() {
        assertThat(run("transfer", "5", "--from", "alice", "--to", "nobody").err())
                .contains("ACCOUNT_ADDRESS_INVALID", "no account 'nobody'", "known names are alice");
        assertThat(run("transfer", "5", "--from", "alice", "--to", "bny1qqqq").code())
                .isEqualTo(2);
        assertThat(run("transfer", "-5", "--from", "alice", "--to", "bob").code())
                .isEqualTo(2);
        assertThat(run("transfer", "0.123456789", "--from", "alice", "--to", "bob")
                        .err())
                .contains("finer than the smallest unit");
        assertThat(run("transfer", "5", "--from", "alice", "--to", "bob", "--wait", "soon")
                        .err())
                .contains("--wait takes none, packed, fast, substantial or final");
        assertThat(run("transfer", "5", "--from", "alice", "--to", "bob", "--timeout", "0")
                        .code())
                .isEqualTo(2);
        assertThat(run("tx", "123").err()).contains("64 hexadecimal digits");
        assertThat(api.asked(SubmitAndWaitRequest.class)).isEmpty();
    }

    @Test
    void a_view_takes_names_and_answers_json() {
        Run run = run("contract", "call", "token", "balance", "{\"owner\":\"bob\",\"symbol\":\"BNY\"}");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().text("amount")).isEqualTo("0");
        assertThat(api.asked(CallRequest.class).orElseThrow().getMethod()).isEqualTo("GetBalance");
        assertThat(run("contract", "call", "token", "balance", "{\"owner\":\"bob\"}", "--json")
                        .json()
                        .object("at")
                        .text("height"))
                .isEqualTo("12");
    }

    @Test
    void arguments_may_come_from_a_file() throws IOException {
        Path file = Files.writeString(home.resolve("call.json"), "{\"owner\": \"bob\"}");

        assertThat(run("contract", "call", "token", "balance", "@" + file).code())
                .isZero();
        assertThat(run("contract", "call", "token", "balance", "@" + home.resolve("none"))
                        .err())
                .contains("cannot be read");
    }

    @Test
    void arguments_that_do_not_parse_or_fit_are_told_apart() {
        Run noJson = run("contract", "call", "token", "balance", "{owner: bob}");
        Run noObject = run("contract", "call", "token", "balance", "[]");
        Run noField = run("contract", "call", "token", "balance", "{\"owner\":\"bob\",\"colour\":\"red\"}");
        Run noMethod = run("contract", "call", "token", "steal");

        assertThat(noJson.err()).contains("ARGUMENT_INVALID: the arguments are not JSON", "line 1, column 2");
        assertThat(noObject.err()).contains("no object");
        assertThat(noField.err()).contains("CONTRACT_ARGUMENTS_INVALID: field 'colour' is unknown", "owner: address");
        assertThat(noMethod.err()).contains("CONTRACT_METHOD_NOT_FOUND", "it has Transfer, GetBalance");
        assertThat(noMethod.code()).isEqualTo(12);
    }

    @Test
    void send_calls_any_method() {
        Run run = run(
                "contract",
                "send",
                "token",
                "transfer",
                "{\"to\":\"bob\",\"symbol\":\"BNY\",\"amount\":7}",
                "--from",
                "carol",
                "--fee-limit",
                "99",
                "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(FakeApi.TEXT.format(sent().sender())).isEqualTo(FakeApi.address("carol"));
        assertThat(sent().fee().limit()).hasToString("99");
    }
}
