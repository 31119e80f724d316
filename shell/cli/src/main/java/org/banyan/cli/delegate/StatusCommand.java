package org.banyan.cli.delegate;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.Delegate;
import org.banyan.v1.ListDelegatesResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code banyan delegate status}. */
@Command(
        name = "status",
        description = "Show all delegates, or one of them: slots built and missed, suspensions, the next slot.",
        footer = {
            "",
            "Examples:",
            "  $ banyan delegate status",
            "  $ banyan delegate status producer-2 --json",
            "",
            "Exit code 12 says that the delegate that was named may not build now or that this node says why it does not."
        })
public final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(
            index = "0",
            paramLabel = "DELEGATE",
            arity = "0..1",
            description = "Address, or name of a public test key (default: all delegates).")
    private String which = "";

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            ListDelegatesResponse all = client.delegates().all();
            if (which.isEmpty()) {
                showAll(all, client);
                return ExitCode.OK.code();
            }
            Names names = Names.of(client);
            Delegate one = names.find(all.getDelegatesList(), which);
            if (common.json()) {
                terminal.json(MessageJson.API.write(one));
            } else {
                show(one, window(all), names);
            }
            return (isWell(one) ? ExitCode.OK : ExitCode.CHECK_NEGATIVE).code();
        }
    }

    private static boolean isWell(Delegate delegate) {
        return delegate.getOutUntilMillis() == 0 && delegate.getNotProducing().isEmpty();
    }

    private void showAll(ListDelegatesResponse all, BanyanClient client) {
        if (common.json()) {
            terminal.json(MessageJson.API.write(all));
            return;
        }
        Names names = Names.of(client);
        Table table = new Table("DELEGATE", "ROLE", "BUILT", "MISSED", "STATE", "NEXT SLOT");
        for (Delegate each : all.getDelegatesList()) {
            table.row(
                    names.show(each.getAddress()) + (each.getOwn() ? " *" : ""),
                    role(each),
                    Integer.toString(each.getProduced()),
                    Integer.toString(each.getMissed()),
                    state(each),
                    each.hasNext() ? Times.in(each.getNext().getStartMillis() - System.currentTimeMillis()) : "");
        }
        table.print(terminal);
        if (!common.quiet()) {
            String window = window(all);
            terminal.note(terminal.dim(
                    (window.isEmpty() ? "" : "built and missed over " + window + "; ") + "* built by this node"));
        }
    }

    private void show(Delegate one, String window, Names names) {
        boolean well = isWell(one);
        terminal.line((well ? terminal.good("●") : terminal.warn("●")) + " "
                + terminal.bold(Terminal.printable(names.show(one.getAddress()))) + "  " + state(one));
        new Fields()
                .add("address", one.getAddress())
                .add("key", one.getKey() + " (" + one.getScheme() + ")")
                .add("role", role(one))
                .add(
                        "built",
                        window.isEmpty()
                                ? ""
                                : one.getProduced() + " slots, missed " + one.getMissed() + ", in " + window)
                .add("misses in a row", one.getMissesInRow())
                .add("suspensions", one.getSuspensions())
                .add(
                        "next slot",
                        one.hasNext()
                                ? one.getNext().getSlot() + " at "
                                        + Times.at(one.getNext().getStartMillis()) + ", "
                                        + Times.in(one.getNext().getStartMillis() - System.currentTimeMillis())
                                : "none within two rounds")
                .add("built by", one.getOwn() ? "this node" : "another node")
                .add("not producing", one.getNotProducing())
                .print(terminal);
    }

    /** What the counts are over; empty where nothing is counted. */
    private static String window(ListDelegatesResponse all) {
        return all.getWindowRounds() > 0
                ? "the last " + all.getWindowRounds() + " rounds"
                : all.getWindowSlots() > 0 ? "the last " + all.getWindowSlots() + " slots" : "";
    }

    private static String role(Delegate delegate) {
        return delegate.getBuilds()
                ? delegate.getCertifies() ? "in office" : "in office until the next term"
                : "elected";
    }

    private static String state(Delegate delegate) {
        if (delegate.getOutUntilMillis() > 0) {
            return (delegate.getConvicted() ? "in jail until " : "suspended until ")
                    + Times.at(delegate.getOutUntilMillis());
        }
        return delegate.getMissesInRow() > 0 ? delegate.getMissesInRow() + " missed in a row" : "ok";
    }
}
