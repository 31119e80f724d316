package org.banyan.cli.key;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.drivers.crypto.keystore.KeyInfo;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.sdk.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan key export}. */
@Command(
        name = "export",
        description = "Show the public part of a key, or, when asked for, the private key.",
        footer = {
            "",
            "Examples:",
            "  $ banyan key export ops1",
            "  $ banyan key export ops1 --secret --yes --password-file ops1.password"
        })
public final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final KeystoreOptions options = new KeystoreOptions();

    @Mixin
    private final PasswordOptions passwords = new PasswordOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the key.")
    private String name = "";

    @Option(names = "--secret", description = "Show the private key too. Whoever sees it has the key; needs --yes.")
    private boolean secret;

    public ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Keystore keystore = options.keystore(terminal);
        KeyInfo key = keystore.info(name);
        if (secret && !common.yes()) {
            throw CliException.usage(
                    "--secret shows the private key to everybody who sees this terminal or its log",
                    "add --yes if that is what you want");
        }
        Json.ObjectBuilder json = options.describe(key);
        if (secret) {
            json.put("secret", revealed(keystore));
        }
        Json.Object built = json.build();
        if (common.json()) {
            terminal.json(built);
        } else {
            Fields fields = new Fields();
            built.members().forEach((field, value) -> fields.add(field, ((Json.Text) value).value()));
            fields.print(terminal);
        }
        return ExitCode.OK.code();
    }

    private String revealed(Keystore keystore) {
        char[] password = passwords.read(name);
        try {
            return keystore.exportSecret(name, password).reveal().toHex();
        } finally {
            Arrays.fill(password, ' ');
        }
    }
}
