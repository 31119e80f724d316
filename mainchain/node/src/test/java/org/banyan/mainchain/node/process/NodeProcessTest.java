package org.banyan.mainchain.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.token.GetBalanceReply;
import org.banyan.contracts.token.GetBalanceRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.host.Plugins;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class NodeProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    @Test
    void a_transfer_on_the_development_chain_moves_tokens_and_costs_a_fee() {
        try (TestNode node = TestNode.start(home)) {
            RunningChain chain = node.process().host().chain("main").orElseThrow();
            CryptoSuite suite = chain.rules().suite();
            DevKeys keys = new DevKeys(suite);
            Signer alice = keys.signer("alice");
            Address bob = suite.addressOf(keys.signer("bob").publicKey());
            Amount before = balance(chain, bob);
            Amount five = Amount.of(500_000_000);
            assertThat(chain.submit(transfer(chain, alice, bob, five))).isEqualTo(Verdict.ACCEPTED);
            await().atMost(PATIENCE).until(() -> balance(chain, bob).equals(before.plus(five)));
            Amount paid = before.minus(five).minus(balance(chain, suite.addressOf(alice.publicKey())));
            assertThat(paid.compareTo(Amount.of(100_000))).isPositive();
            assertThat(paid.compareTo(Amount.of(1_000_000))).isNegative();
        }
    }

    @Test
    void one_process_runs_a_second_chain_beside_the_first() throws IOException {
        TestNode.run(home, "init", "--network", "dev");
        String main = Files.readString(home.resolve("chains/main/genesis.conf"));
        Files.createDirectories(home.resolve("chains/side"));
        Files.writeString(
                home.resolve("chains/side/genesis.conf"),
                main.replace("name = \"main\"", "name = \"side\"").replace("slot-millis = 500", "slot-millis = 200"));
        try (TestNode node = TestNode.start(home)) {
            var chains = node.process().host().chains();
            assertThat(chains).extracting(RunningChain::name).containsExactly("main", "side");
            await().atMost(PATIENCE)
                    .until(() -> chains.stream()
                            .allMatch(chain ->
                                    chain.status().finalHeader().height().value() >= 2));
        }
        assertThat(TestNode.run(home, "store-verify").out())
                .contains("main: sound")
                .contains("side: sound");
    }

    @Test
    void the_next_node_goes_on_where_the_last_one_stopped() {
        long height;
        try (TestNode node = TestNode.start(home)) {
            height = awaitHeight(node, 3);
        }
        try (TestNode next = TestNode.start(home)) {
            assertThat(awaitHeight(next, height + 1)).isGreaterThan(height);
        }
        assertThat(TestNode.run(home, "store-verify").out()).startsWith("main: sound, ");
    }

    @Test
    void a_second_node_on_the_same_directory_is_refused() {
        try (TestNode node = TestNode.start(home)) {
            Said second = TestNode.run(home, "dev", "--port", "0");
            assertThat(second.code()).isEqualTo(ExitCode.DIRECTORY_IN_USE);
            assertThat(second.err())
                    .contains("process " + ProcessHandle.current().pid());
            awaitHeight(node, 1);
        }
    }

    @Test
    void a_changed_genesis_is_refused_and_changes_nothing() throws IOException {
        made();
        Path genesis = home.resolve("chains/main/genesis.conf");
        String original = Files.readString(genesis);
        Files.writeString(genesis, original.replace("unit-price = \"30\"", "unit-price = \"31\""));
        Map<Path, FileTime> before = files();
        Said said = start();
        assertThat(said.code()).isEqualTo(ExitCode.GENESIS_MISMATCH);
        assertThat(said.err()).contains("use the specification the store was made with");
        assertThat(files()).isEqualTo(before);
        Files.writeString(genesis, original);
        TestNode.start(home).close();
    }

    @Test
    void a_store_of_a_newer_version_is_refused() {
        made();
        try (KeyValueStore store = Plugins.found().store("leveldb").open(home.resolve("chains/main/store"))) {
            store.write(
                    new WriteBatch().put(Bytes.utf8("Mschema"), Bytes.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, 99})),
                    Durability.SYNCED);
        }
        Said said = start();
        assertThat(said.code()).isEqualTo(ExitCode.STORE);
        assertThat(said.err()).contains("the store has schema 99");
    }

    @Test
    void a_damaged_store_is_refused_and_verification_says_where() throws IOException {
        made();
        Path log = onlyLog();
        byte[] content = Files.readAllBytes(log);
        content[content.length / 2] ^= 1;
        Files.write(log, content);
        Said said = start();
        assertThat(said.code()).isEqualTo(ExitCode.STORE);
        assertThat(home.resolve("run/last-error.json")).content().contains("\"code\":\"STORE\"");
        assertThat(TestNode.run(home, "store-verify").code()).isEqualTo(ExitCode.STORE);
    }

    @Test
    void a_lost_record_of_signatures_is_refused_unless_the_operator_vouches() throws IOException {
        made();
        try (var guards = Files.newDirectoryStream(home.resolve("chains/main/signer"), "*.guard")) {
            for (Path guard : guards) {
                Files.delete(guard);
            }
        }
        Said said = start();
        assertThat(said.code()).isEqualTo(ExitCode.KEY);
        assertThat(said.err()).contains("--signer-new yes");
    }

    @Test
    void a_taken_port_is_refused_before_anything_is_written() throws IOException {
        assertThat(TestNode.run(home, "init", "--network", "dev").code()).isEqualTo(ExitCode.OK);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Said said = TestNode.run(home, "dev", "--port", "0", "--api-port", Integer.toString(taken.getLocalPort()));
            assertThat(said.code()).isEqualTo(ExitCode.PORT_TAKEN);
            assertThat(said.err()).contains("--port");
        }
        assertThat(home.resolve("chains/main/store")).doesNotExist();
    }

    @Test
    void a_genesis_under_another_name_is_refused() throws IOException {
        TestNode.run(home, "init", "--network", "dev");
        Files.move(home.resolve("chains/main"), home.resolve("chains/other"));
        assertThat(start().code()).isEqualTo(ExitCode.GENESIS_MISMATCH);
    }

    private void made() {
        try (TestNode node = TestNode.start(home)) {
            awaitHeight(node, 2);
        }
    }

    private Said start() {
        return TestNode.run(home, "start", "--network", "dev", "--port", "0");
    }

    static long awaitHeight(TestNode node, long height) {
        RunningChain chain = node.process().host().chain("main").orElseThrow();
        await().atMost(PATIENCE).until(() -> chain.status().head().height().value() >= height);
        return chain.status().head().height().value();
    }

    /** Files of the chain with the time of their last change. */
    private Map<Path, FileTime> files() throws IOException {
        Map<Path, FileTime> found = new TreeMap<>();
        try (var walk = Files.walk(home.resolve("chains/main/signer"))) {
            for (Path each : walk.filter(Files::isRegularFile).toList()) {
                found.put(each, Files.getLastModifiedTime(each));
            }
        }
        return found;
    }

    private Path onlyLog() throws IOException {
        try (var logs = Files.newDirectoryStream(home.resolve("chains/main/store"), "*.log")) {
            return logs.iterator().next();
        }
    }

    private static Amount balance(RunningChain chain, Address owner) {
        return chain.read(engine -> {
            var request = new GetBalanceRequest(owner, "BNY");
            var environment = new BlockEnvironment(
                    engine.head().header().height(), engine.head().header().time(), SystemAddresses.KERNEL);
            GetBalanceReply reply = TokenClient.GET_BALANCE.invoke(
                    (method, arguments) -> engine.parts()
                            .views()
                            .call(
                                    engine.headBranch().state(),
                                    environment,
                                    owner,
                                    chain.rules().systemAddress("token"),
                                    method,
                                    arguments),
                    request);
            return reply.amount();
        });
    }

    private static Bytes transfer(RunningChain chain, Signer from, Address to, Amount amount) {
        CryptoSuite suite = chain.rules().suite();
        Address sender = suite.addressOf(from.publicKey());
        var call = TokenClient.TRANSFER.call(new TransferRequest(to, "BNY", amount, ""));
        var head = chain.status();
        Bytes body = AccountCall.CODEC.encode(new AccountCall(
                chain.chainId(),
                sender,
                chain.rules().systemAddress("token"),
                call.method(),
                call.arguments(),
                new Mark(head.head().height(), head.headId()),
                head.head().height().plus(100),
                1,
                new Fee(Amount.of(10_000_000), Amount.ZERO),
                sender));
        var unsigned = new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, List.of());
        var id = SignedTransaction.of(unsigned, suite.hash()).id();
        var message = suite.signingHash(chain.chainId(), SignatureType.TRANSACTION, id.hash());
        var authorization =
                new Authorization(from.publicKey().scheme(), from.publicKey().bytes(), from.sign(message));
        return Transaction.CODEC.encode(
                new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, List.of(authorization)));
    }
}
