package org.banyan.types.block;

import org.banyan.types.Address;
import org.banyan.types.Bounds;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.transaction.Authorization;

/**
 * One who may produce and vote.
 *
 * @param address who is paid
 * @param key verifies its signatures
 * @param weight of its votes, at least 1
 */
public record Producer(Address address, PublicKey key, long weight) {
    public static final Codec<Producer> CODEC = new ProducerCodec();

    public Producer {
        Bounds.between("signature scheme of a producer", key.scheme(), 1, Integer.MAX_VALUE);
        Bounds.sizeMax("key of a producer", key.bytes(), Authorization.KEY_BYTES_MAX);
        Bounds.positive("weight of a producer", weight);
    }

    private static final class ProducerCodec implements Codec<Producer> {
        @Override
        public void write(Producer value, CanonicalWriter out) {
            out.hash(1, value.address.hash());
            out.uint32(2, value.key.scheme());
            out.bytes(3, value.key.bytes());
            out.uint64(4, value.weight);
        }

        @Override
        public Producer read(CanonicalReader in) {
            return new Producer(
                    new Address(in.hash(1)),
                    new PublicKey(in.uint32(2), in.bytes(3, Authorization.KEY_BYTES_MAX)),
                    in.uint64(4));
        }
    }
}
