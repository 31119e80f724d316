package org.banyan.node.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/**
 * A sign guard whose memory is a small file beside the chain's data.
 *
 * <p>Before a signature leaves, the request is written to {@code <file>.new} and synced, renamed over {@code <file>}, and the directory is synced. A kill
 * between any two steps leaves the old record or the new one, and either refuses what contradicts a signature that left. After a failed write nothing is
 * signed any more: what is on disk is unknown until the next start. {@code <file>.lock} keeps a second process out.
 *
 * <p>A file that is missing, damaged, or of another chain or key is refused and never replaced; {@link #create} makes the first one. Restoring the file from
 * a backup forgets signatures: agents notice some such cases by their own later blocks and votes, but not all. Confined to one thread.
 */
public final class FileSignGuard implements SignGuard, AutoCloseable {
    private final Path file;
    private final GuardFiles files;
    private final GuardFiles.Lock lock;
    private final CryptoSuite suite;
    private final Signer signer;
    private GuardRecord record;
    private boolean broken;

    private FileSignGuard(
            Path file, GuardFiles files, GuardFiles.Lock lock, CryptoSuite suite, Signer signer, GuardRecord record) {
        this.file = file;
        this.files = files;
        this.lock = lock;
        this.suite = suite;
        this.signer = signer;
        this.record = record;
    }

    /**
     * A guard for a key that never signed on this chain.
     *
     * @throws SignGuardException if the file exists, is in use, or cannot be written
     */
    public static FileSignGuard create(Path file, ChainId chain, CryptoSuite suite, Signer signer) {
        return create(file, chain, suite, signer, new DiskGuardFiles());
    }

    /**
     * Writes the file of a guard for a key that was made just now, and leaves it to who opens it.
     *
     * @throws SignGuardException if the file exists, is in use, or cannot be written
     */
    public static void begin(Path file, ChainId chain, PublicKey key) {
        GuardFiles files = new DiskGuardFiles();
        GuardFiles.Lock lock = lock(file, files);
        try {
            begin(file, chain, key, files);
        } catch (SignGuardException refused) {
            throw released(lock, refused);
        }
        release(file, lock);
    }

    private static GuardRecord begin(Path file, ChainId chain, PublicKey key, GuardFiles files) {
        try {
            if (files.read(file, GuardRecord.BYTES_MAX).isPresent()) {
                throw new SignGuardException(
                        file + " exists already: the key may have signed; open it instead of making a new one");
            }
            GuardRecord empty = new GuardRecord(chain, key, new TreeMap<>());
            store(file, files, empty);
            return empty;
        } catch (IOException failed) {
            throw new SignGuardException("cannot make the sign guard's file " + file, failed);
        }
    }

    /**
     * The guard that {@link #create} made before.
     *
     * @throws SignGuardException if the file is missing, damaged, in use, or of another chain or key
     */
    public static FileSignGuard open(Path file, ChainId chain, CryptoSuite suite, Signer signer) {
        return open(file, chain, suite, signer, new DiskGuardFiles());
    }

    /** {@link #create(Path, ChainId, CryptoSuite, Signer)} on other files than the disk's, such as a simulated disk's. */
    public static FileSignGuard create(Path file, ChainId chain, CryptoSuite suite, Signer signer, GuardFiles files) {
        GuardFiles.Lock lock = lock(file, files);
        try {
            return new FileSignGuard(file, files, lock, suite, signer, begin(file, chain, signer.publicKey(), files));
        } catch (SignGuardException refused) {
            throw released(lock, refused);
        }
    }

    /** {@link #open(Path, ChainId, CryptoSuite, Signer)} on other files than the disk's, such as a simulated disk's. */
    public static FileSignGuard open(Path file, ChainId chain, CryptoSuite suite, Signer signer, GuardFiles files) {
        GuardFiles.Lock lock = lock(file, files);
        try {
            GuardRecord record = read(file, files);
            if (!record.chain().equals(chain)) {
                throw new SignGuardException(file + " is the sign guard of chain " + record.chain()
                        + " but this is chain " + chain + "; each chain has its own file");
            }
            if (!record.key().equals(signer.publicKey())) {
                throw new SignGuardException(file + " is the sign guard of key "
                        + record.key().bytes() + " but the node signs with "
                        + signer.publicKey().bytes() + "; each key has its own file");
            }
            return new FileSignGuard(file, files, lock, suite, signer, record);
        } catch (SignGuardException refused) {
            throw released(lock, refused);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws SignGuardException if the request cannot be put on disk; from then on for every request
     */
    @Override
    public Optional<Bytes> sign(SignRequest request) {
        if (broken) {
            throw new SignGuardException("the sign guard's file " + file
                    + " could not be written before; nothing is signed until the node is restarted");
        }
        SignRequest earlier = record.last().get(request.type());
        if (earlier != null && !request.mayFollow(earlier)) {
            return Optional.empty();
        }
        if (!request.equals(earlier)) {
            remember(request);
        }
        return Optional.of(signer.sign(suite.signingHash(record.chain(), request.type(), request.object())));
    }

    @Override
    public Map<SignatureType, SignRequest> lastSigned() {
        return record.last();
    }

    /** Lets another process have the file. */
    @Override
    public void close() {
        broken = true;
        release(file, lock);
    }

    private static void release(Path file, GuardFiles.Lock lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            throw new SignGuardException("cannot release the lock of " + file, failed);
        }
    }

    private void remember(SignRequest request) {
        GuardRecord next = record.with(request);
        try {
            store(file, files, next);
        } catch (IOException failed) {
            broken = true;
            throw new SignGuardException(
                    "cannot put a signature's record into " + file + "; check the disk and restart the node", failed);
        }
        record = next;
    }

    private static void store(Path file, GuardFiles files, GuardRecord record) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        files.writeSynced(next, record.encoded());
        files.replace(next, file);
        files.syncDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory"));
    }

    private static GuardRecord read(Path file, GuardFiles files) {
        Optional<Bytes> content;
        try {
            content = files.read(file, GuardRecord.BYTES_MAX);
        } catch (IOException failed) {
            throw new SignGuardException("cannot read the sign guard's file " + file, failed);
        }
        Bytes bytes = content.orElseThrow(
                () -> new SignGuardException(
                        "the sign guard's file " + file
                                + " is missing: without it the key could contradict what it signed; put it back, or give the node a new key"));
        return GuardRecord.decode(bytes)
                .orElseThrow(() -> new SignGuardException("the sign guard's file " + file
                        + " is damaged: its checksum or form is wrong; the node must not sign with this key until an operator knows what it"
                        + " signed last"));
    }

    private static GuardFiles.Lock lock(Path file, GuardFiles files) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            return files.lock(lockFile)
                    .orElseThrow(() -> new SignGuardException(
                            file + " is in use by another process; two processes must not sign with one key"));
        } catch (IOException failed) {
            throw new SignGuardException("cannot lock " + lockFile, failed);
        }
    }

    private static SignGuardException released(GuardFiles.Lock lock, SignGuardException failure) {
        try {
            lock.close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }
}
