package org.banyan.core.store;

import java.nio.ByteBuffer;
import org.banyan.types.Bytes;
import org.banyan.types.Height;

/**
 * Where a block's records stand: by height, so that a chain's records are written in the order of their keys, and LevelDB has nothing to merge when it
 * compacts them. Blocks of one height are told apart by a number of this store alone.
 */
record BlockPlace(Height height, int number) {
    static final int SIZE = Long.BYTES + Integer.BYTES;

    Bytes bytes() {
        byte[] bytes = new byte[SIZE];
        write(bytes, 0);
        return Bytes.wrap(bytes);
    }

    void write(byte[] target, int offset) {
        for (int i = 0; i < Long.BYTES; i++) {
            target[offset + i] = (byte) (height.value() >>> 8 * (Long.BYTES - 1 - i));
        }
        for (int i = 0; i < Integer.BYTES; i++) {
            target[offset + Long.BYTES + i] = (byte) (number >>> 8 * (Integer.BYTES - 1 - i));
        }
    }

    /** Reads what {@link #bytes} gave, at {@code offset}. */
    static BlockPlace read(Bytes bytes, int offset) {
        ByteBuffer in = ByteBuffer.wrap(bytes.readOnlyArray(), offset, SIZE);
        return new BlockPlace(new Height(in.getLong()), in.getInt());
    }
}
