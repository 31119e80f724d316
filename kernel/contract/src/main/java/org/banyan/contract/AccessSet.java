package org.banyan.contract;

import java.util.List;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** The state keys that a call may touch. DESIGN.md 4, aelf whitepaper 5.2.3. */
public record AccessSet(Precision precision, List<KeyAccess> keys) {
    public static final AccessSet UNKNOWN = new AccessSet(Precision.UNKNOWN, List.of());

    public AccessSet {
        keys = List.copyOf(keys);
    }

    public enum Precision {
        /** Touches these keys. */
        EXACT,
        /** Touches some of these keys or keys below these prefixes, and no other. */
        SUPERSET,
        /** Nothing is declared. */
        UNKNOWN
    }

    public enum Mode {
        READ,
        WRITE,
        /** Commutes with other additions: {@link ContractContext#add}. */
        ADD,
        /** Commutes while the start value covers all takes: {@link ContractContext#take}. */
        TAKE
    }

    /** @param prefix whether every key that starts with {@code key} is meant */
    public record KeyAccess(Address contract, Bytes key, Mode mode, boolean prefix) {}
}
