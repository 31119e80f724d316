package org.banyan.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.cli.Run;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.proof.Claim;
import org.banyan.sdk.proof.ProofFile;
import org.banyan.types.AddressText;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.list.CountedList;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create("sha256-secp256k1");

    @TempDir
    private Path folder;

    private final ProofFile proof = transactionProof();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("tx.proof"), proof.toJson().pretty());
    }

    private static ProofFile transactionProof() {
        ChainId chain = new ChainId(new Hash(1, 2, 3, 4));
        Hash other = new Hash(0, 0, 0, 9);
        List<SignedTransaction> transactions = List.of(transaction(1), transaction(2));
        List<Bytes> leaves = BodyRoot.leaves(List.of(), transactions, SUITE.hash());
        Header header = new Header(
                Header.VERSION,
                chain,
                new Height(12),
                new BlockId(other),
                new Timestamp(1_000),
                BodyRoot.of(List.of(), transactions, SUITE.hash()),
                other,
                other,
                other,
                List.of());
        SignedTransaction packed = transactions.get(1);
        ProofStep step = new ProofStep.TransactionInBlock(
                new ListStep(CountedList.prove(SUITE.hash(), leaves, 1), leaves.get(1)));
        return new ProofFile(
                "dev",
                chain,
                SUITE.id(),
                new AddressText("dev"),
                new Claim.TransactionPacked(packed.id(), packed.authorizationsHash(), header.height()),
                header.height(),
                header.id(SUITE.hash()),
                Proof.CODEC.encode(new Proof(List.of(step, new ProofStep.HeaderOfBlock(header)))));
    }

    private static SignedTransaction transaction(int number) {
        return SignedTransaction.of(
                new Transaction(1, 1, Bytes.wrap(new byte[] {(byte) number}), List.of()), SUITE.hash());
    }

    private Run verify(String... more) {
        return Run.of(Stream.concat(Stream.of("proof", "verify", file.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void a_proof_holds_against_the_block_that_is_trusted() {
        Run run = verify("--block", proof.block().toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("✓ valid", "is in block 12", proof.block().toString());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void without_a_trusted_block_the_answer_says_what_it_rests_on() {
        Run run = verify();

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("stands in the file itself");
        assertThat(verify("--json").json().text("blockFrom")).isEqualTo("file");
    }

    @Test
    void another_block_ends_with_12_and_the_rule() {
        Run run = verify("--block", "11".repeat(32), "--json");

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.json().get("valid")).contains(Json.of(false));
        assertThat(run.json().text("rule")).isEqualTo("PROOF-14");
        assertThat(verify("--block", "11".repeat(32)).out()).contains("✗ not valid", "PROOF-14");
    }

    @Test
    void a_tampered_proof_ends_with_12() throws IOException {
        byte[] bytes = proof.proof().toArray();
        bytes[bytes.length / 2] ^= 1;
        ProofFile tampered = new ProofFile(
                proof.chainName(),
                proof.chainId(),
                proof.cryptoSuite(),
                proof.addresses(),
                proof.claim(),
                proof.height(),
                proof.block(),
                Bytes.wrap(bytes));
        Files.writeString(file, tampered.toJson().pretty());

        assertThat(verify().code()).isEqualTo(12);
        assertThat(verify().out()).contains("✗ not valid");
    }

    @Test
    void a_claim_that_was_changed_ends_with_12() throws IOException {
        String changed = Files.readString(file).replace("\"packedHeight\": \"12\"", "\"packedHeight\": \"11\"");
        Files.writeString(file, changed);

        assertThat(verify().code()).isEqualTo(12);
        assertThat(verify().out()).contains("something else");
    }

    @Test
    void what_is_no_proof_file_is_a_usage_error() throws IOException {
        Files.writeString(file, "{}");
        assertThat(verify().code()).isEqualTo(2);
        assertThat(verify().err()).contains("PROOF_FILE_INVALID", "banyan proof get");

        Files.write(file, new byte[] {(byte) 0xff, 0});
        assertThat(verify().code()).isEqualTo(2);
        assertThat(verify("--block", "x").code()).isEqualTo(2);

        Files.delete(file);
        assertThat(verify().err()).contains("cannot be read");
    }
}
