package org.banyan.drivers.store.leveldb;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.banyan.types.Bytes;

/**
 * Written under the empty key as the first operation of every batch, so that the log tells whether a batch is missing and whether it may be.
 *
 * @param number of this batch, counted from 1
 * @param syncedThrough number of the newest batch that was surely on the device when this one was written
 */
record BatchMark(long number, long syncedThrough) {
    static final byte[] KEY = new byte[0];
    static final BatchMark NONE = new BatchMark(0, 0);

    private static final byte VERSION = 1;
    private static final int VALUE_BYTES = 1 + 8 + 8;

    /** Bytes of a stored mark: what {@link #sealed} gives. */
    static final int STORED_BYTES = 4 + VALUE_BYTES;

    byte[] sealed() {
        byte[] value = ByteBuffer.allocate(VALUE_BYTES)
                .put(VERSION)
                .putLong(number)
                .putLong(syncedThrough)
                .array();
        return CheckedRecord.seal(KEY, value);
    }

    /** @throws org.banyan.spi.store.StoreCorruptException if {@code stored} is not a mark of this version */
    static BatchMark read(Path directory, byte[] stored) {
        Bytes value = CheckedRecord.open(directory, KEY, stored);
        if (value.size() != VALUE_BYTES || value.at(0) != VERSION) {
            throw Corruption.of(
                    directory, "its batch mark has form " + value.slice(0, Math.min(1, value.size())) + ", not 01");
        }
        ByteBuffer buffer = ByteBuffer.wrap(value.readOnlyArray(), 1, VALUE_BYTES - 1);
        return new BatchMark(buffer.getLong(), buffer.getLong());
    }
}
