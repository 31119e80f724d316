package org.banyan.testkit.world;

import java.util.SplittableRandom;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;

/**
 * One seed's randomness in named streams: what one stream draws changes nothing in another, so that a scenario that asks for one more number stays otherwise
 * the same.
 */
public record Entropy(long seed) {
    /** The stream of this name, from its beginning. */
    public SplittableRandom stream(String name) {
        return new SplittableRandom(Sha256.INSTANCE
                .hash(Tag.CONTRACT_DATA, Bytes.utf8(seed + " " + name))
                .word0());
    }

    /** Everything of a part, such as a node, under its own names. */
    public Entropy of(String part) {
        return new Entropy(Sha256.INSTANCE
                .hash(Tag.CONTRACT_DATA, Bytes.utf8(seed + "/" + part))
                .word1());
    }
}
