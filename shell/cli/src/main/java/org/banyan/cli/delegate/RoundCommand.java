package org.banyan.cli.delegate;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.Delegates;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.Draw;
import org.banyan.v1.DrawStep;
import org.banyan.v1.Round;
import org.banyan.v1.RoundItemKind;
import org.banyan.v1.Slot;
import org.banyan.v1.SubscribeRoundsResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan round}. */
@Command(
        name = "round",
        description = {
            "Show a round: who builds in which slot, what became of it, and how the order was calculated;",
            "or follow the rounds slot by slot."
        },
        footer = {
            "",
            "Examples:",
            "  $ banyan round",
            "  $ banyan round 12",
            "  $ banyan round 12 --json",
            "  $ banyan round --follow",
            "  $ banyan round 12 --follow --count 3 --json",
            "",
            "The round after the present one is as it would come out now: values that are not revealed yet change it."
        })
public final class RoundCommand implements Callable<Integer> {
    private static final int VALUE_HEAD = 12;
    private static final int VALUE_TAIL = 4;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(
            index = "0",
            paramLabel = "ROUND",
            arity = "0..1",
            defaultValue = Delegates.LATEST,
            description = "Number of the round (default: the one that runs now).")
    private String round = Delegates.LATEST;

    @Option(names = "--follow", description = "Show each slot as it turns out, from ROUND on, until interrupted.")
    private boolean follow;

    @Option(names = "--count", paramLabel = "COUNT", description = "With --follow: end when so many rounds are over.")
    private long count = Long.MAX_VALUE;

    public RoundCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (count < 1 || count < Long.MAX_VALUE && !follow) {
            throw CliException.usage("--count takes 1 or more and goes with --follow", "see `banyan round --help`");
        }
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            if (follow) {
                follow(client);
                return ExitCode.OK.code();
            }
            Round read = client.delegates().round(round);
            if (common.json()) {
                terminal.json(MessageJson.API.write(read));
            } else {
                print(read, Names.of(client));
            }
            return ExitCode.OK.code();
        }
    }

    private void follow(BanyanClient client) {
        try (var items = client.delegates().follow(round)) {
            RoundLines lines = new RoundLines(terminal, Names.of(client));
            for (long over = 0; over < count && items.hasNext(); ) {
                SubscribeRoundsResponse item = items.next();
                if (item.getKind() == RoundItemKind.ROUND_ITEM_KIND_HEARTBEAT) {
                    continue;
                }
                if (common.json()) {
                    terminal.line(MessageJson.API.write(item).compact());
                } else {
                    lines.print(item);
                }
                over += item.getKind() == RoundItemKind.ROUND_ITEM_KIND_OVER ? 1 : 0;
            }
        }
    }

    private void print(Round read, Names names) {
        terminal.line(terminal.bold("round " + read.getNumber()) + "  term " + read.getTerm() + "  " + read.getBuilt()
                + " of " + read.getSlotsCount() + " slots built" + (read.getOver() ? "" : ", not over"));
        Table table = new Table("PLACE", "SLOT", "TIME", "DELEGATE", "STATE", "BLOCK");
        for (Slot slot : read.getSlotsList()) {
            table.row(
                    slot.getPlace() + (slot.getExtra() ? " extra" : ""),
                    Long.toString(slot.getSlot()),
                    Times.at(slot.getStartMillis()),
                    names.show(slot.getDelegate()) + (slot.getOwn() ? " *" : ""),
                    state(slot),
                    slot.hasBlock() ? Long.toString(slot.getBlock().getHeight()) : "");
        }
        table.print(terminal);
        if (read.hasDraw()) {
            print(read.getDraw(), names);
        }
        if (!common.quiet() && read.getSlotsList().stream().anyMatch(Slot::getOwn)) {
            terminal.note(terminal.dim("* built by this node"));
        }
    }

    static String state(Slot slot) {
        return switch (slot.getState()) {
            case SLOT_STATE_UPCOMING -> "to come";
            case SLOT_STATE_RUNNING -> "running";
            case SLOT_STATE_BUILT -> "built";
            case SLOT_STATE_EMPTY -> "MISSED";
            case SLOT_STATE_TAKEN -> "suspended until " + Times.at(slot.getOutUntilMillis());
            case SLOT_STATE_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    private void print(Draw draw, Names names) {
        int count = draw.getStepsCount();
        terminal.line("");
        terminal.line("The order follows from the signature values of round " + draw.getFromRound()
                + (draw.getEmptyRounds() > 0
                        ? ", mixed with this round's number since " + draw.getEmptyRounds()
                                + (draw.getEmptyRounds() == 1 ? " round" : " rounds") + " had no block"
                        : "")
                + ": place = value mod " + count + " + 1, chosen in the order of that round.");
        Table table = new Table("DELEGATE", "VALUE", "WANTS", "GETS", "");
        for (DrawStep step : draw.getStepsList()) {
            table.row(
                    names.show(step.getDelegate()),
                    brief(step.getUsed()),
                    Integer.toString(step.getWanted()),
                    Integer.toString(step.getPlace()),
                    step.getTakenBy().isEmpty()
                            ? ""
                            : names.show(step.getTakenBy()) + " has place " + step.getWanted() + ": the next free one");
        }
        table.print(terminal);
        terminal.line("The extra slot is the delegate's at place (value of " + names.show(draw.getExtraFrom()) + " mod "
                + count + ") by address: " + names.show(draw.getExtra()) + ".");
    }

    private static String brief(String value) {
        return value.length() <= VALUE_HEAD + VALUE_TAIL
                ? value
                : value.substring(0, VALUE_HEAD) + "…" + value.substring(value.length() - VALUE_TAIL);
    }
}
