package org.banyan.mainchain.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.signing.FileSignGuard;
import org.banyan.node.signing.GuardRecord;
import org.banyan.node.signing.GuardTransfer;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Signer;

/**
 * What each key of a node signed on one chain; a file per key. A record begins where no key can have signed: with a new key, or on a chain that nobody else has
 * while it is at genesis. Anywhere else the operator must vouch for the key, for a lost disk looks just like a new node.
 */
public final class SignRecords {
    private static final int NAME_DIGITS = 16;
    private static final String SUFFIX = ".guard";

    private final DataDirectory directory;
    private final String chain;
    private final ChainId id;
    private final CryptoSuite suite;

    public SignRecords(DataDirectory directory, String chain, ChainId id, CryptoSuite suite) {
        this.directory = directory;
        this.chain = chain;
        this.id = id;
        this.suite = suite;
    }

    private Path file(PublicKey key) {
        return directory.signer(chain).resolve(key.bytes().toHex().substring(0, NAME_DIGITS) + SUFFIX);
    }

    /** The files of all keys that have a record here, sorted. */
    public List<Path> files() {
        Path folder = directory.signer(chain);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot list " + folder + ": " + failed, failed);
        }
    }

    /**
     * Adds a record that came from elsewhere to the one of its key, which is made when there is none.
     *
     * @throws org.banyan.node.signing.SignGuardException if the record here cannot be used
     */
    public GuardTransfer.Outcome take(GuardRecord arrived) {
        Directories.create(directory.signer(chain));
        return GuardTransfer.raise(file(arrived.key()), arrived);
    }

    /** Name of the chain. */
    String chain() {
        return chain;
    }

    boolean has(PublicKey key) {
        return Files.exists(file(key));
    }

    /** Begins the record of a key that was made just now. */
    public void begin(PublicKey fresh) {
        Directories.create(directory.signer(chain));
        FileSignGuard.begin(file(fresh), id, fresh);
    }

    /**
     * Opens the record of a key, or begins it.
     *
     * @param head of the chain on this node
     * @param peers whether the chain may be farther elsewhere
     * @param vouched whether the operator says that the key never signed on this chain anywhere
     * @throws RefusalException if there is none, and beginning one could let the key contradict itself
     */
    FileSignGuard open(Signer signer, Height head, boolean peers, boolean vouched) {
        Path file = file(signer.publicKey());
        if (Files.exists(file)) {
            return FileSignGuard.open(file, id, suite, signer);
        }
        boolean first = head.equals(Height.GENESIS) && !peers;
        if (!first && !vouched) {
            throw new RefusalException(
                    ExitCode.KEY,
                    "chain '" + chain + "' is at height " + head + (peers ? ", its peers may be farther," : "")
                            + " and there is no record " + file
                            + " of what the signer's key signed. If the key signed on another machine, move that machine's"
                            + " directory here. If the record is lost, let the node catch up with --signer none first,"
                            + " then start once with --signer-new yes (docs/guides/recover-a-node.md). If the key never"
                            + " signed on this chain, start once with --signer-new yes");
        }
        Directories.create(directory.signer(chain));
        return FileSignGuard.create(file, id, suite, signer);
    }
}
