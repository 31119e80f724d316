package org.banyan.types.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.generators.RandomTransactions;
import org.banyan.types.generators.RandomValues;
import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;

class SignedTransactionTest {
    private static final HashFunction HASH = Sha256.INSTANCE;

    private final RandomTransactions random = new RandomTransactions(new RandomValues(7));
    private final Authorization authorization = new Authorization(1, Bytes.utf8("key"), Bytes.utf8("signature"));

    @Test
    void enc_16_received_bytes_are_kept_and_their_hashes_have_their_tags() {
        Seeds.each(100, values -> {
            Transaction transaction = new RandomTransactions(values).transaction();
            Bytes raw = Transaction.CODEC.encode(transaction);

            SignedTransaction received = SignedTransaction.decode(raw, HASH);

            assertThat(received.raw()).isSameAs(raw);
            assertThat(received.transaction()).isEqualTo(transaction);
            assertThat(received.id().hash()).isEqualTo(HASH.hash(Tag.TRANSACTION_BODY, transaction.body()));
            assertThat(received.fullHash()).isEqualTo(HASH.hash(Tag.TRANSACTION_ENVELOPE, raw));
            assertThat(received.authorizationsHash())
                    .isEqualTo(HASH.hash(
                            Tag.AUTHORIZATIONS,
                            AuthorizationList.CODEC.encode(new AuthorizationList(transaction.authorizations()))));
            assertThat(SignedTransaction.of(transaction, HASH))
                    .isEqualTo(received)
                    .hasSameHashCodeAs(received);
        });
    }

    @Test
    void other_authorizations_change_the_full_hash_and_not_the_id() {
        Bytes body = Bytes.utf8("body");
        var unsigned = SignedTransaction.of(new Transaction(1, 1, body, List.of()), HASH);
        var signed = SignedTransaction.of(new Transaction(1, 1, body, List.of(authorization)), HASH);

        assertThat(signed.id()).isEqualTo(unsigned.id());
        assertThat(signed.fullHash()).isNotEqualTo(unsigned.fullHash());
        assertThat(signed.authorizationsHash()).isNotEqualTo(unsigned.authorizationsHash());
        assertThat(signed).isNotEqualTo(unsigned);
    }

    @Test
    void an_envelope_beyond_the_limit_is_refused_before_it_is_read() {
        assertThatThrownBy(() -> SignedTransaction.decode(Bytes.wrap(new byte[Transaction.BYTES_MAX + 1]), HASH))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("more than the limit");
    }

    @Test
    void families_versions_and_schemes_start_at_one() {
        assertThatThrownBy(() -> new Transaction(0, 1, Bytes.EMPTY, List.of())).hasMessageContaining("family");
        assertThatThrownBy(() -> new Transaction(1, 0, Bytes.EMPTY, List.of())).hasMessageContaining("version");
        assertThatThrownBy(() -> new Transaction(-1, 1, Bytes.EMPTY, List.of())).hasMessageContaining("family");
        assertThatThrownBy(() -> new Authorization(0, Bytes.EMPTY, Bytes.EMPTY)).hasMessageContaining("scheme");
    }

    @Test
    void more_authorizations_than_the_limit_are_refused() {
        var many = Collections.nCopies(Transaction.AUTHORIZATIONS_MAX + 1, authorization);

        assertThatThrownBy(() -> new Transaction(1, 1, Bytes.EMPTY, many)).hasMessageContaining("limit of 256");
        assertThatThrownBy(() -> new AuthorizationList(many)).hasMessageContaining("limit of 256");
    }

    @Test
    void enc_19_a_payer_who_is_the_sender_is_left_out_and_refused_when_written() {
        AccountCall call = random.accountCall();
        AccountCall paidBySender = withPayer(call, call.sender().hash());
        AccountCall paidByOther = withPayer(call, new Hash(5, 5, 5, 5));
        Bytes explicit = Bytes.concat(
                AccountCall.CODEC.encode(paidBySender),
                Bytes.fromHex("5220"),
                call.sender().bytes());

        assertThat(AccountCall.CODEC
                        .decode(AccountCall.CODEC.encode(paidByOther))
                        .payer()
                        .hash())
                .isEqualTo(new Hash(5, 5, 5, 5));
        assertThatThrownBy(() -> AccountCall.CODEC.decode(explicit))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("names the sender as payer");
    }

    @Test
    void a_tip_above_the_limit_that_includes_it_is_refused() {
        assertThatThrownBy(() -> new Fee(Amount.of(1), Amount.of(2))).hasMessageContaining("tip 2 exceeds");
        assertThatThrownBy(() -> Fee.CODEC.decode(Bytes.fromHex("0a0101120102")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("tip 2 exceeds");
    }

    private static AccountCall withPayer(AccountCall call, Hash payer) {
        return new AccountCall(
                call.chainId(),
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                call.mark(),
                call.validUntil(),
                call.salt(),
                call.fee(),
                new Address(payer));
    }
}
