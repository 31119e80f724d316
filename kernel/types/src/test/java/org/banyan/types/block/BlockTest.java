package org.banyan.types.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.generators.RandomBlocks;
import org.banyan.types.generators.RandomTransactions;
import org.banyan.types.generators.Seeds;
import org.banyan.types.list.CountedList;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final HashFunction HASH = Sha256.INSTANCE;
    private static final Hash SOME = new Hash(1, 2, 3, 4);
    private static final ChainId CHAIN = new ChainId(new Hash(7, 7, 7, 7));

    @Test
    void enc_16_the_id_is_the_tagged_hash_of_the_canonical_header() {
        Seeds.each(50, values -> {
            Header header = new RandomBlocks(values).header();
            assertThat(header.id(HASH).hash()).isEqualTo(HASH.hash(Tag.HEADER, Header.CODEC.encode(header)));
        });
    }

    @Test
    void the_size_of_a_body_is_known_without_encoding_it() {
        Seeds.each(50, values -> {
            Body body = new RandomBlocks(values).body();
            assertThat(body.encodedSize()).isEqualTo(Body.CODEC.encode(body).size());
        });
        List<Bytes> transactions = new ArrayList<>();
        for (int size : new int[] {0, 1, 127, 128, 16_383, 16_384}) {
            transactions.add(Bytes.wrap(new byte[size]));
        }
        Body edges = new Body(List.of(), transactions);
        assertThat(edges.encodedSize()).isEqualTo(Body.CODEC.encode(edges).size());
    }

    @Test
    void the_parent_of_genesis_is_the_chain_id() {
        assertThat(header(0, new BlockId(CHAIN.hash()), List.of()).parent()).isEqualTo(Header.genesisParent(CHAIN));
        assertThatThrownBy(() -> header(0, new BlockId(SOME), List.of())).hasMessageContaining("must be its chain id");
    }

    @Test
    void extensions_ascend_by_id_and_are_found_by_it() {
        var a = new HeaderExtension("a", Bytes.utf8("1"));
        var b = new HeaderExtension("b", Bytes.utf8("2"));

        assertThat(header(1, new BlockId(SOME), List.of(a, b)).extension("b")).isEqualTo(Optional.of(Bytes.utf8("2")));
        assertThat(header(1, new BlockId(SOME), List.of(a, b)).extension("c")).isEmpty();
        assertThatThrownBy(() -> header(1, new BlockId(SOME), List.of(b, a))).hasMessageContaining("ascending");
        assertThatThrownBy(() -> header(1, new BlockId(SOME), List.of(a, a))).hasMessageContaining("ascending");
    }

    @Test
    void list_12_the_body_root_lists_inherents_then_transactions_with_their_authorizations() {
        Seeds.each(50, values -> {
            Body body = new RandomBlocks(values).body();
            List<SignedTransaction> transactions = body.transactions().stream()
                    .map(raw -> SignedTransaction.decode(raw, HASH))
                    .toList();
            List<Bytes> leaves = new ArrayList<>();
            for (Inherent inherent : body.inherents()) {
                Hash hash = HASH.hash(Tag.INHERENT, Inherent.CODEC.encode(inherent));
                leaves.add(Bytes.concat(Bytes.fromHex("01"), hash.bytes()));
            }
            for (SignedTransaction transaction : transactions) {
                leaves.add(Bytes.concat(
                        Bytes.fromHex("02"),
                        transaction.id().bytes(),
                        transaction.authorizationsHash().bytes()));
            }

            assertThat(BodyRoot.of(body.inherents(), transactions, HASH))
                    .isEqualTo(CountedList.root(HASH, Tag.LIST_BODY, leaves));
        });
    }

    @Test
    void another_signature_of_the_same_transaction_is_another_body() {
        var one = new Authorization(1, Bytes.utf8("key"), Bytes.utf8("one"));
        var two = new Authorization(1, Bytes.utf8("key"), Bytes.utf8("two"));

        assertThat(BodyRoot.of(List.of(), List.of(signed(one)), HASH))
                .isNotEqualTo(BodyRoot.of(List.of(), List.of(signed(two)), HASH));
    }

    @Test
    void a_body_keeps_the_envelopes_as_received() {
        Seeds.each(50, values -> {
            Bytes raw = Transaction.CODEC.encode(new RandomTransactions(values).transaction());
            var body = new Body(List.of(), List.of(raw));

            assertThat(Body.CODEC.decode(Body.CODEC.encode(body)).transactions())
                    .containsExactly(raw);
        });
    }

    @Test
    void a_body_of_more_elements_than_any_chain_allows_is_refused() {
        var out = new CanonicalWriter();
        out.repeatedBytes(2, Collections.nCopies(Body.TRANSACTIONS_MAX + 1, Bytes.EMPTY));

        assertThatThrownBy(() -> Body.CODEC.decode(out.toBytes()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("more than " + Body.TRANSACTIONS_MAX);
    }

    private static SignedTransaction signed(Authorization authorization) {
        return SignedTransaction.of(new Transaction(1, 1, Bytes.utf8("body"), List.of(authorization)), HASH);
    }

    private static Header header(long height, BlockId parent, List<HeaderExtension> extensions) {
        return new Header(1, CHAIN, new Height(height), parent, new Timestamp(0), SOME, SOME, SOME, SOME, extensions);
    }
}
