package org.banyan.cli.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.drivers.crypto.keystore.KeyInfo;
import org.banyan.drivers.crypto.keystore.KeyRole;
import org.banyan.drivers.crypto.keystore.Secret;
import org.banyan.drivers.crypto.keystore.SecureEntropy;
import org.banyan.drivers.crypto.words.KeyDerivation;
import org.banyan.drivers.crypto.words.Mnemonic;
import org.banyan.sdk.json.Json;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureScheme;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan key new}. */
@Command(
        name = "new",
        description = "Make a key, encrypted under a password. Its 24 words are shown once: write them down.",
        footer = {
            "",
            "Examples:",
            "  $ banyan key new ops1",
            "  $ banyan key new sign1 --role signing --password-file sign1.password",
            "  $ banyan key new ops1 --words-file words.txt        (restores a key from its words)"
        })
public final class NewCommand implements Callable<Integer> {
    private static final long WORDS_BYTES_MAX = 1024;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final KeystoreOptions keystore = new KeystoreOptions();

    @Mixin
    private final PasswordOptions passwords = new PasswordOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "Lower-case letters, digits and hyphens, 1 to 32.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "owner",
            description = "owner (default), signing, node or relayer: what the key is for.")
    private String role = "owner";

    @Option(
            names = "--words-file",
            paramLabel = "FILE",
            description = "Restore the key from the 24 words in this file.")
    private Optional<Path> wordsFile = Optional.empty();

    public NewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        KeyRole chosen = KeyRole.parse(role)
                .orElseThrow(() -> CliException.usage(
                        "there is no role '" + role + "'", "roles are owner, signing, node and relayer"));
        if (DevKeys.NAMES.contains(name)) {
            throw new CliException(
                    ExitCode.KEY,
                    "KEY_NAME_RESERVED",
                    "'" + name + "' is the name of a public test key",
                    "choose another name");
        }
        Mnemonic mnemonic = wordsFile
                .map(NewCommand::restored)
                .orElseGet(() -> Mnemonic.of(Bytes.wrap(new SecureEntropy().bytes(Mnemonic.ENTROPY_BYTES))));
        SignatureScheme scheme = keystore.suite().defaultScheme();
        Secret secret = Secret.of(new KeyDerivation(scheme).secret(mnemonic, "", 0));
        char[] password = passwords.choose(name);
        KeyInfo key;
        try {
            key = keystore.keystore(terminal).importSecret(name, chosen, scheme.id(), secret, password);
        } finally {
            Arrays.fill(password, ' ');
        }
        show(key, mnemonic);
        return ExitCode.OK.code();
    }

    private void show(KeyInfo key, Mnemonic mnemonic) {
        boolean fresh = wordsFile.isEmpty();
        if (common.json()) {
            Json.ObjectBuilder json = keystore.describe(key);
            if (fresh) {
                json.put("words", String.join(" ", mnemonic.reveal()));
            }
            terminal.json(json.build());
            return;
        }
        new Fields()
                .add("key", key.name() + " (" + key.role().text() + ")")
                .add("address", keystore.text().format(key.address()))
                .add("public key", key.publicKey().bytes().toHex())
                .add("file", keystore.folder(terminal).resolve(name + ".json").toString())
                .print(terminal);
        if (fresh) {
            terminal.line("");
            terminal.line(
                    "Write these 24 words down and keep them safe. They are not shown again, and whoever has them has the key:");
            terminal.line("  " + String.join(" ", mnemonic.reveal()));
        }
    }

    private static Mnemonic restored(Path file) {
        try {
            if (Files.size(file) > WORDS_BYTES_MAX) {
                throw CliException.usage("the file " + file + " is too large for 24 words", "check which file it is");
            }
            return Mnemonic.parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw CliException.usage(
                    "the file " + file + " cannot be read: " + unreadable.getMessage(), "give the file with the words");
        } catch (IllegalArgumentException malformed) {
            throw new CliException(
                    ExitCode.KEY,
                    "KEY_WORDS_INVALID",
                    String.valueOf(malformed.getMessage()),
                    "compare each word with what you wrote down");
        }
    }
}
