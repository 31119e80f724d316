package org.banyan.cli.key;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.ExitCode;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.sdk.contract.Addresses;
import org.banyan.types.Address;
import org.banyan.types.AddressText;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/**
 * Accounts by name: the public test keys alice .. judy on development chains, else the keys of the directory. Wherever an address is asked for, also inside the
 * JSON of a call, such a name may be given.
 */
public final class KeyBook implements Addresses {
    /** Folder of the keystore inside the directory of keys and data. */
    public static final String FOLDER = "keys";

    private final Keystore keystore;
    private final Path folder;
    private final CryptoSuite suite;
    private final AddressText text;
    private final boolean development;
    private final PasswordOptions passwords;

    public KeyBook(
            Path directory, CryptoSuite suite, AddressText text, boolean development, PasswordOptions passwords) {
        this.folder = directory.resolve(FOLDER);
        this.keystore = new Keystore(folder, suite);
        this.suite = suite;
        this.text = text;
        this.development = development;
        this.passwords = passwords;
    }

    /** @throws CliException if there is no such key, or it is a test key and the chain is none for development */
    public Signer signer(String name) {
        if (isTestName(name)) {
            return new DevKeys(suite).signer(name);
        }
        if (!keystore.names().contains(name)) {
            throw unknown(name, "key");
        }
        char[] password = passwords.read(name);
        try {
            return keystore.signer(name, password);
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    @Override
    public Address parse(String given) {
        if (isTestName(given)) {
            return suite.addressOf(new DevKeys(suite).signer(given).publicKey());
        }
        if (keystore.names().contains(given)) {
            return keystore.info(given).address();
        }
        if (!given.startsWith(text.prefix() + "1")) {
            throw unknown(given, "account");
        }
        return text.parse(given);
    }

    @Override
    public String format(Address address) {
        return text.format(address);
    }

    private boolean isTestName(String name) {
        return development && DevKeys.NAMES.contains(name);
    }

    private CliException unknown(String name, String what) {
        String known = Stream.concat(development ? DevKeys.NAMES.stream() : Stream.empty(), keystore.names().stream())
                .collect(Collectors.joining(", "));
        boolean testKey = !development && DevKeys.NAMES.contains(name);
        return new CliException(
                what.equals("key") ? ExitCode.KEY : ExitCode.USAGE,
                what.equals("key") ? "KEY_NOT_FOUND" : "ACCOUNT_ADDRESS_INVALID",
                testKey
                        ? "'" + name + "' is a public test key, which only development chains accept"
                        : "there is no " + what + " '" + name + "'"
                                + (what.equals("key")
                                        ? " in " + folder
                                        : ", and it is no address " + text.prefix() + "1…"),
                known.isEmpty() ? "make a key with `banyan key new NAME`" : "known names are " + known);
    }
}
