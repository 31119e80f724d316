package org.banyan.node.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.banyan.types.Bytes;

/** The file operations of a sign guard, one durable step each, so that tests can cut the power between any two. */
public interface GuardFiles {
    /** Keeps other processes out until it is closed. */
    interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** Empty when another process or guard holds it. */
    Optional<Lock> lock(Path file) throws IOException;

    /**
     * The whole file, or empty when there is none.
     *
     * @throws IOException also if it has more than {@code bytesMax} bytes
     */
    Optional<Bytes> read(Path file, int bytesMax) throws IOException;

    /** Replaces the content of {@code file} and returns when it is on disk. */
    void writeSynced(Path file, Bytes content) throws IOException;

    /** Atomically puts {@code from} in the place of {@code to}. */
    void replace(Path from, Path to) throws IOException;

    /** Returns when the names in {@code directory} are on disk. */
    void syncDirectory(Path directory) throws IOException;
}
