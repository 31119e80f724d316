package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.junit.jupiter.api.Test;

/** Formulas V1 to V5 and O3, and the rules DPOS-5 and DPOS-6: what is committed, revealed, summed up and ordered, recomputed here from the text of the specification. */
class ValuesTest {
    private final Walk walk = Walk.of(4);

    @Test
    void a_commitment_binds_chain_delegate_round_and_value() {
        Address delegate = walk.delegate(1);
        Hash value = new Hash(1, 2, 3, 4);
        Bytes preimage = Bytes.concat(
                Bytes.utf8("dpos"),
                Bytes.fromHex("02"),
                walk.chain().id().hash().bytes(),
                delegate.bytes(),
                Bytes.fromHex("0000000000000009"),
                value.bytes());
        assertThat(walk.chain().values().commitment(delegate, 9, value))
                .isEqualTo(Sha256.INSTANCE.hash(Tag.CONSENSUS_VALUE, preimage));
    }

    @Test
    void the_first_value_of_a_delegate_follows_from_chain_term_and_address() {
        Address delegate = walk.delegate(1);
        Bytes preimage = Bytes.concat(
                Bytes.utf8("dpos"),
                Bytes.fromHex("01"),
                walk.chain().id().hash().bytes(),
                Bytes.fromHex("0000000000000001"),
                delegate.bytes());
        assertThat(walk.content().delegates().get(position(delegate)).value())
                .isEqualTo(Sha256.INSTANCE.hash(Tag.CONSENSUS_VALUE, preimage));
    }

    @Test
    void a_round_commits_what_is_revealed_two_rounds_later() {
        for (long slot = 1; slot <= 40; slot++) {
            HeaderData data = walk.data(slot, Optional.empty());
            long round = 1 + (slot - 1) / 5;
            if (!walk.isExtra(slot)) {
                assertThat(data.commitment()).isPresent();
                assertThat(data.reveal().isPresent())
                        .as("round %s reveals", round)
                        .isEqualTo(round > 2);
                assertThat(data.reveal())
                        .isEqualTo(
                                round > 2
                                        ? Optional.of(walk.secret(walk.delegate(slot), round - 2))
                                        : Optional.empty());
            }
            walk.until(slot);
        }
    }

    @Test
    void signature_values_sums_and_orders_are_those_of_the_formulas() {
        for (int round = 1; round <= 12; round++) {
            walk.until(5L * round);
            Content before = walk.content();
            BigInteger sum = number(before.sum());
            BigInteger[] signatures = new BigInteger[4];
            BigInteger next = BigInteger.ZERO;
            for (int i = 0; i < 4; i++) {
                Bytes preimage = Bytes.concat(
                        Bytes.utf8("dpos"),
                        Bytes.fromHex("03"),
                        bytes(number(before.delegates().get(i).value()).add(sum)));
                signatures[i] = number(Sha256.INSTANCE.hash(Tag.CONSENSUS_VALUE, preimage));
                next = next.add(signatures[i]);
            }
            next = next.add(signatures[before.order().extra()]);
            Content after = walk.state().at(5L * round + 1).entered();
            assertThat(number(after.sum())).as("sum of round %s", round).isEqualTo(next.mod(BigInteger.TWO.pow(256)));
            int first = before.order().places().getFirst();
            assertThat(after.order().extra())
                    .isEqualTo(signatures[first].mod(BigInteger.valueOf(4)).intValue());
            assertThat(after.order()
                            .places()
                            .get(signatures[first].mod(BigInteger.valueOf(4)).intValue()))
                    .as("the first to choose gets its place")
                    .isEqualTo(first);
        }
    }

    @Test
    void the_extra_delegates_value_counts_twice_whether_or_not_it_builds() {
        walk.until(14);
        Walk other = Walk.of(4).until(14);
        other.skipTo(16);
        walk.until(15);
        assertThat(walk.isExtra(15)).isTrue();
        assertThat(walk.state().at(16).entered().sum())
                .isEqualTo(other.state().at(16).entered().sum());
        assertThat(walk.state().at(16).entered().order())
                .isEqualTo(other.state().at(16).entered().order());
    }

    @Test
    void who_misses_its_slot_is_counted_with_the_value_it_revealed_last() {
        walk.until(20);
        Address absent = walk.delegate(21);
        Hash before = walk.content().delegates().get(position(absent)).value();
        walk.silence(absent).until(30);
        assertThat(walk.content().delegates().get(position(absent)).value()).isEqualTo(before);
        assertThat(walk.state().at(31).entered().order().size()).isEqualTo(4);

        // and comes back: it missed the rounds 5 and 6, so it has nothing to reveal in 7 and 8
        walk.wake(absent).until(45);
        assertThat(walk.content().delegates().get(position(absent)).value()).isEqualTo(walk.secret(absent, 7));
    }

    @Test
    void a_round_without_blocks_brings_no_new_values_but_another_order() {
        walk.until(20);
        Content before = walk.content();
        List<Hash> signatures = new RoundChange(walk.chain(), before).signatures();
        for (long round : List.of(6L, 7L, 1_000_006L)) {
            Content entered = walk.state().at(5 * round - 2).entered();
            List<Hash> placing = signatures.stream()
                    .map(signature -> Sha256.INSTANCE.hash(
                            Tag.CONSENSUS_VALUE,
                            Bytes.concat(
                                    Bytes.utf8("dpos"),
                                    Bytes.fromHex("04"),
                                    signature.bytes(),
                                    Bytes.fromHex(String.format(Locale.ROOT, "%016x", round)))))
                    .toList();
            assertThat(entered.order()).isEqualTo(Order.next(before.order().places(), placing));
            assertThat(entered.sum()).isEqualTo(walk.state().at(21).entered().sum());
            assertThat(entered.earlierRound()).isEqualTo(4);
        }
        assertThat(walk.state().at(28).entered().order())
                .isNotEqualTo(walk.state().at(33).entered().order());

        // and values are revealed as if the empty rounds had not been
        walk.skipTo(5_000_001).until(5_000_010);
        assertThat(walk.content().round()).isEqualTo(1_000_002);
        assertThat(walk.content().earlierRound()).isEqualTo(1_000_001);
    }

    @Test
    void dpos_5_a_value_that_is_missing_wrong_or_was_never_committed_to_is_refused() {
        walk.until(12);
        long slot = walk.isExtra(13) ? 14 : 13;
        HeaderData honest = walk.data(slot, Optional.empty());
        assertThat(walk.check(slot, honest)).isEqualTo(Verdict.ACCEPTED);
        refused(DposRules.REVEAL, slot, reveal(honest, Optional.empty()));
        refused(DposRules.REVEAL, slot, reveal(honest, Optional.of(new Hash(1, 2, 3, 4))));
        refused(DposRules.REVEAL, slot, reveal(honest, Optional.of(walk.secret(walk.delegate(slot), 2))));

        Walk fresh = Walk.of(4);
        HeaderData first = fresh.data(1, Optional.empty());
        assertThat(fresh.check(1, reveal(first, Optional.of(new Hash(1, 2, 3, 4)))))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        verdict -> assertThat(verdict.rule()).isEqualTo(DposRules.REVEAL));
    }

    @Test
    void dpos_6_a_block_without_a_commitment_or_an_extra_block_with_values_is_refused() {
        HeaderData honest = walk.data(1, Optional.empty());
        refused(DposRules.COMMITMENT, 1, values(honest.reveal(), Optional.empty()));
        walk.until(14);
        assertThat(walk.check(15, HeaderData.NONE)).isEqualTo(Verdict.ACCEPTED);
        refused(DposRules.COMMITMENT, 15, honest);
        refused(DposRules.COMMITMENT, 15, reveal(HeaderData.NONE, Optional.of(new Hash(1, 2, 3, 4))));
    }

    private void refused(RuleId rule, long slot, HeaderData data) {
        assertThat(walk.check(slot, data))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        verdict -> assertThat(verdict.rule()).isEqualTo(rule));
    }

    private static HeaderData reveal(HeaderData data, Optional<Hash> reveal) {
        return values(reveal, data.commitment());
    }

    private static HeaderData values(Optional<Hash> reveal, Optional<Hash> commitment) {
        return new HeaderData(reveal, commitment, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private int position(Address delegate) {
        return walk.content().set().positionOf(delegate).orElseThrow();
    }

    private static BigInteger number(Hash hash) {
        return new BigInteger(1, hash.toArray());
    }

    private static Bytes bytes(BigInteger number) {
        return Bytes.fromHex(String.format(Locale.ROOT, "%064x", number.mod(BigInteger.TWO.pow(256))));
    }
}
