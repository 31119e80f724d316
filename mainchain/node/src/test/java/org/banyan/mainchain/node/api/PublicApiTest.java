package org.banyan.mainchain.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.WaitFor;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.proof.ProofCheck;
import org.banyan.sdk.proof.ProofFile;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;
import org.banyan.v1.TransactionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestNode node;
    private BanyanClient client;
    private HttpClient http;
    private CryptoSuite suite;
    private Signer alice;
    private Signer bob;
    private long salt;

    PublicApiTest(@TempDir Path home) {
        node = TestNode.start(home);
        client = BanyanClient.connect(
                ClientOptions.of("http://127.0.0.1:" + node.process().apiPort(), "main"));
        http = HttpClient.newHttpClient();
        suite = node.process().host().chain("main").orElseThrow().rules().suite();
        alice = new DevKeys(suite).signer("alice");
        bob = new DevKeys(suite).signer("bob");
    }

    @BeforeAll
    void wait_for_a_first_block() {
        client.submitAndWait(transfer("1"), WaitFor.FINAL, PATIENCE);
    }

    @AfterAll
    void stop() {
        client.close();
        http.close();
        node.close();
    }

    private Address address(Signer signer) {
        return suite.addressOf(signer.publicKey());
    }

    private SignedTransaction transfer(String amount) {
        return client.transaction("token", "Transfer")
                .arguments(Json.object()
                        .put("to", client.addresses().format(address(bob)))
                        .put("symbol", "BNY")
                        .put("amount", amount)
                        .build())
                .salt(++salt)
                .sign(alice);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + node.process().apiPort() + path));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.process().apiPort() + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_transfer_is_final_and_reads_the_same_over_grpc_and_json() throws IOException, InterruptedException {
        SignedTransaction transaction = transfer("5");
        var status = client.submitAndWait(transaction, WaitFor.FINAL, PATIENCE);
        assertThat(status.getStage()).isEqualTo(TransactionStage.TRANSACTION_STAGE_FINAL);
        assertThat(status.getReceipt().getEvents(0).getName()).isEqualTo("Transferred");
        assertThat(client.transaction(transaction.id()).getTransaction().getMethod())
                .isEqualTo("Transfer");
        String json = get("/v1/chains/main/transactions/" + transaction.id()).body();
        assertThat(json).contains("\"method\":\"Transfer\"", "\"amount\":\"5\"", "TRANSACTION_STAGE_FINAL");
        assertThat(get("/v1/chains/main/accounts/" + client.addresses().format(address(bob)))
                        .body())
                .contains("\"symbol\":\"BNY\"");
        assertThat(get("/v1/chains/main/blocks/final").body()).contains("FINALITY_FINAL");
        assertThat(get("/v1/chains").body()).contains("\"name\":\"main\"");
        assertThat(get("/v1/node").body()).contains("banyan.v1");
    }

    @Test
    void a_view_is_called_by_field_names_alone() throws IOException, InterruptedException {
        String owner = client.addresses().format(address(bob));
        var answer = post(
                "/v1/chains/main/contracts/token/methods/GetBalance:call",
                "{\"arguments\":{\"owner\":\"" + owner + "\",\"symbol\":\"BNY\"}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"amount\":\"1000000");
        assertThat(get("/v1/chains/main/contracts").body()).contains("registry", "account", "token");
        assertThat(get("/v1/chains/main/contracts/token").body())
                .contains("TransferFrom", "banyan.contracts.token.v1.Token");
    }

    @Test
    void a_fact_is_proven_offline_against_the_block_id_and_a_changed_proof_is_refused() {
        SignedTransaction transaction = transfer("7");
        client.submitAndWait(transaction, WaitFor.FINAL, PATIENCE);
        ProofFile ofTransaction = client.proofs().ofTransaction(transaction.id(), "");
        ProofFile ofBalance = client.proofs().ofBalance(address(bob), "BNY", "");
        for (ProofFile file : List.of(ofTransaction, ofBalance)) {
            assertThat(file.verify(file.block())).isInstanceOf(ProofCheck.Valid.class);
            assertThat(file.verify(new BlockId(new Hash(1, 2, 3, 4)))).isInstanceOf(ProofCheck.Invalid.class);
            for (int at = 0; at < file.proof().size(); at += 7) {
                byte[] changed = file.proof().toArray();
                changed[at] ^= 1;
                ProofFile tampered = new ProofFile(
                        file.chainName(),
                        file.chainId(),
                        file.cryptoSuite(),
                        file.addresses(),
                        file.claim(),
                        file.height(),
                        file.block(),
                        Bytes.wrap(changed));
                assertThat(tampered.verify(file.block())).as("byte %d", at).isInstanceOf(ProofCheck.Invalid.class);
            }
        }
    }

    @Test
    void a_client_without_generated_code_finds_the_services_by_reflection() throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", node.process().apiPort())
                .usePlaintext()
                .build();
        try {
            var answer = new CompletableFuture<ServerReflectionResponse>();
            StreamObserver<ServerReflectionRequest> ask = ServerReflectionGrpc.newStub(channel)
                    .serverReflectionInfo(new StreamObserver<>() {
                        @Override
                        public void onNext(ServerReflectionResponse value) {
                            answer.complete(value);
                        }

                        @Override
                        public void onError(Throwable failure) {
                            answer.completeExceptionally(failure);
                        }

                        @Override
                        public void onCompleted() {}
                    });
            ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
            var services =
                    answer.get(30, TimeUnit.SECONDS).getListServicesResponse().getServiceList();
            assertThat(services.stream().map(service -> service.getName()).toList())
                    .contains(
                            "banyan.v1.ChainService",
                            "banyan.v1.TransactionService",
                            "banyan.v1.AccountService",
                            "banyan.v1.ContractService",
                            "banyan.v1.ProofService",
                            "banyan.v1.NodeService",
                            "grpc.health.v1.Health");
            ask.onCompleted();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void the_status_page_and_the_documentation_are_served_without_foreign_requests()
            throws IOException, InterruptedException {
        var page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'self'");
        for (String path : List.of("/", "/status.js", "/status.css")) {
            assertThat(get(path).body()).as(path).doesNotContain("http://", "https://");
        }
        assertThat(get("/docs/").statusCode()).isEqualTo(200);
    }

    // What bad input gets: the same reason over gRPC and JSON

    private AccountCall good() {
        var status = client.status();
        return new AccountCall(
                ChainId.fromHex(status.getChainId()),
                address(alice),
                node.process().host().chain("main").orElseThrow().rules().systemAddress("token"),
                "Transfer",
                AccountCall.CODEC.decode(transfer("1").body()).arguments(),
                new Mark(
                        new Height(status.getHead().getHeight()),
                        BlockId.fromHex(status.getHead().getHash())),
                new Height(status.getHead().getHeight() + 100),
                ++salt,
                new Fee(Amount.of(10_000_000), Amount.ZERO),
                address(alice));
    }

    private static AccountCall with(
            AccountCall call,
            ChainId chain,
            Address contract,
            String method,
            Bytes arguments,
            Mark mark,
            long valid,
            Amount limit) {
        return new AccountCall(
                chain,
                call.sender(),
                contract,
                method,
                arguments,
                mark,
                new Height(valid),
                call.salt(),
                new Fee(limit, Amount.ZERO),
                call.payer());
    }

    private Bytes sign(AccountCall call, Signer signer) {
        Bytes body = AccountCall.CODEC.encode(call);
        var id = SignedTransaction.of(envelope(body, List.of()), suite.hash()).id();
        var message = suite.signingHash(call.chainId(), SignatureType.TRANSACTION, id.hash());
        return Transaction.CODEC.encode(envelope(
                body,
                List.of(new Authorization(
                        signer.publicKey().scheme(), signer.publicKey().bytes(), signer.sign(message)))));
    }

    private static Transaction envelope(Bytes body, List<Authorization> authorizations) {
        return new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, authorizations);
    }

    private void refused(String reason, Bytes envelope) throws IOException, InterruptedException {
        String base64 = Base64.getEncoder().encodeToString(envelope.toArray());
        var answer = post("/v1/chains/main/transactions", "{\"transaction\":\"" + base64 + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body()).contains("\"reason\":\"" + reason + "\"", "\"domain\":\"banyan\"", "\"fix\":");
    }

    @Test
    void every_bad_transaction_has_its_own_reason() throws IOException, InterruptedException {
        AccountCall g = good();
        long until = g.validUntil().value();
        Amount limit = g.fee().limit();
        ChainId here = g.chainId();
        refused(
                "TX_WRONG_CHAIN",
                sign(
                        with(
                                g,
                                new ChainId(new Hash(1, 1, 1, 1)),
                                g.contract(),
                                g.method(),
                                g.arguments(),
                                g.mark(),
                                until,
                                limit),
                        alice));
        refused(
                "TX_MARK_FOREIGN",
                sign(
                        with(
                                g,
                                here,
                                g.contract(),
                                g.method(),
                                g.arguments(),
                                new Mark(g.mark().height(), new BlockId(new Hash(1, 1, 1, 1))),
                                until,
                                limit),
                        alice));
        refused("TX_EXPIRED", sign(with(g, here, g.contract(), g.method(), g.arguments(), g.mark(), 1, limit), alice));
        refused(
                "TX_UNKNOWN_METHOD",
                sign(with(g, here, g.contract(), "Steal", g.arguments(), g.mark(), until, limit), alice));
        refused(
                "TX_ARGUMENTS_INVALID",
                sign(with(g, here, g.contract(), g.method(), Bytes.utf8("nonsense"), g.mark(), until, limit), alice));
        refused(
                "TX_FEE_TOO_LOW",
                sign(with(g, here, g.contract(), g.method(), g.arguments(), g.mark(), until, Amount.of(1)), alice));
        refused(
                "TX_FEE_UNPAYABLE",
                sign(
                        with(
                                g,
                                here,
                                g.contract(),
                                g.method(),
                                g.arguments(),
                                g.mark(),
                                until,
                                Amount.of(Long.MAX_VALUE)),
                        alice));
        refused("TX_UNAUTHORIZED", sign(g, bob));
        refused("TX_MALFORMED", Bytes.utf8("nonsense"));
        refused("TX_TOO_LARGE", Bytes.wrap(new byte[80_000]));
        refused("TX_SIGNATURE_NOT_CANONICAL", highS(sign(g, alice)));
    }

    /** The same signature with n - s instead of s: valid for the curve, refused by us. */
    private static Bytes highS(Bytes envelope) {
        Transaction signed = Transaction.CODEC.decode(envelope);
        Authorization low = signed.authorizations().getFirst();
        var order = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
        byte[] signature = low.signature().toArray();
        var s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] high = order.subtract(s).toByteArray();
        int from = Math.max(0, high.length - 32);
        System.arraycopy(high, from, signature, 64 - (high.length - from), high.length - from);
        return Transaction.CODEC.encode(new Transaction(
                signed.family(),
                signed.version(),
                signed.body(),
                List.of(new Authorization(low.scheme(), low.key(), Bytes.wrap(signature)))));
    }

    @Test
    void a_duplicate_and_unknown_things_have_their_reasons_over_grpc() {
        SignedTransaction once = transfer("2");
        client.submitAndWait(once, WaitFor.PACKED, PATIENCE);
        assertThatThrownBy(() -> client.submit(
                        SignedTransaction.of(new Transaction(once.family(), 1, once.body(), List.of()), suite.hash())))
                .isInstanceOfSatisfying(
                        BanyanException.class,
                        failure -> assertThat(failure.reason()).isEqualTo("TX_DUPLICATE"));
        assertThatThrownBy(() -> client.block("999999999"))
                .isInstanceOfSatisfying(
                        BanyanException.class,
                        failure -> assertThat(failure.reason()).isEqualTo("BLOCK_NOT_FOUND"));
        BanyanClient elsewhere = BanyanClient.connect(
                ClientOptions.of("http://127.0.0.1:" + node.process().apiPort(), "nowhere"));
        try (elsewhere) {
            assertThatThrownBy(elsewhere::status)
                    .isInstanceOfSatisfying(
                            BanyanException.class,
                            failure -> assertThat(failure.reason()).isEqualTo("CHAIN_UNKNOWN"));
        }
    }
}
