package org.banyan.drivers.store.leveldb;

import java.nio.file.Path;
import org.banyan.spi.store.StoreCorruptException;

/** Words for damage: what, where, and what to do. */
final class Corruption {
    private Corruption() {}

    static StoreCorruptException of(Path directory, String what) {
        return new StoreCorruptException(text(directory, what));
    }

    static StoreCorruptException of(Path directory, String what, Throwable cause) {
        return new StoreCorruptException(text(directory, what), cause);
    }

    private static String text(Path directory, String what) {
        return "store in " + directory + " is damaged: " + what
                + "; check the device, then restore a snapshot or remove the directory and"
                + " fetch the chain from peers again. Nothing was repaired.";
    }
}
