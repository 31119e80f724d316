package org.banyan.cli.chain;

import java.util.concurrent.Callable;
import org.banyan.cli.base.Amounts;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.key.PasswordOptions;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.Account;
import org.banyan.v1.GetAccountResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan account}. */
@Command(
        name = "account",
        description = "Show an account: its contract, keys and balances.",
        footer = {
            "",
            "Examples:",
            "  $ banyan account alice",
            "  $ banyan account bny1rumw8rkfa6tmrdzsca65t30d6tmzpav5hwx0e0s6j83kt20fasvsl304ya --json",
            "  $ banyan account bob --at final"
        })
public final class AccountCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Parameters(
            index = "0",
            paramLabel = "ACCOUNT",
            description = "An address, a key of `banyan key list`, or alice .. judy on a development chain.")
    private String account = "";

    @Option(
            names = "--at",
            paramLabel = "BLOCK",
            defaultValue = "latest",
            description = "State to read: latest (default), final, or a height that the node still keeps.")
    private String at = "latest";

    public AccountCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(connection, directory, new PasswordOptions(), terminal)) {
            GetAccountResponse answer = session.client().state().account(session.account(account), at);
            if (common.json()) {
                terminal.json(MessageJson.API.write(answer));
            } else {
                print(answer);
            }
            return ExitCode.OK.code();
        }
    }

    private void print(GetAccountResponse answer) {
        Account found = answer.getAccount();
        terminal.line(terminal.bold(Terminal.printable(found.getAddress()))
                + (found.getUsed() ? "" : terminal.dim(" (never used)")));
        Fields fields = new Fields()
                .add(
                        "contract",
                        found.getContractName().isEmpty()
                                ? ""
                                : found.getContractName() + " version " + found.getContractVersion());
        found.getKeysList().forEach(key -> fields.add("key", key.getScheme() + " " + key.getKey()));
        found.getBalancesList()
                .forEach(balance -> fields.add(
                        "balance", Amounts.show(balance.getAmount(), balance.getDecimals(), balance.getSymbol())));
        if (found.getBalancesCount() == 0) {
            fields.add("balance", "none");
        }
        fields.add("at height", answer.getAt().getHeight()).print(terminal);
    }
}
