package org.banyan.node.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
    private final GuardFile file;
    private final GuardFiles.Lock lock;
    private final CryptoSuite suite;
    private final Signer signer;
    private GuardRecord record;
    private boolean broken;

    private FileSignGuard(GuardFile file, GuardFiles.Lock lock, CryptoSuite suite, Signer signer, GuardRecord record) {
        this.file = file;
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
    public static void begin(Path path, ChainId chain, PublicKey key) {
        GuardFile file = new GuardFile(path, new DiskGuardFiles());
        GuardFiles.Lock lock = file.lock();
        try {
            begin(file, chain, key);
        } catch (SignGuardException refused) {
            throw GuardFile.released(lock, refused);
        }
        file.release(lock);
    }

    private static GuardRecord begin(GuardFile file, ChainId chain, PublicKey key) {
        if (file.exists()) {
            throw new SignGuardException(
                    file.path() + " exists already: the key may have signed; open it instead of making a new one");
        }
        GuardRecord empty = new GuardRecord(chain, key, new TreeMap<>());
        try {
            file.store(empty);
        } catch (IOException failed) {
            throw new SignGuardException("cannot make the sign guard's file " + file.path(), failed);
        }
        return empty;
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
    public static FileSignGuard create(Path path, ChainId chain, CryptoSuite suite, Signer signer, GuardFiles files) {
        GuardFile file = new GuardFile(path, files);
        GuardFiles.Lock lock = file.lock();
        try {
            return new FileSignGuard(file, lock, suite, signer, begin(file, chain, signer.publicKey()));
        } catch (SignGuardException refused) {
            throw GuardFile.released(lock, refused);
        }
    }

    /** {@link #open(Path, ChainId, CryptoSuite, Signer)} on other files than the disk's, such as a simulated disk's. */
    public static FileSignGuard open(Path path, ChainId chain, CryptoSuite suite, Signer signer, GuardFiles files) {
        GuardFile file = new GuardFile(path, files);
        GuardFiles.Lock lock = file.lock();
        try {
            GuardRecord record = file.read();
            if (!record.chain().equals(chain)) {
                throw new SignGuardException(path + " is the sign guard of chain " + record.chain()
                        + " but this is chain " + chain + "; each chain has its own file");
            }
            if (!record.key().equals(signer.publicKey())) {
                throw new SignGuardException(path + " is the sign guard of key "
                        + record.key().bytes() + " but the node signs with "
                        + signer.publicKey().bytes() + "; each key has its own file");
            }
            return new FileSignGuard(file, lock, suite, signer, record);
        } catch (SignGuardException refused) {
            throw GuardFile.released(lock, refused);
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
            throw new SignGuardException("the sign guard's file " + file.path()
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
        file.release(lock);
    }

    private void remember(SignRequest request) {
        GuardRecord next = record.with(request);
        try {
            file.store(next);
        } catch (IOException failed) {
            broken = true;
            throw new SignGuardException(
                    "cannot put a signature's record into " + file.path() + "; check the disk and restart the node",
                    failed);
        }
        record = next;
    }
}
