package org.banyan.contract;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;

/** Reads and changes one contract's own state. Every operation is metered. Confined to the call. */
public interface StateAccess extends StateReader {
    /**
     * An empty value is a value: the key is present afterwards.
     *
     * @throws ContractFailure in a view
     */
    void write(Bytes key, Bytes value);

    /** @throws ContractFailure in a view */
    void remove(Bytes key);

    /** Adds to the amount at {@code key} (absent is zero) without revealing it; commutes with other additions. The caller's types bound the sum. */
    void add(Bytes key, Amount delta);

    /** Takes from the amount at {@code key} when it covers {@code delta}; reveals only whether it did. */
    boolean take(Bytes key, Amount delta);

    /** Own entries whose key starts with {@code prefix}, in key order, at most {@code limit}. */
    List<ContractContext.StateEntry> scan(Bytes prefix, int limit);

    /** State that can be read key by key and not changed: every other operation fails with {@link CommonFailure#WRITE_IN_VIEW}. */
    static StateAccess readOnly(StateReader reader) {
        return new ReadOnlyState(reader);
    }

    /** @see #readOnly */
    record ReadOnlyState(StateReader reader) implements StateAccess {
        @Override
        public Optional<Bytes> read(Bytes key) {
            return reader.read(key);
        }

        @Override
        public void write(Bytes key, Bytes value) {
            throw refused("write");
        }

        @Override
        public void remove(Bytes key) {
            throw refused("remove");
        }

        @Override
        public void add(Bytes key, Amount delta) {
            throw refused("add");
        }

        @Override
        public boolean take(Bytes key, Amount delta) {
            throw refused("take");
        }

        @Override
        public List<ContractContext.StateEntry> scan(Bytes prefix, int limit) {
            throw refused("scan");
        }

        private static ContractFailure refused(String operation) {
            return new ContractFailure(
                    CommonFailure.WRITE_IN_VIEW, operation + " is not possible here: this state is read key by key");
        }
    }
}
