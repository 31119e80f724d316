package org.banyan.types.specification;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * A contract that a chain has from genesis on.
 *
 * @param version from 1; together with the name it identifies trusted code
 * @param category of the runtime that runs it
 * @param descriptorHash hash of the canonical descriptor of its interface
 * @param code deployed code, empty for trusted classes
 * @param parameters bytes that the contract defines
 */
public record SystemContract(
        String name, int version, int category, Hash descriptorHash, Bytes code, Bytes parameters) {
    public static final int CODE_BYTES_MAX = 16 * 1024 * 1024;
    public static final int PARAMETERS_BYTES_MAX = 1024 * 1024;
    public static final Codec<SystemContract> CODEC = new SystemContractCodec();

    public SystemContract {
        Identifiers.lowerCase("name of a system contract", name);
        Bounds.between("version of system contract " + name, version, 1, Integer.MAX_VALUE);
        Bounds.between("runtime category of system contract " + name, category, 0, Integer.MAX_VALUE);
        Bounds.sizeMax("code of system contract " + name, code, CODE_BYTES_MAX);
        Bounds.sizeMax("parameters of system contract " + name, parameters, PARAMETERS_BYTES_MAX);
    }

    private static final class SystemContractCodec implements Codec<SystemContract> {
        @Override
        public void write(SystemContract value, CanonicalWriter out) {
            out.string(1, value.name);
            out.uint32(2, value.version);
            out.uint32(3, value.category);
            out.hash(4, value.descriptorHash);
            out.bytes(5, value.code);
            out.bytes(6, value.parameters);
        }

        @Override
        public SystemContract read(CanonicalReader in) {
            return new SystemContract(
                    in.string(1, Identifiers.LENGTH_MAX),
                    in.uint32(2),
                    in.uint32(3),
                    in.hash(4),
                    in.bytes(5, CODE_BYTES_MAX),
                    in.bytes(6, PARAMETERS_BYTES_MAX));
        }
    }
}
