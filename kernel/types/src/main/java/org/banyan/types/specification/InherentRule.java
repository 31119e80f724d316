package org.banyan.types.specification;

import org.banyan.types.Identifiers;
import org.banyan.types.block.Inherent;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Which method of a system contract takes the inherents of one kind. The kernel calls it at block start with the payload as arguments; a block whose inherent
 * the method refuses is invalid.
 *
 * @param kind any but those that the kernel itself reads
 * @param contract a member of the collection
 */
public record InherentRule(String kind, String contract, String method) {
    public static final Codec<InherentRule> CODEC = new InherentRuleCodec();

    public InherentRule {
        Identifiers.lowerCase("kind of an inherent rule", kind);
        Identifiers.lowerCase("contract of an inherent rule", contract);
        if (kind.equals(Inherent.FINALITY)) {
            throw new IllegalArgumentException(
                    "inherents of kind " + kind + " are the kernel's own; choose another kind");
        }
        if (!method.matches("[A-Z][A-Za-z0-9]{0,63}")) {
            throw new IllegalArgumentException(
                    "the method of an inherent rule is a method's name in a .proto, not '" + method + "'");
        }
    }

    private static final class InherentRuleCodec implements Codec<InherentRule> {
        @Override
        public void write(InherentRule value, CanonicalWriter out) {
            out.string(1, value.kind);
            out.string(2, value.contract);
            out.string(3, value.method);
        }

        @Override
        public InherentRule read(CanonicalReader in) {
            return new InherentRule(
                    in.string(1, Identifiers.LENGTH_MAX),
                    in.string(2, Identifiers.LENGTH_MAX),
                    in.string(3, Identifiers.LENGTH_MAX));
        }
    }
}
