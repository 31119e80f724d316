package org.banyan.node.specification;

import java.util.Map;
import java.util.Optional;
import org.banyan.types.AddressText;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.CryptoSuite;

/**
 * How people write bytes that a plug-in defines: the parameters of a consensus, or the arguments of a genesis call. Without a form they are written in hex.
 */
public interface BytesForm {
    /** Id of the consensus, or {@code contract.Method}. */
    String of();

    /** The bytes of the written fields; problems go to {@code fields}. */
    Bytes read(Fields fields, Chain chain);

    /** The fields in the order they should be written, or empty when these bytes have no written form. */
    Optional<Map<String, Object>> write(Bytes bytes, Chain chain);

    /** What a form may need of the chain. */
    record Chain(CryptoSuite suite, AddressText addresses) {}
}
