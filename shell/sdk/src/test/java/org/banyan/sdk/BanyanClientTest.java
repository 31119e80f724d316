package org.banyan.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import io.grpc.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.testproto.BalanceReply;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.BlockItemKind;
import org.banyan.v1.CallRequest;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetStatusRequest;
import org.banyan.v1.SubmitAndWaitRequest;
import org.banyan.v1.SubmitRequest;
import org.banyan.v1.SubscribeBlocksRequest;
import org.banyan.v1.SubscribeBlocksResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BanyanClientTest {
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create("sha256-secp256k1");
    private static final Signer KEY = SUITE.defaultScheme().signer(new Hash(0, 0, 0, 42).bytes());

    private final FakeNode node = new FakeNode(UUID.randomUUID().toString());
    private final BanyanClient client = node.client();

    @AfterEach
    void stop() {
        node.close();
    }

    static Stream<ErrorReason> reasons() {
        return Arrays.stream(ErrorReason.values())
                .filter(reason -> reason != ErrorReason.UNRECOGNIZED && reason != ErrorReason.ERROR_REASON_UNSPECIFIED);
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void every_refusal_reaches_the_caller_with_reason_metadata_and_advice(ErrorReason reason) {
        for (int attempt = 0; attempt < 3; attempt++) {
            node.failNext(FakeNode.refusal(reason, "said the node", Map.of("expected", "a", "actual", "b")));
        }

        BanyanException failed = catchThrowableOfType(BanyanException.class, client::status);

        assertThat(failed.known()).isEqualTo(reason);
        assertThat(failed.metadata()).containsOnly(Map.entry("actual", "b"), Map.entry("expected", "a"));
        assertThat(failed)
                .hasMessage(BanyanException.name(reason) + ": said the node [actual=b expected=a]; "
                        + BanyanException.rule(reason).getFix());
    }

    @Test
    void a_reason_of_a_newer_node_is_kept_as_it_is() {
        node.failNext(FakeNode.refusal(Code.INVALID_ARGUMENT, "TX_TOO_STRANGE", "odd", Map.of(), List.of()));

        BanyanException failed = catchThrowableOfType(BanyanException.class, client::status);

        assertThat(failed.reason()).isEqualTo("TX_TOO_STRANGE");
        assertThat(failed.known()).isEqualTo(ErrorReason.UNRECOGNIZED);
        assertThat(failed).hasMessage("TX_TOO_STRANGE: odd");
    }

    @Test
    void advice_of_the_node_wins_and_its_words_are_not_said_twice() {
        node.failNext(FakeNode.refusal(
                ErrorReason.ERROR_REASON_CHAIN_UNKNOWN, "CHAIN_UNKNOWN: no such chain", Map.of("fix", "try main")));

        BanyanException failed = catchThrowableOfType(BanyanException.class, client::status);

        assertThat(failed).hasMessage("CHAIN_UNKNOWN: no such chain; try main");
        assertThat(failed.metadata()).isEmpty();
    }

    @Test
    void fields_that_are_wrong_are_named_once() {
        BadRequest bad = BadRequest.newBuilder()
                .addFieldViolations(
                        FieldViolation.newBuilder().setField("block").setDescription("give a height"))
                .addFieldViolations(
                        FieldViolation.newBuilder().setField("chain").setDescription("give a name"))
                .build();
        node.failNext(FakeNode.refusal(
                Code.INVALID_ARGUMENT, "ARGUMENT_INVALID", "give a height", Map.of(), List.of(Any.pack(bad))));

        assertThatThrownBy(client::status)
                .hasMessageStartingWith("ARGUMENT_INVALID: give a height (chain: give a name);");
    }

    @Test
    void who_gives_no_reason_is_no_node() {
        for (int i = 0; i < 3; i++) {
            node.failNext(Status.INTERNAL.withDescription("http2 exception").asRuntimeException());
        }

        assertThatThrownBy(client::status)
                .hasMessageStartingWith("NODE_UNREACHABLE: what answers there is no node")
                .hasMessageContaining("http2 exception")
                .hasMessageContaining("status=INTERNAL");
    }

    @Test
    void reads_are_sent_again_while_nobody_answers_and_longer_apart_each_time() {
        node.failNext(Status.UNAVAILABLE.asRuntimeException());
        node.failNext(Status.UNAVAILABLE.asRuntimeException());

        assertThat(client.status().getName()).isEqualTo("dev");

        assertThat(node.asked(GetStatusRequest.class)).hasSize(3);
        assertThat(node.pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void attempts_are_limited_and_the_failure_names_the_address() {
        for (int i = 0; i < 5; i++) {
            node.failNext(Status.UNAVAILABLE.withDescription("io").asRuntimeException());
        }

        assertThatThrownBy(client::status)
                .hasMessageStartingWith("NODE_UNREACHABLE: no node answers")
                .hasMessageContaining("target=http://fake:1");
        assertThat(node.asked(GetStatusRequest.class)).hasSize(3);
    }

    @Test
    void the_node_decides_how_long_to_wait() {
        node.failNext(FakeNode.retryIn(ErrorReason.ERROR_REASON_RATE_LIMITED, 7));

        client.status();

        assertThat(node.pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void a_node_cannot_make_its_clients_wait_for_hours() {
        node.failNext(FakeNode.retryIn(ErrorReason.ERROR_REASON_NODE_NOT_READY, 1_000_000));

        client.status();

        assertThat(node.pauses).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void refusals_are_not_sent_again() {
        SignedTransaction payment = payment();
        node.failNext(FakeNode.refusal(ErrorReason.ERROR_REASON_POOL_FULL, "full", Map.of()));

        assertThatThrownBy(() -> client.submit(payment)).hasMessageContaining("POOL_FULL");

        assertThat(node.asked(SubmitRequest.class)).hasSize(1);
    }

    @Test
    void a_submit_whose_answer_was_lost_succeeds_when_the_pool_has_it() {
        SignedTransaction payment = payment();
        node.failNext(Status.UNAVAILABLE.asRuntimeException());
        node.failNext(FakeNode.refusal(ErrorReason.ERROR_REASON_TX_DUPLICATE, "pending", Map.of()));

        assertThat(client.submit(payment)).isEqualTo(payment.id());
    }

    @Test
    void a_duplicate_at_the_first_attempt_is_refused() {
        SignedTransaction payment = payment();
        node.failNext(FakeNode.refusal(ErrorReason.ERROR_REASON_TX_DUPLICATE, "pending", Map.of()));

        assertThatThrownBy(() -> client.submit(payment)).hasMessageContaining("TX_DUPLICATE");
    }

    @Test
    void submit_and_wait_hands_over_the_signed_bytes_and_the_limit() {
        SignedTransaction payment = payment();

        var status = client.submitAndWait(payment, WaitFor.FINAL, Duration.ofSeconds(30));

        SubmitAndWaitRequest asked = node.asked(SubmitAndWaitRequest.class).getFirst();
        assertThat(status.getDepth()).isEqualTo(2);
        assertThat(Bytes.wrap(asked.getTransaction().toByteArray())).isEqualTo(payment.raw());
        assertThat(asked.getTimeoutSeconds()).isEqualTo(30);
        assertThatThrownBy(() -> client.submitAndWait(payment, WaitFor.FINAL, Duration.ofHours(1)))
                .hasMessageContaining("600 s");
    }

    @Test
    void views_take_and_give_json() {
        node.viewAnswers(BalanceReply.newBuilder().setCount(4).build());

        ViewResult result =
                client.state().call("purse", "balance", owner(FakeNode.TEXT.format(FakeNode.PURSE)), StateReads.LATEST);

        assertThat(result.json().compact()).isEqualTo("{\"balance\":\"0\",\"count\":\"4\"}");
        assertThat(node.asked(CallRequest.class).getFirst().getMethod()).isEqualTo("Balance");
        assertThat(node.asked(CallRequest.class).getFirst().getContract())
                .isEqualTo(FakeNode.TEXT.format(FakeNode.PURSE));
    }

    @Test
    void mistakes_in_arguments_are_found_before_anything_is_sent() {
        assertThatThrownBy(() -> client.state().call("purse", "balance", owner("nobody"), StateReads.LATEST))
                .hasMessageContaining("CONTRACT_ARGUMENTS_INVALID: field 'owner' must be an address")
                .hasMessageContaining("contract=purse field=owner method=Balance");
        assertThatThrownBy(() -> client.transaction("purse", "rob"))
                .hasMessageContaining("CONTRACT_METHOD_NOT_FOUND")
                .hasMessageContaining("it has Pay, Balance, GetOwner");
        assertThat(node.asked(CallRequest.class)).isEmpty();
    }

    @Test
    void a_stream_of_blocks_continues_behind_the_last_item_after_a_break() {
        node.blocks(out -> {
            out.onNext(item("c1"));
            out.onError(Status.UNAVAILABLE.asRuntimeException());
        });
        try (var blocks = client.blocks("latest")) {
            assertThat(blocks.next().getCursor()).isEqualTo("c1");
            node.blocks(out -> {
                out.onNext(item("c2"));
                out.onCompleted();
            });
            assertThat(blocks.next().getCursor()).isEqualTo("c2");
            assertThat(blocks.hasNext()).isFalse();
        }

        assertThat(node.asked(SubscribeBlocksRequest.class))
                .extracting(SubscribeBlocksRequest::getFrom)
                .containsExactly("latest", "c1");
    }

    @Test
    void a_stream_that_lagged_resumes_and_one_that_is_refused_ends() {
        node.failNext(FakeNode.refusal(ErrorReason.ERROR_REASON_STREAM_LAGGED, "slow", Map.of()));
        node.failNext(FakeNode.refusal(ErrorReason.ERROR_REASON_CURSOR_INVALID, "old", Map.of()));
        try (var blocks = client.blocks("7")) {
            assertThatThrownBy(blocks::hasNext).hasMessageContaining("CURSOR_INVALID");
        }
    }

    @Test
    void a_closed_stream_ends() {
        node.blocks(out -> out.onNext(item("c1")));
        var blocks = client.blocks("latest");
        blocks.next();

        blocks.close();

        assertThat(blocks.hasNext()).isFalse();
    }

    @Test
    void an_address_that_is_none_is_refused_at_once() {
        assertThatThrownBy(() -> ClientOptions.of("localhost:7070", "main")).hasMessageContaining("http://host:port");
        assertThatThrownBy(() -> ClientOptions.of("http://a b", "main")).hasMessageContaining("ARGUMENT_INVALID");
        assertThatThrownBy(() -> ClientOptions.of("http://localhost", "")).hasMessageContaining("name or id");
    }

    private SignedTransaction payment() {
        return client.transaction("purse", "Pay").feeLimit(Amount.of(5)).sign(KEY);
    }

    private static Json.Object owner(String text) {
        return Json.object().put("owner", text).build();
    }

    private static SubscribeBlocksResponse item(String cursor) {
        return SubscribeBlocksResponse.newBuilder()
                .setKind(BlockItemKind.BLOCK_ITEM_KIND_ADDED)
                .setCursor(cursor)
                .build();
    }
}
