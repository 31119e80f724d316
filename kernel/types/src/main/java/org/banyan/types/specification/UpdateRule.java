package org.banyan.types.specification;

import org.banyan.types.Bounds;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * How the collection may be replaced. Every chain has one: a genesis without it is refused.
 *
 * @param percent votes needed, in percent of the last {@code window} blocks, {@value #PERCENT_MIN} to 100
 * @param window blocks that count, at least 1
 * @param confirmations blocks that must follow before it takes effect, at least 1
 */
public record UpdateRule(int percent, long window, long confirmations) {
    public static final int PERCENT_MIN = 51;
    public static final int PERCENT_MAX = 100;

    /** A year of half-second blocks. */
    public static final long BLOCKS_MAX = 63_072_000;

    public static final Codec<UpdateRule> CODEC = new UpdateRuleCodec();

    public UpdateRule {
        Bounds.between("percent of the update rule", percent, PERCENT_MIN, PERCENT_MAX);
        Bounds.between("window of the update rule", window, 1, BLOCKS_MAX);
        Bounds.between("confirmations of the update rule", confirmations, 1, BLOCKS_MAX);
    }

    private static final class UpdateRuleCodec implements Codec<UpdateRule> {
        @Override
        public void write(UpdateRule value, CanonicalWriter out) {
            out.uint32(1, value.percent);
            out.uint64(2, value.window);
            out.uint64(3, value.confirmations);
        }

        @Override
        public UpdateRule read(CanonicalReader in) {
            return new UpdateRule(in.uint32(1), in.uint64(2), in.uint64(3));
        }
    }
}
