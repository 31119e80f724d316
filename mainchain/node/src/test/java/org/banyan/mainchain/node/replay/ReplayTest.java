package org.banyan.mainchain.node.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.account.AccountClient;
import org.banyan.contracts.account.Policy;
import org.banyan.contracts.account.SetPolicyRequest;
import org.banyan.contracts.account.WeightedKey;
import org.banyan.contracts.token.ApproveRequest;
import org.banyan.contracts.token.BurnRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferFromRequest;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.execution.TransactionRules;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other processes re-execute a recorded chain to the same ids and roots, whatever their locale, time zone, collector and compiler. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {
    private static final int BLOCKS = 25;
    private static final int PER_BLOCK = 8;
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);

    private final DevKeys keys = new DevKeys(SUITE);
    private final SplittableRandom random = new SplittableRandom(5_232_018);
    private final ChainEngine engine = ReplayedChain.engine(
            DevelopmentChain.specification(SUITE, new TrustedRuntime(), new Timestamp(1_700_000_000_000L)));
    private Path file = Path.of("");
    private String expected = "";

    @BeforeAll
    void record(@TempDir Path folder) throws IOException {
        file = folder.resolve("chain.bin");
        try (var out = new ChainFile.Writer(file, engine.parts().rules().specification())) {
            for (int i = 0; i < BLOCKS; i++) {
                for (int j = 0; j < PER_BLOCK; j++) {
                    var outcome = engine.transactionRules().check(transaction(i * PER_BLOCK + j));
                    engine.submit(((TransactionRules.Outcome.Checked) outcome).transaction());
                }
                ChainFile.Sealed produced = produce();
                out.add(produced.block(), produced.witness());
            }
        }
        expected = ReplayedChain.outcome(engine);
    }

    private ChainFile.Sealed produce() {
        var head = engine.head();
        var built = (ChainEngine.BuildOutcome.Built) engine.build(
                head.id(),
                head.header()
                        .time()
                        .plusMillis(engine.parts()
                                .rules()
                                .specification()
                                .consensus()
                                .slotMillis()),
                Bytes.EMPTY);
        Header header = built.header();
        Signer producer = keys.signer(DevelopmentChain.PRODUCER);
        var seal = new WitnessEntry(
                WitnessEntry.SIGNATURE,
                producer.sign(SUITE.signingHash(
                        header.chainId(), SignatureType.BLOCK, built.id().hash())));
        assertThat(engine.publish(built.id(), seal, new ArrayList<>()).toString())
                .contains("Accepted");
        return new ChainFile.Sealed(engine.store().block(built.id()).orElseThrow(), Witness.of(seal));
    }

    private Bytes transaction(long salt) {
        Signer sender = keys.signer(name());
        Signer other = keys.signer(name());
        Address to = SUITE.addressOf(other.publicKey());
        Amount amount = Amount.of(1 + random.nextInt(1_000_000));
        Address token = engine.parts().rules().systemAddress("token");
        String symbol = DevelopmentChain.SYMBOL;
        return switch (random.nextInt(6)) {
            case 0 -> sign(sender, token, TokenClient.APPROVE.call(new ApproveRequest(to, symbol, amount)), salt);
            case 1 ->
                sign(
                        sender,
                        token,
                        TokenClient.TRANSFER_FROM.call(new TransferFromRequest(
                                to, SUITE.addressOf(sender.publicKey()), symbol, amount, "pull")),
                        salt);
            case 2 -> sign(sender, token, TokenClient.BURN.call(new BurnRequest(symbol, amount, "")), salt);
            case 3 ->
                sign(
                        sender,
                        SUITE.addressOf(sender.publicKey()),
                        AccountClient.SET_POLICY.call(new SetPolicyRequest(new Policy(
                                List.of(new WeightedKey(
                                        sender.publicKey().scheme(),
                                        sender.publicKey().bytes(),
                                        1)),
                                1))),
                        salt);
            default ->
                sign(
                        sender,
                        token,
                        TokenClient.TRANSFER.call(new TransferRequest(to, symbol, amount, "ünïcode")),
                        salt);
        };
    }

    private String name() {
        return DevKeys.NAMES.get(random.nextInt(DevKeys.NAMES.size()));
    }

    private Bytes sign(Signer sender, Address contract, ContractCall call, long salt) {
        var head = engine.head();
        var chain = engine.parts().rules().chainId();
        Address address = SUITE.addressOf(sender.publicKey());
        Bytes body = AccountCall.CODEC.encode(new AccountCall(
                chain,
                address,
                contract,
                call.method(),
                call.arguments(),
                new Mark(head.header().height(), head.id()),
                head.header().height().plus(100),
                salt,
                new Fee(Amount.of(3_000_000), Amount.of(salt % 7)),
                address));
        var id = SignedTransaction.of(envelope(body, List.of()), SUITE.hash()).id();
        var message = SUITE.signingHash(chain, SignatureType.TRANSACTION, id.hash());
        return Transaction.CODEC.encode(envelope(
                body,
                List.of(new Authorization(
                        sender.publicKey().scheme(), sender.publicKey().bytes(), sender.sign(message)))));
    }

    private static Transaction envelope(Bytes body, List<Authorization> authorizations) {
        return new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, authorizations);
    }

    static Stream<List<String>> conditions() {
        return Stream.of(
                List.of(),
                List.of(
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Pacific/Apia",
                        "-Dfile.encoding=ISO-8859-9"),
                List.of(
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-XX:+UseSerialGC"),
                List.of("-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1", "-Dbanyan.crypto.secp256k1=bouncycastle"),
                List.of("-Xint", "-XX:+UseZGC"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void another_process_comes_to_the_same_ids_and_roots(List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(flags);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ReplayedChain.class.getName(), file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.trim()).endsWith(expected);
    }
}
