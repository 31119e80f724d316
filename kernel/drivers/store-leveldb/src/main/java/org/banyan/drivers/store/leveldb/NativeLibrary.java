package org.banyan.drivers.store.leveldb;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.banyan.spi.store.StoreException;
import org.fusesource.leveldbjni.internal.NativeDB;

/**
 * Loads LevelDB's library once per process. Its loader unpacks it anew at each start and forgets it after a crash, so it does so in a folder of the data
 * directory, which may be the only place a container can write to and which is emptied before and after. An operator's own {@code
 * library.leveldbjni.path} is left alone.
 */
final class NativeLibrary {
    static final String FOLDER = "native";

    private static final String FOLDER_PROPERTY = "library.leveldbjni.path";
    private static final Object LOADING = new Object();

    private NativeLibrary() {}

    /** @throws StoreException if there is no library for this platform or it cannot be loaded */
    static void load(Path directory) {
        synchronized (LOADING) {
            Path folder = directory.resolve(FOLDER);
            boolean ours = System.getProperty(FOLDER_PROPERTY) == null;
            try {
                remove(folder);
                if (ours) {
                    Files.createDirectories(folder);
                    System.setProperty(FOLDER_PROPERTY, folder.toAbsolutePath().toString());
                }
                NativeDB.LIBRARY.load();
            } catch (IOException | LinkageError failure) {
                throw new StoreException(
                        "LevelDB's native library cannot be loaded on " + System.getProperty("os.name") + " "
                                + System.getProperty("os.arch") + " from " + folder
                                + "; allow executables there, or set -D" + FOLDER_PROPERTY
                                + " to a folder that does: " + failure.getMessage(),
                        failure);
            } finally {
                if (ours) {
                    System.clearProperty(FOLDER_PROPERTY);
                }
                remove(folder);
            }
        }
    }

    /** A loaded library needs its file no more, except on Windows, where it stays until the next opening. */
    private static void remove(Path folder) {
        File[] files = folder.toFile().listFiles();
        if (files != null) {
            for (File file : files) {
                file.delete();
            }
            folder.toFile().delete();
        }
    }
}
