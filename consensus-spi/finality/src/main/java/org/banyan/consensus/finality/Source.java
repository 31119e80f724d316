package org.banyan.consensus.finality;

import org.banyan.types.BlockId;
import org.banyan.types.Hash;

/**
 * A prevote certificate by its round and block: what a prevote rests on. While at most f producers lie there is one block for each round.
 *
 * @param round 0 in {@link #NONE} alone
 */
public record Source(long round, BlockId block) implements Comparable<Source> {
    private static final BlockId NO_BLOCK = new BlockId(new Hash(0, 0, 0, 0));

    /** A voter that holds no certificate. Every block extends it. */
    public static final Source NONE = new Source(0, NO_BLOCK);

    public Source {
        if (round < 0 || (round == 0) != block.equals(NO_BLOCK)) {
            throw new IllegalArgumentException(
                    "a source has a round from 1 and a block, or neither, but was round " + round + ", block " + block);
        }
    }

    public boolean isNone() {
        return round == 0;
    }

    /** By round, then by block. */
    @Override
    public int compareTo(Source other) {
        int order = Long.compare(round, other.round);
        return order != 0 ? order : block.compareTo(other.block);
    }
}
