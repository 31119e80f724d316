package org.banyan.types.block;

import java.util.List;
import java.util.OptionalInt;
import org.banyan.types.Address;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * Those who certify the children of a block. Its id is the tagged hash of its canonical bytes.
 *
 * @param producers strictly ascending by address, 1 to {@value #PRODUCERS_MAX}; their weights sum below 2^63
 */
public record ProducerSet(List<Producer> producers) {
    public static final int PRODUCERS_MAX = 1024;
    public static final Codec<ProducerSet> CODEC = new ProducerSetCodec();

    public ProducerSet {
        producers = List.copyOf(producers);
        Bounds.between("number of producers", producers.size(), 1, PRODUCERS_MAX);
        Bounds.ascending(
                "addresses of producers",
                producers.stream().map(Producer::address).toList());
        long total = 0;
        for (Producer producer : producers) {
            total += producer.weight();
            if (total < 0) {
                throw new IllegalArgumentException("the weights of the producers sum to 2^63 or more");
            }
        }
    }

    public Hash id(HashFunction hash) {
        return hash.hash(Tag.PRODUCER_SET, CODEC.encode(this));
    }

    public int size() {
        return producers.size();
    }

    public long totalWeight() {
        long total = 0;
        for (Producer producer : producers) {
            total += producer.weight();
        }
        return total;
    }

    /** Least weight of which two selections always share an honest producer when less than a third lies: {@code floor(2W / 3) + 1}. */
    public long quorum() {
        long total = totalWeight();
        long third = total / 3 + (total % 3 == 0 ? 0 : 1);
        return total - third + 1;
    }

    /** Position of {@code address}, if it is in the set. */
    public OptionalInt positionOf(Address address) {
        for (int i = 0; i < producers.size(); i++) {
            if (producers.get(i).address().equals(address)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static final class ProducerSetCodec implements Codec<ProducerSet> {
        @Override
        public void write(ProducerSet value, CanonicalWriter out) {
            out.repeated(1, value.producers, Producer.CODEC);
        }

        @Override
        public ProducerSet read(CanonicalReader in) {
            return new ProducerSet(in.repeated(1, Producer.CODEC, PRODUCERS_MAX));
        }
    }
}
