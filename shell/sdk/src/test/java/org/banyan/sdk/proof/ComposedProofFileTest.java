package org.banyan.sdk.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.list.CountedList;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.StateStep;
import org.banyan.types.state.StateHasher;
import org.banyan.types.state.StateProof;
import org.junit.jupiter.api.Test;

/** A balance of a side chain, proven against a block of the main chain. */
class ComposedProofFileTest {
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create("sha256-secp256k1");
    private static final ChainId SIDE = new ChainId(new Hash(1, 2, 3, 4));
    private static final ChainId MAIN = new ChainId(new Hash(5, 6, 7, 8));
    private static final AddressText TEXT = new AddressText("dev");
    private static final Address OWNER = new Address(new Hash(7, 7, 7, 7));
    private static final Address TOKEN = SystemAddresses.of(TokenLayout.CONTRACT, SUITE);
    private static final Amount HELD = Amount.of(5);
    private static final Bytes KEY = TokenLayout.balanceKey(OWNER, "BNY");

    private static Header header(ChainId chain, long height, Hash stateRoot, List<HeaderExtension> extensions) {
        Hash other = new Hash(0, 0, 0, 9);
        return new Header(
                Header.VERSION,
                chain,
                new Height(height),
                new BlockId(other),
                new Timestamp(1_000),
                other,
                other,
                stateRoot,
                other,
                extensions);
    }

    private static ProofFile composed(Claim claim, NamedChain blockChain) {
        StateHasher hasher = new StateHasher(SUITE.hash());
        Header side =
                header(SIDE, 12, hasher.leaf(hasher.keyHash(TOKEN, KEY), hasher.valueHash(HELD.toBytes())), List.of());
        List<IndexLeaf> index = List.of(IndexLeaf.of(side, SUITE.hash()));
        Bytes root = IndexLeaf.root(index, SUITE.hash()).bytes();
        Header main = header(MAIN, 20, new Hash(0, 0, 0, 3), List.of(new HeaderExtension(IndexLeaf.EXTENSION, root)));
        List<Bytes> leaves = IndexLeaf.encoded(index);
        Proof proof = new Proof(List.of(
                new ProofStep.KeyInState(new StateStep(
                        TOKEN, KEY, Optional.of(HELD.toBytes()), new StateProof(List.of(), Optional.empty()))),
                new ProofStep.HeaderOfBlock(side),
                new ProofStep.BlockInIndex(new ListStep(CountedList.prove(SUITE.hash(), leaves, 0), leaves.get(0))),
                new ProofStep.HeaderOfBlock(main)));
        return new ProofFile(
                "side-1",
                SIDE,
                SUITE.id(),
                TEXT,
                claim,
                blockChain,
                main.height(),
                main.id(SUITE.hash()),
                Proof.CODEC.encode(proof));
    }

    private static ProofFile honest() {
        return composed(new Claim.BalanceIs(OWNER, "BNY", HELD), new NamedChain("main", MAIN));
    }

    private static Json.Object fact(ChainId chain, Bytes value) {
        return Json.object()
                .put("chainId", chain.toString())
                .put("height", "12")
                .put("timeMillis", "1000")
                .put(
                        "state",
                        Json.object()
                                .put("contract", new AddressText("main").format(TOKEN))
                                .put("key", base64(KEY))
                                .put("present", true)
                                .put("value", base64(value))
                                .build())
                .put("receipt", "")
                .build();
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.readOnlyArray());
    }

    private static boolean shown(Json.Object fact) {
        return new ContractFact(fact, new AddressText("main")).shows(honest());
    }

    @Test
    void a_fact_of_a_side_chain_is_proven_by_the_file_and_a_block_id_of_the_main_chain() {
        ProofFile file = ProofFile.parse(honest().toJson().pretty());

        assertThat(file).isEqualTo(honest());
        assertThat(file.leadsElsewhere()).isTrue();
        assertThat(file.claimHeight()).contains(new Height(12));
        assertThat(file.verify(file.block()))
                .isEqualTo(new ProofCheck.Valid(file.claim(), file.block(), new Height(20)));
    }

    @Test
    void a_file_that_names_another_chain_for_the_block_is_refused() {
        ProofFile lying = composed(honest().claim(), new NamedChain("main", new ChainId(new Hash(9, 9, 9, 9))));

        assertThat(lying.verify(lying.block()))
                .isInstanceOfSatisfying(
                        ProofCheck.Invalid.class,
                        invalid -> assertThat(invalid.rule()).isEqualTo(ProofFile.BLOCK_CHAIN_RULE));
    }

    @Test
    void a_file_that_claims_the_fact_of_the_blocks_own_chain_is_refused() {
        ProofFile side = honest();
        ProofFile lying = new ProofFile(
                "main",
                MAIN,
                side.cryptoSuite(),
                TEXT,
                side.claim(),
                side.blockChain(),
                side.height(),
                side.block(),
                side.proof());

        assertThat(lying.verify(lying.block()))
                .isInstanceOfSatisfying(
                        ProofCheck.Invalid.class,
                        invalid -> assertThat(invalid.rule()).isEqualTo("PROOF-12"));
    }

    @Test
    void a_file_that_says_nothing_of_the_blocks_chain_means_its_own() {
        String text = honest().toJson().compact();
        int at = text.indexOf(",\"chain\":{", text.indexOf("\"block\""));
        String old = text.substring(0, at) + text.substring(text.indexOf('}', at) + 1);

        ProofFile file = ProofFile.parse(old);

        assertThat(file.blockChain()).isEqualTo(new NamedChain("side-1", SIDE));
        assertThat(file.verify(file.block())).isInstanceOf(ProofCheck.Invalid.class);
    }

    @Test
    void a_member_for_the_blocks_chain_that_is_none_is_no_proof_file() {
        String text = honest().toJson().compact().replace("\"name\":\"main\"", "\"name\":7");

        assertThatThrownBy(() -> ProofFile.parse(text)).isInstanceOf(ProofFileException.class);
    }

    @Test
    void what_a_contract_finds_proven_is_compared_with_the_claim() {
        assertThat(shown(fact(SIDE, HELD.toBytes()))).isTrue();
        assertThat(shown(fact(SIDE, Amount.of(6).toBytes()))).isFalse();
        assertThat(shown(fact(MAIN, HELD.toBytes()))).isFalse();
        assertThat(shown(Json.object().put("chainId", SIDE.toString()).build())).isFalse();
        assertThat(shown(Json.Object.EMPTY)).isFalse();
    }

    @Test
    void the_contract_is_asked_about_the_claims_chain_with_the_whole_proof() {
        Json.Object arguments = ContractFact.arguments(honest());

        assertThat(arguments.text("chainId")).isEqualTo(SIDE.toString());
        assertThat(arguments.text("proof")).isEqualTo(base64(honest().proof()));
    }
}
