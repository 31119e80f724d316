package org.banyan.types.specification;

import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * A header extension that the chain allows.
 *
 * @param critical whether a node that does not know it refuses the header
 */
public record ExtensionRule(String id, boolean critical) {
    public static final Codec<ExtensionRule> CODEC = new ExtensionRuleCodec();

    public ExtensionRule {
        Identifiers.lowerCase("id of an extension rule", id);
    }

    private static final class ExtensionRuleCodec implements Codec<ExtensionRule> {
        @Override
        public void write(ExtensionRule value, CanonicalWriter out) {
            out.string(1, value.id);
            out.bool(2, value.critical);
        }

        @Override
        public ExtensionRule read(CanonicalReader in) {
            return new ExtensionRule(in.string(1, Identifiers.LENGTH_MAX), in.bool(2));
        }
    }
}
