package org.banyan.mainchain.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.drivers.crypto.keystore.KeyInfo;
import org.banyan.drivers.crypto.keystore.KeyRole;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;

/** Finds the keys that a node produces with, and keeps public test keys away from real networks. */
final class Signers {
    private static final long PASSWORD_BYTES_MAX = 4096;

    private final CryptoSuite suite;
    private final Path keys;
    private final String passwordFile;
    private final boolean development;
    private final int silent;

    /**
     * @param development whether public test keys are allowed
     * @param silent so many of several test keys are left out
     */
    Signers(CryptoSuite suite, Path keys, String passwordFile, boolean development, int silent) {
        this.suite = suite;
        this.keys = keys;
        this.passwordFile = passwordFile;
        this.development = development;
        this.silent = silent;
    }

    /**
     * @param choice {@code none}, {@code local:NAME}, {@code test:NAME}, or {@code test}: every public test key among {@code producers}
     * @param producers of the chain's genesis
     * @throws RefusalException with {@link ExitCode#KEY} if the key cannot be used here
     */
    List<Signer> find(String choice, ProducerSet producers) {
        if (choice.equals("none")) {
            return List.of();
        }
        if (choice.equals("test")) {
            return testKeysAmong(producers);
        }
        return List.of(named(choice));
    }

    /** The key of {@code local:NAME} or {@code test:NAME}. */
    Signer named(String choice) {
        String name = choice.substring(choice.indexOf(':') + 1);
        Signer signer = choice.startsWith("test:") ? testKey(name) : local(name);
        if (!development && new DevKeys(suite).isTestKey(signer.publicKey())) {
            throw new RefusalException(
                    ExitCode.KEY,
                    "signer " + choice + " is a public test key, everybody can sign with it; make one of your own with"
                            + " 'banyan key new', or start with --network dev if this is a test");
        }
        return signer;
    }

    private List<Signer> testKeysAmong(ProducerSet producers) {
        DevKeys keys = new DevKeys(suite);
        List<Signer> found = Stream.concat(DevKeys.NAMES.stream(), DevKeys.PRODUCERS.stream())
                .map(keys::signer)
                .filter(signer -> producers.producers().stream()
                        .anyMatch(producer -> producer.key().equals(signer.publicKey())))
                .toList();
        return found.subList(0, Math.max(Math.min(1, found.size()), found.size() - silent));
    }

    private Signer testKey(String name) {
        if (!DevKeys.NAMES.contains(name) && !DevKeys.PRODUCERS.contains(name)) {
            throw new RefusalException(
                    ExitCode.KEY,
                    "there is no public test key '" + name + "'; there are " + DevKeys.NAMES + " and "
                            + DevKeys.PRODUCERS.getFirst() + " to " + DevKeys.PRODUCERS.getLast());
        }
        return new DevKeys(suite).signer(name);
    }

    private Signer local(String name) {
        Keystore keystore = new Keystore(keys, suite);
        KeyInfo info = keystore.info(name);
        if (info.role() != KeyRole.SIGNING) {
            throw new RefusalException(
                    ExitCode.KEY,
                    "key '" + name + "' has the role " + info.role().text()
                            + "; blocks are signed with a key of the role signing");
        }
        return keystore.signer(name, password());
    }

    private char[] password() {
        if (passwordFile.isEmpty()) {
            throw new RefusalException(
                    ExitCode.KEY, "the signer's key needs its password; name a file with --signer-password-file");
        }
        Path file = Path.of(passwordFile);
        try {
            if (Files.size(file) > PASSWORD_BYTES_MAX) {
                throw new RefusalException(ExitCode.KEY, file + " is too large to be a password file");
            }
            return Files.readString(file).lines().findFirst().orElse("").toCharArray();
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.KEY, "cannot read the password file " + file + ": " + failed, failed);
        }
    }

    /** @throws RefusalException if a producer has a key that everybody can sign with */
    void requireRealKeys(ChainSpecification chain, ProducerSet producers) {
        DevKeys known = new DevKeys(suite);
        for (Producer producer : producers.producers()) {
            if (!development && known.isTestKey(producer.key())) {
                throw new RefusalException(
                        ExitCode.KEY,
                        "chain '" + chain.name() + "' has producer "
                                + chain.addressText().format(producer.address())
                                + " with a public test key: everybody can sign its blocks; correct its genesis.conf,"
                                + " or start with --network dev if this is a test");
            }
        }
    }
}
