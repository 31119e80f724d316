package org.banyan.sdk.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.contract.SystemAddresses;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.sdk.json.Json;
import org.banyan.types.Address;
import org.banyan.types.AddressText;
import org.banyan.types.Amount;
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
import org.banyan.types.proof.StateStep;
import org.banyan.types.state.StateHasher;
import org.banyan.types.state.StateLeaf;
import org.banyan.types.state.StateProof;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.junit.jupiter.api.Test;

class ProofFileTest {
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create("sha256-secp256k1");
    private static final ChainId CHAIN = new ChainId(new Hash(1, 2, 3, 4));
    private static final AddressText TEXT = new AddressText("dev");
    private static final Address OWNER = new Address(new Hash(7, 7, 7, 7));
    private static final Address TOKEN = SystemAddresses.of(TokenLayout.CONTRACT, SUITE);

    private static Header header(Hash bodyRoot, Hash stateRoot) {
        Hash other = new Hash(0, 0, 0, 9);
        return new Header(
                Header.VERSION,
                CHAIN,
                new Height(12),
                new BlockId(other),
                new Timestamp(1_000),
                bodyRoot,
                other,
                stateRoot,
                other,
                List.of());
    }

    private static ProofFile file(Claim claim, Header header, ProofStep step) {
        Bytes proof = Proof.CODEC.encode(new Proof(List.of(step, new ProofStep.HeaderOfBlock(header))));
        return new ProofFile("dev", CHAIN, SUITE.id(), TEXT, claim, header.height(), header.id(SUITE.hash()), proof);
    }

    private static ProofFile ofTransaction() {
        List<SignedTransaction> transactions = List.of(transaction(1), transaction(2), transaction(3));
        List<Bytes> leaves = BodyRoot.leaves(List.of(), transactions, SUITE.hash());
        Header header = header(BodyRoot.of(List.of(), transactions, SUITE.hash()), new Hash(0, 0, 0, 8));
        SignedTransaction packed = transactions.get(1);
        return file(
                new Claim.TransactionPacked(packed.id(), packed.authorizationsHash(), header.height()),
                header,
                new ProofStep.TransactionInBlock(
                        new ListStep(CountedList.prove(SUITE.hash(), leaves, 1), leaves.get(1))));
    }

    private static SignedTransaction transaction(int number) {
        return SignedTransaction.of(
                new Transaction(1, 1, Bytes.wrap(new byte[] {(byte) number}), List.of()), SUITE.hash());
    }

    /** A state with a single entry: its leaf is the root. */
    private static ProofFile ofBalance(Amount held, Amount claimed) {
        StateHasher hasher = new StateHasher(SUITE.hash());
        Bytes key = TokenLayout.balanceKey(OWNER, "BNY");
        Hash root = hasher.leaf(hasher.keyHash(TOKEN, key), hasher.valueHash(held.toBytes()));
        return file(
                new Claim.BalanceIs(OWNER, "BNY", claimed),
                header(new Hash(0, 0, 0, 5), root),
                new ProofStep.KeyInState(new StateStep(
                        TOKEN, key, Optional.of(held.toBytes()), new StateProof(List.of(), Optional.empty()))));
    }

    private static ProofFile ofZeroBalance() {
        StateHasher hasher = new StateHasher(SUITE.hash());
        StateLeaf other = new StateLeaf(new Hash(1, 1, 1, 1), new Hash(2, 2, 2, 2));
        Bytes key = TokenLayout.balanceKey(OWNER, "BNY");
        return file(
                new Claim.BalanceIs(OWNER, "BNY", Amount.ZERO),
                header(new Hash(0, 0, 0, 5), hasher.leaf(other.keyHash(), other.valueHash())),
                new ProofStep.KeyInState(
                        new StateStep(TOKEN, key, Optional.empty(), new StateProof(List.of(), Optional.of(other)))));
    }

    private static ProofFile reread(ProofFile file) {
        return ProofFile.parse(file.toJson().pretty());
    }

    @Test
    void a_transaction_is_proven_by_the_file_and_a_block_id_alone() {
        ProofFile file = reread(ofTransaction());

        assertThat(file.verify(file.block()))
                .isEqualTo(new ProofCheck.Valid(file.claim(), file.block(), new Height(12)));
    }

    @Test
    void a_balance_is_proven_also_when_it_is_zero() {
        ProofFile some = reread(ofBalance(Amount.of(5), Amount.of(5)));
        ProofFile none = reread(ofZeroBalance());

        assertThat(some.verify(some.block())).isInstanceOf(ProofCheck.Valid.class);
        assertThat(none.verify(none.block())).isInstanceOf(ProofCheck.Valid.class);
    }

    @Test
    void a_state_entry_is_proven() {
        ProofFile balance = ofBalance(Amount.of(5), Amount.of(5));
        Bytes key = TokenLayout.balanceKey(OWNER, "BNY");
        ProofFile state = reread(new ProofFile(
                "dev",
                CHAIN,
                SUITE.id(),
                TEXT,
                new Claim.StateHolds(TOKEN, key, Optional.of(Amount.of(5).toBytes())),
                balance.height(),
                balance.block(),
                balance.proof()));

        assertThat(state.verify(state.block())).isInstanceOf(ProofCheck.Valid.class);
    }

    @Test
    void a_file_that_claims_more_than_its_proof_shows_is_refused() {
        ProofFile file = reread(ofBalance(Amount.of(5), Amount.of(500)));

        assertThat(file.verify(file.block())).isInstanceOfSatisfying(ProofCheck.Invalid.class, invalid -> {
            assertThat(invalid.rule()).isEqualTo(ProofFile.CLAIM_RULE);
            assertThat(invalid.reason()).contains("something else");
        });
    }

    @Test
    void another_block_is_refused() {
        ProofFile file = ofTransaction();

        assertThat(file.verify(new BlockId(new Hash(1, 1, 1, 1))))
                .isInstanceOfSatisfying(
                        ProofCheck.Invalid.class,
                        invalid -> assertThat(invalid.rule()).isEqualTo("PROOF-14"));
    }

    @Test
    void another_height_is_refused() {
        ProofFile file = ofTransaction();
        ProofFile lying =
                new ProofFile("dev", CHAIN, SUITE.id(), TEXT, file.claim(), new Height(13), file.block(), file.proof());

        assertThat(lying.verify(lying.block()))
                .isInstanceOfSatisfying(
                        ProofCheck.Invalid.class,
                        invalid -> assertThat(invalid.rule()).isEqualTo(ProofFile.HEIGHT_RULE));
    }

    @Test
    void no_changed_byte_of_the_proof_goes_unnoticed() {
        long seed = 42_001;
        SplittableRandom random = new SplittableRandom(seed);
        for (ProofFile file : List.of(ofTransaction(), ofBalance(Amount.of(5), Amount.of(5)), ofZeroBalance())) {
            for (int i = 0; i < 300; i++) {
                byte[] changed = file.proof().toArray();
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                ProofFile tampered = new ProofFile(
                        "dev", CHAIN, SUITE.id(), TEXT, file.claim(), file.height(), file.block(), Bytes.wrap(changed));
                assertThat(tampered.verify(file.block()))
                        .as("seed %d, case %d, byte %d", seed, i, at)
                        .isInstanceOf(ProofCheck.Invalid.class);
            }
        }
    }

    @Test
    void files_that_are_none_are_told_apart_from_proofs_that_fail() {
        Json.Object good = ofTransaction().toJson();

        assertThatThrownBy(() -> ProofFile.parse("")).isInstanceOf(ProofFileException.class);
        assertThatThrownBy(() -> ProofFile.parse("[]")).hasMessageContaining("a JSON object");
        assertThatThrownBy(() -> ProofFile.parse("{\"format\":\"banyan-proof-9\"}"))
                .hasMessageContaining("this version reads banyan-proof-1");
        assertThatThrownBy(() -> ProofFile.parse(good.compact().replace("\"height\":\"12\"", "\"height\":\"x\"")))
                .isInstanceOf(ProofFileException.class);
        assertThatThrownBy(() -> ProofFile.parse(good.compact().replace("transaction\"", "wish\"")))
                .isInstanceOf(ProofFileException.class);
    }

    @Test
    void cryptography_that_this_version_does_not_know_is_said_so() {
        ProofFile file = ofTransaction();
        ProofFile foreign = new ProofFile(
                "dev", CHAIN, "keccak-bls", TEXT, file.claim(), file.height(), file.block(), file.proof());

        assertThatThrownBy(() -> foreign.verify(file.block()))
                .isInstanceOf(ProofFileException.class)
                .hasMessageContaining("keccak-bls");
    }
}
