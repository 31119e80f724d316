package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.proof.Claim;
import org.banyan.sdk.proof.NamedChain;
import org.banyan.sdk.proof.ProofFile;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.list.CountedList;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetStatusRequest;
import org.banyan.v1.GetTransactionProofRequest;
import org.banyan.v1.GetTransactionProofResponse;
import org.banyan.v1.ProofClaim;
import org.banyan.v1.ProofEnvelope;
import org.banyan.v1.ProofKind;
import org.banyan.v1.ProofServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of the chain that the fake node serves, led on to a block of another chain. */
class ComposedProofCommandsTest {
    private static final ChainId OWN = new ChainId(FakeApi.CHAIN);
    private static final ChainId MAIN = new ChainId(new Hash(5, 6, 7, 8));

    @TempDir
    private Path home;

    private final ProofFile proof = composed();
    private final Claim.TransactionPacked claim = (Claim.TransactionPacked) proof.claim();
    private int notReady;
    private final FakeApi api = new FakeApi(List.of(new Proving()));

    private final class Proving extends ProofServiceGrpc.ProofServiceImplBase {
        @Override
        public void getTransactionProof(
                GetTransactionProofRequest request, StreamObserver<GetTransactionProofResponse> out) {
            if (notReady > 0) {
                notReady--;
                api.failNext(
                        ErrorReason.ERROR_REASON_PROOF_NOT_READY,
                        "chain main has not followed chain dev to height 12 yet",
                        Map.of("at", "12"));
            }
            api.answer(
                    request,
                    out,
                    GetTransactionProofResponse.newBuilder()
                            .setEnvelope(envelope())
                            .build());
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static Header header(ChainId chain, long height, Hash bodyRoot, List<HeaderExtension> extensions) {
        Hash other = new Hash(0, 0, 0, 9);
        return new Header(
                Header.VERSION,
                chain,
                new Height(height),
                new BlockId(other),
                new Timestamp(1_000),
                bodyRoot,
                other,
                other,
                other,
                extensions);
    }

    private static ProofFile composed() {
        var hash = FakeApi.SUITE.hash();
        SignedTransaction packed =
                SignedTransaction.of(new Transaction(1, 1, Bytes.wrap(new byte[] {1}), List.of()), hash);
        List<Bytes> body = BodyRoot.leaves(List.of(), List.of(packed), hash);
        Header side = header(OWN, 12, BodyRoot.of(List.of(), List.of(packed), hash), List.of());
        List<IndexLeaf> index = List.of(IndexLeaf.of(side, hash));
        List<Bytes> leaves = IndexLeaf.encoded(index);
        Header main = header(
                MAIN,
                20,
                new Hash(0, 0, 0, 3),
                List.of(new HeaderExtension(
                        IndexLeaf.EXTENSION, IndexLeaf.root(index, hash).bytes())));
        return new ProofFile(
                "dev",
                OWN,
                FakeApi.SUITE.id(),
                FakeApi.TEXT,
                new Claim.TransactionPacked(packed.id(), packed.authorizationsHash(), side.height()),
                new NamedChain("main", MAIN),
                main.height(),
                main.id(hash),
                Proof.CODEC.encode(new Proof(List.of(
                        new ProofStep.TransactionInBlock(new ListStep(CountedList.prove(hash, body, 0), body.get(0))),
                        new ProofStep.HeaderOfBlock(side),
                        new ProofStep.BlockInIndex(new ListStep(CountedList.prove(hash, leaves, 0), leaves.get(0))),
                        new ProofStep.HeaderOfBlock(main)))));
    }

    private ProofEnvelope envelope() {
        return ProofEnvelope.newBuilder()
                .setKind(ProofKind.PROOF_KIND_TRANSACTION)
                .setChainId(OWN.toString())
                .setBlockChain("main")
                .setBlock(BlockReference.newBuilder()
                        .setChainId(MAIN.toString())
                        .setHeight(20)
                        .setHash(proof.block().toString()))
                .setProof(UnsafeByteOperations.unsafeWrap(proof.proof().toArray()))
                .setClaim(ProofClaim.newBuilder()
                        .setTransactionId(claim.id().toString())
                        .setAuthorizationsHash(claim.authorizationsHash().toHex())
                        .setPackedHeight(12))
                .build();
    }

    private Path file() throws IOException {
        return Files.writeString(home.resolve("tx.proof"), proof.toJson().pretty());
    }

    private Run get(String... more) {
        String[] start = {"proof", "get", "--tx", claim.id().toString(), "--target", "main"};
        return api.run(home, Stream.concat(Stream.of(start), Stream.of(more)).toArray(String[]::new));
    }

    /** The reply of VerifyFact: chain, height 12, and a transaction. */
    private static ByteString reply(ChainId chain, Hash transaction, Hash authorizations) {
        CanonicalWriter fact = new CanonicalWriter();
        fact.hash(1, transaction);
        fact.hash(2, authorizations);
        CanonicalWriter reply = new CanonicalWriter();
        reply.hash(1, chain.hash());
        reply.uint64(2, 12);
        reply.bytes(4, fact.toBytes());
        return ByteString.copyFrom(reply.toBytes().readOnlyArray());
    }

    @Test
    void a_proof_is_waited_for_while_the_target_lags_and_says_what_it_waits_for() throws IOException {
        notReady = 1;
        Path out = home.resolve("out.proof");

        Run run = get("--out", out.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(api.asked(GetTransactionProofRequest.class).orElseThrow().getTarget())
                .isEqualTo("main");
        assertThat(run.err()).contains("waiting: chain main has not followed chain dev to height 12 yet");
        assertThat(run.out()).contains("proven against block 20 of chain 'main'", "is in block 12", "--on main");
        assertThat(ProofFile.parse(Files.readString(out))).isEqualTo(proof);
    }

    @Test
    void a_proof_that_is_not_ready_in_time_ends_with_12_and_the_advice() {
        notReady = 1;

        Run run = get("--wait", "0");

        assertThat(run.code()).isEqualTo(12);
        assertThat(run.err()).startsWith("PROOF_NOT_READY: ").contains("fix: wait until");
    }

    @Test
    void a_wait_outside_its_limits_is_a_usage_error() {
        assertThat(get("--wait", "-1").code()).isEqualTo(2);
        assertThat(get("--wait", "3601").code()).isEqualTo(2);
    }

    @Test
    void a_composed_proof_holds_against_the_block_of_its_target() throws IOException {
        Run run = Run.of(
                "proof", "verify", file().toString(), "--block", proof.block().toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("✓ valid", "is in block 12, on chain 'dev'", ", proven against block 20 of chain 'main'");
        assertThat(Run.of("proof", "verify", file().toString(), "--json")
                        .json()
                        .object("block")
                        .object("chain")
                        .text("name"))
                .isEqualTo("main");
    }

    @Test
    void a_block_from_a_node_is_taken_of_the_blocks_own_chain() throws IOException {
        Run run = api.run(home, "proof", "verify", file().toString(), "--online");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("CHAIN_MISMATCH", MAIN.toString());
        assertThat(api.asked(GetStatusRequest.class).orElseThrow().getChain()).isEqualTo(MAIN.toString());
    }

    @Test
    void a_contract_that_finds_the_claim_proven_proves_it() throws IOException {
        api.viewAnswers(reply(OWN, claim.id().hash(), claim.authorizationsHash()));

        Run run = api.run(home, "proof", "verify", file().toString(), "--on", "main");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("✓ proven  by the crosschain contract of dev", "claimed:  transaction", "contract: {");
        Run json = api.run(home, "proof", "verify", file().toString(), "--on", "main", "--json");
        assertThat(json.json().get("valid")).contains(Json.of(true));
        assertThat(json.json().object("fact").object("transaction").text("transaction"))
                .isEqualTo(claim.id().toString());
    }

    @Test
    void a_contract_that_finds_something_else_proven_does_not() throws IOException {
        api.viewAnswers(reply(OWN, new Hash(1, 1, 1, 2), claim.authorizationsHash()));
        Run other = api.run(home, "proof", "verify", file().toString(), "--on", "main");
        assertThat(other.code()).isEqualTo(12);
        assertThat(other.out()).contains("✗ not proven", "something else proven", "claimed:", "contract:");

        api.viewAnswers(reply(MAIN, claim.id().hash(), claim.authorizationsHash()));
        assertThat(api.run(home, "proof", "verify", file().toString(), "--on", "main")
                        .code())
                .isEqualTo(12);
    }

    @Test
    void the_ways_to_check_exclude_each_other() throws IOException {
        Run run = Run.of("proof", "verify", file().toString(), "--on", "main", "--online");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("one of --on, --online and --block");
    }
}
