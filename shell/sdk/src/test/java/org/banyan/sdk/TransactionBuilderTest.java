package org.banyan.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.sdk.json.Json;
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
import org.banyan.v1.BlockReference;
import org.banyan.v1.ChainFees;
import org.banyan.v1.SimulateRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionBuilderTest {
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create("sha256-secp256k1");
    private static final Signer KEY = SUITE.defaultScheme().signer(new Hash(0, 0, 0, 42).bytes());
    private static final Address SENDER = SUITE.addressOf(KEY.publicKey());

    private final FakeNode node = new FakeNode(UUID.randomUUID().toString());
    private final BanyanClient client = node.client();

    @AfterEach
    void stop() {
        node.close();
    }

    private static AccountCall call(SignedTransaction transaction) {
        return AccountCall.CODEC.decode(transaction.body());
    }

    private static SignedTransaction decoded(SimulateRequest request) {
        return SignedTransaction.decode(Bytes.wrap(request.getTransaction().toByteArray()), SUITE.hash());
    }

    @Test
    void what_is_not_given_is_chosen_from_the_chain() {
        SignedTransaction signed = client.transaction("purse", "pay").sign(KEY);

        AccountCall call = call(signed);
        assertThat(call.chainId()).isEqualTo(new ChainId(FakeNode.CHAIN));
        assertThat(call.sender()).isEqualTo(SENDER);
        assertThat(call.payer()).isEqualTo(SENDER);
        assertThat(call.contract()).isEqualTo(FakeNode.PURSE);
        assertThat(call.method()).isEqualTo("Pay");
        assertThat(call.mark()).isEqualTo(new Mark(new Height(98), new BlockId(FakeNode.FINAL)));
        assertThat(call.validUntil()).isEqualTo(new Height(98 + 64));
    }

    @Test
    void the_signature_covers_chain_type_and_body() {
        SignedTransaction signed = client.transaction("purse", "pay").sign(KEY);

        Authorization authorization = signed.authorizations().getFirst();
        Hash message = SUITE.signingHash(
                new ChainId(FakeNode.CHAIN),
                SignatureType.TRANSACTION,
                signed.id().hash());
        assertThat(SUITE.defaultScheme().verify(message, authorization.key(), authorization.signature()))
                .isTrue();
    }

    @Test
    void the_fee_limit_is_the_simulated_fee_with_a_margin_and_the_tip() {
        SignedTransaction signed =
                client.transaction("purse", "pay").tip(Amount.of(7)).sign(KEY);

        assertThat(call(signed).fee()).isEqualTo(new Fee(Amount.of(1001 + 250 + 7), Amount.of(7)));
    }

    @Test
    void the_fee_limit_is_never_below_the_floor_of_the_pool() {
        node.status(
                status -> status.setFees(ChainFees.newBuilder().setSymbol("BNY").setPoolFloor("5000")));

        assertThat(call(client.transaction("purse", "pay").sign(KEY)).fee().limit())
                .isEqualTo(Amount.of(5000));
    }

    @Test
    void a_simulation_has_the_size_of_the_real_thing_but_no_signature() {
        SignedTransaction signed = client.transaction("purse", "pay").sign(KEY);

        SignedTransaction draft = decoded(node.asked(SimulateRequest.class).getFirst());
        assertThat(draft.authorizations().getFirst().key())
                .isEqualTo(KEY.publicKey().bytes());
        assertThat(draft.authorizations().getFirst().signature()).isEqualTo(Bytes.wrap(new byte[64]));
        assertThat(signed.raw().size() - draft.raw().size()).isBetween(0, 40);
    }

    @Test
    void no_simulation_is_needed_when_the_fee_is_known() {
        client.transaction("purse", "pay").feeLimit(Amount.of(9)).sign(KEY);
        node.status(status -> status.setFees(ChainFees.getDefaultInstance()));
        SignedTransaction free = client.transaction("purse", "pay").sign(KEY);

        assertThat(node.asked(SimulateRequest.class)).isEmpty();
        assertThat(call(free).fee()).isEqualTo(Fee.NONE);
    }

    @Test
    void the_head_is_the_mark_when_finality_lags() {
        node.status(status ->
                status.setFinal(BlockReference.newBuilder().setHeight(50).setHash(FakeNode.FINAL.toHex())));

        assertThat(call(client.transaction("purse", "pay").sign(KEY)).mark())
                .isEqualTo(new Mark(new Height(100), new BlockId(FakeNode.HEAD)));
    }

    @Test
    void equal_calls_are_different_transactions_unless_they_share_a_salt() {
        var first = client.transaction("purse", "pay").sign(KEY);
        var second = client.transaction("purse", "pay").sign(KEY);
        var salted = client.transaction("purse", "pay").salt(1).sign(KEY);
        var again = client.transaction("purse", "pay").salt(1).sign(KEY);

        assertThat(first.id()).isNotEqualTo(second.id());
        assertThat(salted).isEqualTo(again);
    }

    @Test
    void arguments_that_do_not_fit_name_their_field() {
        assertThatThrownBy(() -> client.transaction("purse", "pay")
                        .arguments(Json.object().put("to", "x").build()))
                .hasMessageContaining("TX_ARGUMENTS_INVALID: field 'to' must be an address")
                .hasMessageContaining("method=Pay");
    }

    @Test
    void a_transaction_without_keys_is_refused() {
        assertThatThrownBy(() -> client.transaction("purse", "pay").sign()).hasMessageContaining("at least one key");
    }

    @Test
    void it_can_be_prepared_here_and_signed_elsewhere() {
        UnsignedTransaction prepared = client.transaction("purse", "pay").prepare(KEY);

        assertThat(prepared.sign(KEY).id()).isEqualTo(prepared.id());
    }
}
