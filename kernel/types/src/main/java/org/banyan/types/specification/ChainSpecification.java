package org.banyan.types.specification;

import java.util.List;
import org.banyan.types.AddressText;
import org.banyan.types.Bounds;
import org.banyan.types.ChainId;
import org.banyan.types.Identifiers;
import org.banyan.types.Timestamp;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * What a chain is, in one message; the chain id is its tagged hash. DESIGN.md 3.
 *
 * @param format of this message, {@value #FORMAT}
 * @param name short and human: lower-case letters, digits and dashes, 1 to {@value #NAME_LENGTH_MAX}
 * @param cryptoSuite id such as {@code sha256-secp256k1}
 * @param addressPrefix human-readable part of addresses: lower-case letters, 1 to {@value AddressText#PREFIX_LENGTH_MAX}
 * @param parents none or one in this format
 * @param genesisCalls run by the kernel in this order; each names a contract of the collection
 */
public record ChainSpecification(
        int format,
        String name,
        String cryptoSuite,
        String addressPrefix,
        Timestamp genesisTime,
        ConsensusChoice consensus,
        ContractCollection collection,
        UpdateRule updateRule,
        List<ParentChain> parents,
        IndexingPolicy indexing,
        Limits limits,
        FeeRule fees,
        List<GenesisCall> genesisCalls) {
    public static final int FORMAT = 1;
    public static final int NAME_LENGTH_MAX = 32;
    public static final int PARENTS_MAX = 1;
    public static final int GENESIS_CALLS_MAX = 1024;

    /** Largest canonical specification. */
    public static final int BYTES_MAX = 64 * 1024 * 1024;

    public static final Codec<ChainSpecification> CODEC = new ChainSpecificationCodec();

    public ChainSpecification {
        Bounds.between("format of the specification", format, FORMAT, FORMAT);
        requireName(name);
        Identifiers.lowerCase("crypto suite", cryptoSuite);
        AddressText.requirePrefix(addressPrefix);
        parents = List.copyOf(parents);
        genesisCalls = List.copyOf(genesisCalls);
        Bounds.countMax("parents of the chain", parents, PARENTS_MAX);
        Bounds.countMax("genesis calls", genesisCalls, GENESIS_CALLS_MAX);
        for (GenesisCall call : genesisCalls) {
            if (collection.contract(call.contract()).isEmpty()) {
                throw new IllegalArgumentException("genesis calls " + call.contract() + "." + call.method()
                        + " but the collection has no contract of that name");
            }
        }
    }

    public ChainId id(HashFunction hash) {
        return new ChainId(hash.hash(Tag.SPECIFICATION, CODEC.encode(this)));
    }

    /** How addresses of this chain are written. */
    public AddressText addressText() {
        return new AddressText(addressPrefix);
    }

    /** Blocks that a mark stays valid and a spent id is remembered. */
    public int markWindow() {
        return consensus.markWindow();
    }

    private static void requireName(String name) {
        boolean allowed = !name.isEmpty()
                && name.length() <= NAME_LENGTH_MAX
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
        if (!allowed) {
            throw new IllegalArgumentException(
                    "the name of a chain is 1 to " + NAME_LENGTH_MAX + " lower-case letters, digits and dashes");
        }
    }

    private static final class ChainSpecificationCodec implements Codec<ChainSpecification> {
        @Override
        public void write(ChainSpecification value, CanonicalWriter out) {
            out.uint32(1, value.format);
            out.string(2, value.name);
            out.string(3, value.cryptoSuite);
            out.string(4, value.addressPrefix);
            out.uint64(5, value.genesisTime.millis());
            out.message(6, value.consensus, ConsensusChoice.CODEC);
            out.message(7, value.collection, ContractCollection.CODEC);
            out.message(8, value.updateRule, UpdateRule.CODEC);
            out.repeated(9, value.parents, ParentChain.CODEC);
            out.message(10, value.indexing, IndexingPolicy.CODEC);
            out.message(11, value.limits, Limits.CODEC);
            out.message(12, value.fees, FeeRule.CODEC);
            out.repeated(13, value.genesisCalls, GenesisCall.CODEC);
        }

        @Override
        public ChainSpecification read(CanonicalReader in) {
            return new ChainSpecification(
                    in.uint32(1),
                    in.string(2, NAME_LENGTH_MAX),
                    in.string(3, Identifiers.LENGTH_MAX),
                    in.string(4, AddressText.PREFIX_LENGTH_MAX),
                    new Timestamp(in.uint64(5)),
                    in.message(6, ConsensusChoice.CODEC),
                    in.message(7, ContractCollection.CODEC),
                    updateRule(in),
                    in.repeated(9, ParentChain.CODEC, PARENTS_MAX),
                    in.message(10, IndexingPolicy.CODEC),
                    in.message(11, Limits.CODEC),
                    in.message(12, FeeRule.CODEC),
                    in.repeated(13, GenesisCall.CODEC, GENESIS_CALLS_MAX));
        }

        private static UpdateRule updateRule(CanonicalReader in) {
            return in.optionalMessage(8, UpdateRule.CODEC)
                    .orElseThrow(() -> in.refused("field 8 (update rule) is missing: every chain says in its genesis"
                            + " how its contract collection may be replaced"));
        }
    }
}
