package org.banyan.cli.delegate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.ExplainSlotResponse;
import org.banyan.v1.ListRoundsResponse;
import org.banyan.v1.Round;
import org.banyan.v1.Slot;
import org.banyan.v1.SlotEvent;
import org.banyan.v1.SlotState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan delegate why}. */
@Command(
        name = "why",
        description = "Say why a slot stayed empty: late execution, clock, peers, disk, key, suspension.",
        footer = {
            "",
            "Examples:",
            "  $ banyan delegate why --slot 880/9",
            "  $ banyan delegate why --slot 7042",
            "  $ banyan delegate why producer-2",
            "",
            "Without --slot it is the newest empty slot, of the delegate that is named or of any. What happened inside a node only that node knows, since",
            "its start: ask the one that runs the delegate. Exit code 12 says that the slot stayed empty."
        })
public final class WhyCommand implements Callable<Integer> {
    private static final int ROUNDS_MAX = 100;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--slot",
            paramLabel = "ROUND/PLACE|SLOT",
            description = "The slot: round and place in it, or its number from genesis.")
    private String slot = "";

    @Parameters(
            index = "0",
            paramLabel = "DELEGATE",
            arity = "0..1",
            description = "Address, or name of a public test key, whose newest empty slot is meant.")
    private String which = "";

    public WhyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!slot.isEmpty() && !which.isEmpty()) {
            throw CliException.usage("--slot and a delegate exclude each other", "leave one of them out");
        }
        if (!slot.isEmpty() && !slot.matches("[0-9]{1,18}(/[0-9]{1,4})?")) {
            throw CliException.usage(
                    "--slot is ROUND/PLACE or a slot's number but was '" + slot + "'", "see `banyan round` for both");
        }
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            Names names = Names.of(client);
            Optional<ExplainSlotResponse> found =
                    slot.isEmpty() ? newestEmpty(client, names) : Optional.of(asked(client));
            if (found.isEmpty()) {
                return nothing().code();
            }
            ExplainSlotResponse answer = found.get();
            if (common.json()) {
                terminal.json(MessageJson.API.write(answer));
            } else {
                print(answer, names);
            }
            return (isEmpty(answer.getSlot()) ? ExitCode.CHECK_NEGATIVE : ExitCode.OK).code();
        }
    }

    private ExplainSlotResponse asked(BanyanClient client) {
        int cut = slot.indexOf('/');
        return cut < 0
                ? client.delegates().explain("", slot)
                : client.delegates().explain(slot.substring(0, cut), slot.substring(cut + 1));
    }

    private Optional<ExplainSlotResponse> newestEmpty(BanyanClient client, Names names) {
        String address = which.isEmpty()
                ? ""
                : names.find(client.delegates().all().getDelegatesList(), which).getAddress();
        ListRoundsResponse rounds = client.delegates().rounds(ROUNDS_MAX, "");
        for (Round round : rounds.getRoundsList()) {
            for (Slot each : round.getSlotsList().reversed()) {
                if (isEmpty(each) && (address.isEmpty() || each.getDelegate().equals(address))) {
                    return Optional.of(client.delegates()
                            .explain(Long.toString(round.getNumber()), Integer.toString(each.getPlace())));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isEmpty(Slot each) {
        return each.getState() == SlotState.SLOT_STATE_EMPTY || each.getState() == SlotState.SLOT_STATE_TAKEN;
    }

    private ExitCode nothing() {
        if (common.json()) {
            terminal.line("{}");
        } else {
            terminal.line(terminal.good("✓") + " no slot stayed empty in the last " + ROUNDS_MAX + " rounds");
        }
        return ExitCode.OK;
    }

    private void print(ExplainSlotResponse answer, Names names) {
        Slot each = answer.getSlot();
        String word = answer.getCause()
                .name()
                .replace("SLOT_CAUSE_", "")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        boolean bad = isEmpty(each);
        terminal.line((bad ? terminal.bad("✗") : terminal.good("✓")) + " "
                + terminal.bold("slot " + each.getSlot())
                + (answer.getRound() > 0 ? " (" + answer.getRound() + "/" + each.getPlace() + ")" : "") + " of "
                + Terminal.printable(names.show(each.getDelegate())) + ", " + Times.at(each.getStartMillis()));
        terminal.line((bad ? "MISSED (" + word + "): " : "") + Terminal.printable(answer.getMessage()));
        List<SlotEvent> events = answer.getEventsList();
        for (SlotEvent event : events) {
            terminal.line(String.format(
                    Locale.ROOT,
                    "  %+6d ms  %s%s%s",
                    event.getTimeMillis() - each.getStartMillis(),
                    Terminal.printable(event.getWhat()),
                    event.getTookMillis() > 0
                            ? String.format(Locale.ROOT, ", took %.1f ms", event.getTookMillis())
                            : "",
                    event.getDetail().isEmpty() ? "" : ": " + Terminal.printable(event.getDetail())));
        }
        if (!answer.getAdvice().isEmpty()) {
            terminal.line("advice: " + Terminal.printable(answer.getAdvice()));
        }
    }
}
