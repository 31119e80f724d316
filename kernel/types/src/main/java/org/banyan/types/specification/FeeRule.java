package org.banyan.types.specification;

import org.banyan.types.Amount;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What execution costs.
 *
 * @param unitPrice price of one metered unit in the fee token; zero where the chain charges nothing
 * @param serialLaneTip the least tip of a transaction that calls a method of the serial lane, which holds up everybody else; zero where it is free
 */
public record FeeRule(Amount unitPrice, CostTable costs, Amount serialLaneTip) {
    public static final Codec<FeeRule> CODEC = new FeeRuleCodec();

    /** Without a price of the serial lane. */
    public FeeRule(Amount unitPrice, CostTable costs) {
        this(unitPrice, costs, Amount.ZERO);
    }

    private static final class FeeRuleCodec implements Codec<FeeRule> {
        @Override
        public void write(FeeRule value, CanonicalWriter out) {
            out.amount(1, value.unitPrice);
            out.message(2, value.costs, CostTable.CODEC);
            out.amount(3, value.serialLaneTip);
        }

        @Override
        public FeeRule read(CanonicalReader in) {
            return new FeeRule(in.amount(1), in.message(2, CostTable.CODEC), in.amount(3));
        }
    }
}
