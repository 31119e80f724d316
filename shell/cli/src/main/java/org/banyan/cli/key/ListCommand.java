package org.banyan.cli.key;

import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.drivers.crypto.keystore.KeyInfo;
import org.banyan.sdk.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan key list}. */
@Command(
        name = "list",
        description = "List the keys of a directory with their addresses. Needs no password.",
        footer = {"", "Examples:", "  $ banyan key list", "  $ banyan key list --dir /var/lib/banyan --json"})
public final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final KeystoreOptions keystore = new KeystoreOptions();

    public ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<KeyInfo> keys = keystore.keystore(terminal).list();
        if (common.json()) {
            terminal.json(Json.object()
                    .put(
                            "keys",
                            keys.stream()
                                    .map(key -> keystore.describe(key).build())
                                    .toList())
                    .build());
        } else if (keys.isEmpty()) {
            terminal.line("no keys in " + keystore.folder(terminal) + "; make one with `banyan key new NAME`");
        } else {
            Table table = new Table("NAME", "ROLE", "ADDRESS");
            keys.forEach(key ->
                    table.row(key.name(), key.role().text(), keystore.text().format(key.address())));
            table.print(terminal);
        }
        return ExitCode.OK.code();
    }
}
