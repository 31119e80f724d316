package org.banyan.consensus.bft;

import java.util.ArrayList;
import java.util.List;
import org.banyan.consensus.quorum.EqualProducers;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.CryptoSuite;

/**
 * The plug-in's parameters in the chain specification.
 *
 * @param producers who produces and votes after genesis, each of weight 1
 * @param viewMillis how long a leader has, in the first views of a height
 * @param viewMillisMax how long a leader has at most: views last longer the more of them failed
 * @param emptyEvery a block with nothing to carry is made after this many slots without a block: 1 always, 0 never
 */
public record BftParameters(ProducerSet producers, long viewMillis, long viewMillisMax, long emptyEvery) {
    /** A view shorter than this passes before messages and signatures can. */
    public static final long VIEW_MILLIS_MIN = 20;

    /** A chain whose leader is silent must not wait for longer. */
    public static final long VIEW_MILLIS_LIMIT = 600_000;

    public static final long EMPTY_EVERY_MAX = 1_000_000;

    public static final Codec<BftParameters> CODEC = new BftParametersCodec();

    /** Views as long as a slot and up to eight slots, a block in every slot. */
    public static BftParameters usual(ProducerSet producers, long slotMillis) {
        long view = Math.max(VIEW_MILLIS_MIN, slotMillis);
        return new BftParameters(producers, view, Math.multiplyExact(8, view), 1);
    }

    /** All that keeps a chain from working with these parameters. */
    public List<String> defects(CryptoSuite suite) {
        List<String> defects = new ArrayList<>();
        EqualProducers.defect(producers, suite).ifPresent(defect -> defects.add("the producers cannot be: " + defect));
        if (viewMillis < VIEW_MILLIS_MIN || viewMillis > VIEW_MILLIS_LIMIT) {
            defects.add(
                    "view-millis must be " + VIEW_MILLIS_MIN + " to " + VIEW_MILLIS_LIMIT + " but is " + viewMillis);
        }
        if (viewMillisMax < viewMillis || viewMillisMax > VIEW_MILLIS_LIMIT) {
            defects.add("view-millis-max must be view-millis (" + viewMillis + ") to " + VIEW_MILLIS_LIMIT + " but is "
                    + viewMillisMax);
        }
        if (emptyEvery < 0 || emptyEvery > EMPTY_EVERY_MAX) {
            defects.add("empty-every must be 0 (never) to " + EMPTY_EVERY_MAX + " slots but is " + emptyEvery);
        }
        return defects;
    }

    private static final class BftParametersCodec implements Codec<BftParameters> {
        @Override
        public void write(BftParameters value, CanonicalWriter out) {
            out.message(1, value.producers, ProducerSet.CODEC);
            out.uint64(2, value.viewMillis);
            out.uint64(3, value.viewMillisMax);
            out.uint64(4, value.emptyEvery);
        }

        @Override
        public BftParameters read(CanonicalReader in) {
            return new BftParameters(in.message(1, ProducerSet.CODEC), in.uint64(2), in.uint64(3), in.uint64(4));
        }
    }
}
