package org.banyan.contract.state;

import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/** Reads back what {@link StateKey} wrote. Everything else fails with {@link CommonFailure#BAD_STATE}. Confined to one thread. */
public final class StateKeyReader {
    private final Bytes key;
    private int position;

    public StateKeyReader(Bytes key, int field) {
        this.key = key;
        if (varint() != field) {
            throw malformed("does not belong to field " + field);
        }
    }

    public Address address() {
        return new Address(hash());
    }

    public Hash hash() {
        return Hash.read(next(Hash.SIZE).readOnlyArray(), 0);
    }

    public long uint64() {
        Bytes bytes = next(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | bytes.at(i) & 0xff;
        }
        return value;
    }

    public String string() {
        try {
            return Utf8.decode(next(varint()));
        } catch (IllegalArgumentException noText) {
            throw malformed("holds bytes that are no text");
        }
    }

    public Bytes bytes() {
        return next(varint());
    }

    /** Checks that nothing is left. */
    public void end() {
        if (position != key.size()) {
            throw malformed("has " + (key.size() - position) + " bytes too many");
        }
    }

    private Bytes next(int size) {
        if (size < 0 || size > key.size() - position) {
            throw malformed("is cut off");
        }
        Bytes part = key.slice(position, position + size);
        position += size;
        return part;
    }

    /** As {@link StateKey} writes it: not negative and in its shortest form, so that no two keys read the same. */
    private int varint() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = next(1).at(0);
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                if (value > Integer.MAX_VALUE || next == 0 && shift > 0) {
                    throw malformed("holds a number beyond 31 bits or not in its shortest form");
                }
                return (int) value;
            }
        }
        throw malformed("holds a number beyond 31 bits");
    }

    private ContractFailure malformed(String what) {
        return new ContractFailure(CommonFailure.BAD_STATE, "state key " + key.toHex() + " " + what);
    }
}
