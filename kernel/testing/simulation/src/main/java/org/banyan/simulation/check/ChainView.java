package org.banyan.simulation.check;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Bytes;

/** What the checkers read of one open node: bytes as they are stored. Ids and addresses are hexadecimal. */
public interface ChainView {
    String head();

    String finalBlock();

    /** A block of the main branch. */
    Optional<String> mainAt(long height);

    Optional<Bytes> block(String id);

    /** Canonical receipts of a block, those of its start and end included. */
    List<Bytes> receipts(String id);

    /** The balance as the folded state has it. */
    BigInteger balance(String address);
}
