package org.banyan.types.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.generators.RandomBlocks;
import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;

class ProducerSetTest {
    @Test
    void a_quorum_is_more_than_two_thirds_of_the_weight() {
        for (int producers = 1; producers <= 40; producers++) {
            assertThat(equal(producers, 1).quorum()).isEqualTo(2L * producers / 3 + 1);
        }
        assertThat(equal(4, 1).quorum()).isEqualTo(3);
        assertThat(equal(1, 1).quorum()).isEqualTo(1);
    }

    @Test
    void a_quorum_of_the_largest_weights_does_not_overflow() {
        Seeds.each(300, values -> {
            ProducerSet set = new RandomBlocks(values).producerSet();
            BigInteger total = set.producers().stream()
                    .map(producer -> BigInteger.valueOf(producer.weight()))
                    .reduce(BigInteger.ZERO, BigInteger::add);

            assertThat(BigInteger.valueOf(set.totalWeight())).isEqualTo(total);
            assertThat(BigInteger.valueOf(set.quorum()))
                    .isEqualTo(total.shiftLeft(1).divide(BigInteger.valueOf(3)).add(BigInteger.ONE));
        });
        assertThat(equal(1, Long.MAX_VALUE).quorum()).isEqualTo(6148914691236517205L);
    }

    @Test
    void weights_that_sum_to_2_to_the_63_are_refused() {
        assertThatThrownBy(() -> equal(2, Long.MAX_VALUE)).hasMessageContaining("2^63");
        assertThatThrownBy(() -> equal(3, Long.MAX_VALUE)).hasMessageContaining("2^63");
    }

    @Test
    void an_empty_unordered_or_weightless_set_is_refused() {
        assertThatThrownBy(() -> new ProducerSet(List.of())).hasMessageContaining("number of producers");
        assertThatThrownBy(() -> new ProducerSet(List.of(producer(2, 1), producer(1, 1))))
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> new ProducerSet(List.of(producer(1, 1), producer(1, 2))))
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> producer(1, 0)).hasMessageContaining("weight");
        assertThatThrownBy(() -> equal(ProducerSet.PRODUCERS_MAX + 1, 1)).hasMessageContaining("number of producers");
    }

    @Test
    void its_id_is_the_tagged_hash_of_its_bytes_and_positions_follow_the_order() {
        ProducerSet set = equal(5, 1);

        assertThat(set.id(Sha256.INSTANCE))
                .isEqualTo(Sha256.INSTANCE.hash(Tag.PRODUCER_SET, ProducerSet.CODEC.encode(set)));
        assertThat(set.positionOf(set.producers().get(3).address())).hasValue(3);
        assertThat(set.positionOf(new Address(new Hash(9, 9, 9, 9)))).isEmpty();
    }

    @Test
    void votes_of_a_certificate_ascend_and_name_positions_that_a_set_can_have() {
        var first = new VoteSignature(0, Bytes.utf8("a"));
        var second = new VoteSignature(1, Bytes.utf8("b"));

        assertThat(certificate(List.of(first, second)).votes()).containsExactly(first, second);
        assertThatThrownBy(() -> certificate(List.of(second, first))).hasMessageContaining("ascending");
        assertThatThrownBy(() -> certificate(List.of(first, first))).hasMessageContaining("ascending");
        assertThatThrownBy(() -> new VoteSignature(-1, Bytes.EMPTY)).hasMessageContaining("position");
        assertThatThrownBy(() -> new VoteSignature(ProducerSet.PRODUCERS_MAX, Bytes.EMPTY))
                .hasMessageContaining("position");
    }

    private static Certificate certificate(List<VoteSignature> votes) {
        Hash some = new Hash(1, 1, 1, 1);
        return new Certificate(new ChainId(some), new Height(1), new BlockId(some), some, Bytes.EMPTY, votes);
    }

    private static ProducerSet equal(int producers, long weight) {
        return new ProducerSet(LongStream.rangeClosed(1, producers)
                .mapToObj(number -> producer(number, weight))
                .toList());
    }

    private static Producer producer(long number, long weight) {
        return new Producer(
                new Address(new Hash(0, 0, 0, number)), new PublicKey(1, Bytes.utf8("key " + number)), weight);
    }
}
