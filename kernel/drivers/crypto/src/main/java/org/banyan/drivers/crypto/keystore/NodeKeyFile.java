package org.banyan.drivers.crypto.keystore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.banyan.drivers.crypto.keystore.KeystoreException.Reason;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;

/**
 * The key that names a node among its peers: 64 hexadecimal digits in a file that only its owner may read. It has no password, because a node must come back by
 * itself after a reboot, and it can do nothing but be this node to its peers: it signs no blocks and owns no funds.
 */
public final class NodeKeyFile {
    /** Name of the file among a node's keys. */
    public static final String NAME = "node.key";

    /** Name of the file with the key before. */
    public static final String OLD_NAME = "node.key.old";

    private static final int TEXT_MAX = 256;

    private NodeKeyFile() {}

    /**
     * The key of {@code file}, made now when there is none.
     *
     * @throws KeystoreException if the file cannot be read or made, is not such a key, or is open to others
     */
    public static Signer open(Path file, SignatureScheme scheme, Entropy entropy) {
        try {
            if (!Files.exists(file)) {
                create(file, entropy);
            }
            if (PrivateFiles.isExposed(file)) {
                throw new KeystoreException(
                        Reason.PERMISSIONS, "others may access key file " + file + "; run: chmod 600 " + file);
            }
            return scheme.signer(Bytes.fromHex(text(file)));
        } catch (IOException failed) {
            throw new KeystoreException(Reason.STORAGE, "cannot read or write " + file + ": " + failed, failed);
        } catch (IllegalArgumentException malformed) {
            throw new KeystoreException(
                    Reason.MALFORMED,
                    "node key " + file + " is not 64 hexadecimal digits of a private key; restore it from its backup,"
                            + " or remove it to get a new one, which peers must then be told",
                    malformed);
        }
    }

    /**
     * Puts a new key in the place of the one in {@code file}, which stays beside it as {@value #OLD_NAME}, so that its owner can go back.
     *
     * @throws KeystoreException if there is no sound key in the file, or it cannot be replaced; the key is the old one then
     */
    public static Signer rotate(Path file, SignatureScheme scheme, Entropy entropy) {
        if (!Files.exists(file)) {
            throw new KeystoreException(
                    Reason.NOT_FOUND, "there is no node key " + file + "; the node makes one when it starts");
        }
        Signer before = open(file, scheme, entropy);
        try {
            PrivateFiles.replace(file.resolveSibling(OLD_NAME), text(file) + "\n");
            PrivateFiles.replace(file, Bytes.wrap(entropy.bytes(Secret.SIZE)).toHex() + "\n");
        } catch (IOException failed) {
            throw new KeystoreException(
                    Reason.STORAGE,
                    "cannot replace " + file + ", which still holds the key of " + before.publicKey() + ": " + failed,
                    failed);
        }
        return open(file, scheme, entropy);
    }

    private static void create(Path file, Entropy entropy) throws IOException {
        try {
            PrivateFiles.create(file, Bytes.wrap(entropy.bytes(Secret.SIZE)).toHex() + "\n");
        } catch (FileAlreadyExistsException another) {
            // another process made it at the same moment; its key is as good
        }
    }

    private static String text(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(TEXT_MAX), StandardCharsets.US_ASCII).strip();
        }
    }
}
