package org.banyan.node.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.banyan.types.Bytes;

/** The file of one guard: who may have it, what it says, and how that is replaced. */
record GuardFile(Path path, GuardFiles files) {
    /** @throws SignGuardException if it is in use */
    GuardFiles.Lock lock() {
        Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
        try {
            return files.lock(lockFile)
                    .orElseThrow(() -> new SignGuardException(
                            path + " is in use by another process; two processes must not sign with one key"));
        } catch (IOException failed) {
            throw new SignGuardException("cannot lock " + lockFile, failed);
        }
    }

    void release(GuardFiles.Lock lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            throw new SignGuardException("cannot release the lock of " + path, failed);
        }
    }

    /** {@code failure}, after the lock was released. */
    static SignGuardException released(GuardFiles.Lock lock, SignGuardException failure) {
        try {
            lock.close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    boolean exists() {
        return content().isPresent();
    }

    private Optional<Bytes> content() {
        try {
            return files.read(path, GuardRecord.BYTES_MAX);
        } catch (IOException failed) {
            throw new SignGuardException("cannot read the sign guard's file " + path, failed);
        }
    }

    /** @throws SignGuardException if it is there and damaged */
    Optional<GuardRecord> find() {
        return content()
                .map(bytes -> GuardRecord.decode(bytes)
                        .orElseThrow(() -> new SignGuardException("the sign guard's file " + path
                                + " is damaged: its checksum or form is wrong; the node must not sign with this key until an operator"
                                + " knows what it signed last")));
    }

    /** @throws SignGuardException if it is missing or damaged */
    GuardRecord read() {
        return find().orElseThrow(
                        () -> new SignGuardException(
                                "the sign guard's file " + path
                                        + " is missing: without it the key could contradict what it signed; put it back, or give the node a new key"));
    }

    /** Returns when it is on disk; a cut on the way leaves the old content or the new one. */
    void store(GuardRecord record) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        files.writeSynced(next, record.encoded());
        files.replace(next, path);
        files.syncDirectory(Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file is in a directory"));
    }
}
