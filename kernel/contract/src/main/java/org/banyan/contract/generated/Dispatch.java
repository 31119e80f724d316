package org.banyan.contract.generated;

import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import org.banyan.contract.AccessSet;
import org.banyan.contract.CallSite;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/** The parts of a dispatcher that are the same for every contract. */
public final class Dispatch {
    private Dispatch() {}

    /** @throws ContractFailure with {@link CommonFailure#BAD_ARGUMENTS} if {@code arguments} is not the canonical encoding of a request */
    public static <Q> Q decode(String method, Codec<Q> codec, Bytes arguments) {
        try {
            return codec.decode(arguments);
        } catch (CodecException malformed) {
            throw new ContractFailure(
                    CommonFailure.BAD_ARGUMENTS,
                    "the arguments of " + method + " are refused: " + malformed.getMessage());
        }
    }

    public static ContractFailure unknownMethod(String contract, String method) {
        return new ContractFailure(
                CommonFailure.UNKNOWN_METHOD, "contract " + contract + " has no method \"" + method + "\"");
    }

    /** The keys that {@code templates} declares for a request. Arguments that do not parse touch nothing. */
    public static <Q> AccessSet access(
            AccessSet.Precision precision,
            Codec<Q> codec,
            Bytes arguments,
            CallSite site,
            BiConsumer<Q, AccessKeys> templates) {
        AccessKeys keys = new AccessKeys(site.self());
        try {
            templates.accept(codec.decode(arguments), keys);
        } catch (CodecException malformed) {
            return new AccessSet(AccessSet.Precision.EXACT, List.of());
        }
        return keys.toSet(precision);
    }

    /** Bytes from lines of Base64. */
    public static Bytes base64(String... lines) {
        return Bytes.wrap(Base64.getDecoder().decode(String.join("", lines)));
    }
}
