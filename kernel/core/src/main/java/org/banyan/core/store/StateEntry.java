package org.banyan.core.store;

import org.banyan.core.state.StateKey;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.specification.Limits;

/** A key of a chain's state with its value. */
public record StateEntry(StateKey key, Bytes value) {
    public static final Codec<StateEntry> CODEC = new StateEntryCodec();

    private static final int KEY_BYTES_MAX = KeyValueStore.KEY_BYTES_MAX - ChainKeys.STATE_PREFIX_SIZE;

    private static final class StateEntryCodec implements Codec<StateEntry> {
        @Override
        public void write(StateEntry value, CanonicalWriter out) {
            out.hash(1, value.key.contract().hash());
            out.bytes(2, value.key.key());
            out.bytes(3, value.value);
        }

        @Override
        public StateEntry read(CanonicalReader in) {
            return new StateEntry(
                    new StateKey(new Address(in.hash(1)), in.bytes(2, KEY_BYTES_MAX)),
                    in.bytes(3, Limits.VALUE_BYTES_MAX));
        }
    }
}
