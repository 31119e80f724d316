package org.banyan.contract;

import java.util.Optional;
import org.banyan.types.Bytes;

/** Reads one contract's own state. */
public interface StateReader {
    Optional<Bytes> read(Bytes key);
}
