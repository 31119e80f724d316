package org.banyan.mainchain.dpos;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Tag;

/** What delegates commit to and reveal, and what is made of it: formulas V1 to V5 of {@code docs/spec/dpos.md}. Source: aelf whitepaper 4.2.4. */
record Values(ChainId chain, HashFunction hash) {
    private static final byte[] NAME = "dpos".getBytes(StandardCharsets.US_ASCII);

    private static final int FIRST = 1;
    private static final int COMMITMENT = 2;
    private static final int SIGNATURE_VALUE = 3;
    private static final int AFTER_GAP = 4;
    private static final int SEED_OBJECT = 5;
    private static final int SEED = 6;
    private static final int SECRET = 7;

    /** The in-value of a delegate that has never revealed one. */
    Hash first(long term, Address delegate) {
        return new Preimage(FIRST)
                .put(chain.hash())
                .put(term)
                .put(delegate.hash())
                .hash(hash);
    }

    /** The out-value that a header of {@code round} commits to; it binds the delegate, so that nobody can commit to another's. */
    Hash commitment(Address delegate, long round, Hash value) {
        return new Preimage(COMMITMENT)
                .put(chain.hash())
                .put(delegate.hash())
                .put(round)
                .put(value)
                .hash(hash);
    }

    /** The signature value of the round after the one whose signature values add up to {@code sum}. */
    Hash signature(Hash value, Hash sum) {
        return new Preimage(SIGNATURE_VALUE).put(Words.sum(value, sum)).hash(hash);
    }

    /** What stands for a signature value when rounds before {@code round} had no block. */
    Hash afterGap(Hash signature, long round) {
        return new Preimage(AFTER_GAP).put(signature).put(round).hash(hash);
    }

    /** What a delegate signs, for itself alone, to derive its secrets from. */
    Hash seedObject(PublicKey key) {
        Preimage preimage = new Preimage(SEED_OBJECT).put(chain.hash());
        return hash.hash(Tag.CONSENSUS_VALUE, Bytes.concat(preimage.bytes(), key.bytes()));
    }

    /** The seed that such a signature gives; the signature itself is kept nowhere. */
    Hash seed(Bytes signature) {
        return hash.hash(Tag.CONSENSUS_VALUE, Bytes.concat(new Preimage(SEED).bytes(), signature));
    }

    /** The in-value that a delegate commits to in {@code round}. */
    Hash secret(Hash seed, long round) {
        return new Preimage(SECRET).put(seed).put(round).hash(hash);
    }

    /** The bytes in front of the hash: the plug-in's name, the kind of value, words. */
    private static final class Preimage {
        private static final int SIZE_MAX = NAME.length + 1 + 3 * Hash.SIZE + Long.BYTES;

        private final byte[] bytes = new byte[SIZE_MAX];
        private int size = NAME.length + 1;

        private Preimage(int kind) {
            System.arraycopy(NAME, 0, bytes, 0, NAME.length);
            bytes[NAME.length] = (byte) kind;
        }

        private Preimage put(Hash value) {
            value.write(bytes, size);
            size += Hash.SIZE;
            return this;
        }

        private Preimage put(long value) {
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                bytes[size++] = (byte) (value >>> shift);
            }
            return this;
        }

        private Bytes bytes() {
            return Bytes.wrap(Arrays.copyOf(bytes, size));
        }

        private Hash hash(HashFunction function) {
            return function.hash(Tag.CONSENSUS_VALUE, bytes, 0, size);
        }
    }
}
