package org.banyan.drivers.crypto.keystore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.banyan.drivers.crypto.keystore.KeystoreException.Reason;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.jspecify.annotations.Nullable;

/**
 * The keys in one directory, each in {@code <name>.json}: an Argon2id key seals the secret with AES-256-GCM and binds every other field of the file.
 *
 * <p>Passwords belong to the caller, who wipes them. Every method throws {@link KeystoreException}; none logs. Safe for several processes: names are taken
 * and files replaced atomically. Rules: {@code docs/spi/crypto.md}; source: RELIABILITY.md RK1 and 51, CONVENTIONS.md 4.
 */
public final class Keystore {
    public static final int PASSWORD_CHARACTERS_MIN = 8;
    public static final int KEYS_MAX = 10_000;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final CryptoSuite suite;
    private final Entropy entropy;
    private final Argon2Cost cost;

    public Keystore(Path directory, CryptoSuite suite) {
        this(directory, suite, new SecureEntropy(), Argon2Cost.STANDARD);
    }

    /** @param cost of files written from now on; those on disk carry their own */
    public Keystore(Path directory, CryptoSuite suite, Entropy entropy, Argon2Cost cost) {
        this.directory = directory;
        this.suite = suite;
        this.entropy = entropy;
        this.cost = cost;
    }

    /** A new random key of the suite's default scheme. */
    public KeyInfo create(String name, KeyRole role, char[] password) {
        return create(name, role, suite.defaultScheme().id(), password);
    }

    public KeyInfo create(String name, KeyRole role, int scheme, char[] password) {
        return importSecret(name, role, scheme, Secret.of(Bytes.wrap(entropy.bytes(Secret.SIZE))), password);
    }

    /** Stores a key that exists already; refuses a name that is taken. */
    public KeyInfo importSecret(String name, KeyRole role, int scheme, Secret secret, char[] password) {
        Path path = path(name);
        requireStrong(password);
        SignatureScheme signatures = suite.scheme(scheme)
                .orElseThrow(() -> new KeystoreException(
                        Reason.BAD_INPUT, "suite " + suite.id() + " has no signature scheme " + scheme));
        PublicKey publicKey = signer(signatures, secret).publicKey();
        KeyFile file = KeySeal.seal(unsealed(name, role, signatures, publicKey), secret, password);
        try {
            PrivateFiles.create(path, file.toJson());
        } catch (FileAlreadyExistsException taken) {
            throw new KeystoreException(
                    Reason.EXISTS, "key '" + name + "' exists already in " + path + "; choose another name", taken);
        } catch (IOException failed) {
            throw storage("write", path, failed);
        }
        return new KeyInfo(name, role, publicKey, suite.addressOf(publicKey));
    }

    /** Names of the keys, sorted. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(name -> NAME.matcher(name).matches())
                    .limit(KEYS_MAX)
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw storage("list", directory, failed);
        }
    }

    /** The public part of every key. */
    public List<KeyInfo> list() {
        return names().stream().map(this::info).toList();
    }

    /** The public part of a key as its file says: it is proven only when the key is opened. */
    public KeyInfo info(String name) {
        KeyFile file = read(name);
        return new KeyInfo(
                name, file.role(), new PublicKey(scheme(file, path(name)).id(), file.publicKey()), file.address());
    }

    public Signer signer(String name, char[] password) {
        KeyFile file = read(name);
        return open(file, path(name), password).signer();
    }

    /** The private key itself. Only at the operator's explicit wish. */
    public Secret exportSecret(String name, char[] password) {
        KeyFile file = read(name);
        return open(file, path(name), password).secret();
    }

    /** Seals the key again under another password and this keystore's cost. */
    public void changePassword(String name, char[] password, char[] replacement) {
        requireStrong(replacement);
        Path path = path(name);
        KeyFile file = read(name);
        Opened opened = open(file, path, password);
        KeyFile fresh =
                unsealed(name, file.role(), scheme(file, path), opened.signer().publicKey());
        try {
            PrivateFiles.replace(
                    path, KeySeal.seal(fresh, opened.secret(), replacement).toJson());
        } catch (IOException failed) {
            throw storage("replace", path, failed);
        }
    }

    private record Opened(Secret secret, Signer signer) {}

    private Opened open(KeyFile file, Path path, char[] password) {
        Secret secret = KeySeal.open(file, password)
                .orElseThrow(() -> new KeystoreException(
                        Reason.WRONG_PASSWORD_OR_CHANGED,
                        "cannot open key " + path + ": the password is wrong or the file was changed;"
                                + " try the password again, then restore the file from its backup"));
        Signer signer = signer(scheme(file, path), secret);
        boolean honest = signer.publicKey().bytes().equals(file.publicKey())
                && suite.addressOf(signer.publicKey()).equals(file.address());
        if (!honest) {
            throw malformed(path, "its secret belongs to another public key or address of suite " + suite.id(), null);
        }
        return new Opened(secret, signer);
    }

    private KeyFile read(String name) {
        Path path = path(name);
        KeyFile file;
        try {
            if (PrivateFiles.isExposed(path)) {
                throw new KeystoreException(
                        Reason.PERMISSIONS, "others may access key file " + path + "; run: chmod 600 " + path);
            }
            file = KeyFile.fromJson(text(path));
        } catch (NoSuchFileException absent) {
            throw new KeystoreException(
                    Reason.NOT_FOUND, "no key '" + name + "' in " + directory + "; known are " + names(), absent);
        } catch (IOException failed) {
            throw storage("read", path, failed);
        } catch (IllegalArgumentException malformed) {
            throw malformed(path, String.valueOf(malformed.getMessage()), malformed);
        }
        if (!file.name().equals(name)) {
            throw malformed(path, "it holds key '" + file.name() + "'; give the file its own name again", null);
        }
        return file;
    }

    private static String text(Path path) throws IOException {
        try (var stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(FlatJson.TEXT_MAX + 1);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private KeyFile unsealed(String name, KeyRole role, SignatureScheme scheme, PublicKey publicKey) {
        return new KeyFile(
                name,
                role,
                scheme.name(),
                publicKey.bytes(),
                suite.addressOf(publicKey),
                cost,
                Bytes.wrap(entropy.bytes(KeyFile.SALT_SIZE)),
                Bytes.wrap(entropy.bytes(KeyFile.NONCE_SIZE)),
                Bytes.EMPTY);
    }

    private SignatureScheme scheme(KeyFile file, Path path) {
        return Stream.of(SignatureScheme.SECP256K1, SignatureScheme.ED25519)
                .map(suite::scheme)
                .flatMap(Optional::stream)
                .filter(scheme -> scheme.name().equals(file.scheme()))
                .findFirst()
                .orElseThrow(() -> malformed(
                        path, "suite " + suite.id() + " has no signature scheme '" + file.scheme() + "'", null));
    }

    private static Signer signer(SignatureScheme scheme, Secret secret) {
        try {
            return scheme.signer(secret.reveal());
        } catch (IllegalArgumentException notAKey) {
            throw new KeystoreException(Reason.BAD_INPUT, String.valueOf(notAKey.getMessage()), notAKey);
        }
    }

    private Path path(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new KeystoreException(
                    Reason.BAD_INPUT,
                    "a key's name has 1 to 32 lower-case letters, digits and hyphens and starts with no hyphen");
        }
        return directory.resolve(name + SUFFIX);
    }

    private static void requireStrong(char[] password) {
        if (password.length < PASSWORD_CHARACTERS_MIN) {
            throw new KeystoreException(
                    Reason.BAD_INPUT, "a password has at least " + PASSWORD_CHARACTERS_MIN + " characters");
        }
    }

    private static KeystoreException malformed(Path path, String why, @Nullable Throwable cause) {
        return new KeystoreException(
                Reason.MALFORMED, "key file " + path + " is refused: " + why + "; restore it from its backup", cause);
    }

    private static KeystoreException storage(String verb, Path path, IOException cause) {
        return new KeystoreException(Reason.STORAGE, "cannot " + verb + " " + path + ": " + cause, cause);
    }
}
