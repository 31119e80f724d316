package org.banyan.cli.delegate;

import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.GetScheduleResponse;
import org.banyan.v1.Slot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan delegate duties}. */
@Command(
        name = "duties",
        description = "Show the next slots with their times: of all delegates, or of one.",
        footer = {
            "",
            "Examples:",
            "  $ banyan delegate duties",
            "  $ banyan delegate duties producer-1 --next 10m",
            "",
            "Slots of later rounds are marked: their order depends on values that are not revealed yet. A quiet moment for an update is certain in this",
            "round and the next alone."
        })
public final class DutiesCommand implements Callable<Integer> {
    private static final int SLOTS_MAX = 500;

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

    @Option(
            names = "--next",
            paramLabel = "SPAN",
            defaultValue = "1m",
            description = "How far to look, such as 90s, 10m or 24h (default: 1m; at most 500 slots are shown).")
    private String next = "1m";

    public DutiesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long span = Times.parse("--next", next).toMillis();
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            Names names = Names.of(client);
            String delegate = which.isEmpty()
                    ? ""
                    : names.find(client.delegates().all().getDelegatesList(), which)
                            .getAddress();
            GetScheduleResponse read = client.delegates().schedule(delegate, SLOTS_MAX);
            List<Slot> slots = read.getSlotsList().stream()
                    .filter(slot -> slot.getStartMillis() <= read.getNowMillis() + span)
                    .toList();
            GetScheduleResponse shown =
                    read.toBuilder().clearSlots().addAllSlots(slots).build();
            if (common.json()) {
                terminal.json(MessageJson.API.write(shown));
            } else {
                print(shown, names, span);
            }
            return ExitCode.OK.code();
        }
    }

    private void print(GetScheduleResponse shown, Names names, long span) {
        if (shown.getSlotsCount() == 0) {
            terminal.line("no slot within " + Times.span(span));
            return;
        }
        Table table = new Table("SLOT", "TIME", "WHEN", "DELEGATE", "");
        for (Slot slot : shown.getSlotsList()) {
            table.row(
                    Long.toString(slot.getSlot()),
                    Times.at(slot.getStartMillis()),
                    Times.in(slot.getStartMillis() - shown.getNowMillis()),
                    names.show(slot.getDelegate()) + (slot.getOwn() ? " *" : ""),
                    remark(slot, shown.getCertainUntilSlot()));
        }
        table.print(terminal);
        if (!common.quiet()) {
            terminal.note(terminal.dim("* built by this node; ? may change with the blocks until then"));
        }
    }

    private static String remark(Slot slot, long certain) {
        String extra = slot.getExtra() ? "extra " : "";
        String taken = slot.getOutUntilMillis() > 0 ? "suspended " : "";
        return (extra + taken + (slot.getSlot() > certain ? "?" : "")).strip();
    }
}
