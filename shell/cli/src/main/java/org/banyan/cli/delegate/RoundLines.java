package org.banyan.cli.delegate;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.banyan.cli.base.Terminal;
import org.banyan.v1.Round;
import org.banyan.v1.RoundItemKind;
import org.banyan.v1.Slot;
import org.banyan.v1.SlotState;
import org.banyan.v1.SubscribeRoundsResponse;

/** Rounds as they go on, a line for each slot that turned out and for each round that is over; a slot that comes out otherwise later gets another line. */
final class RoundLines {
    private final Terminal terminal;
    private final Names names;

    /** Lines of the newest rounds by slot. */
    private final TreeMap<Long, String> shown = new TreeMap<>();

    /** Summaries of the newest rounds that are over. */
    private final TreeMap<Long, String> over = new TreeMap<>();

    RoundLines(Terminal terminal, Names names) {
        this.terminal = terminal;
        this.names = names;
    }

    void print(SubscribeRoundsResponse item) {
        Round round = item.getRound();
        boolean isOver = item.getKind() == RoundItemKind.ROUND_ITEM_KIND_OVER;
        long begun = round.getSlotsList().stream()
                .filter(slot -> isOver || hasBegun(slot))
                .mapToLong(Slot::getSlot)
                .max()
                .orElse(0);
        for (Slot slot : round.getSlotsList()) {
            if (slot.getSlot() <= begun && slot.getState() != SlotState.SLOT_STATE_RUNNING) {
                news(shown, slot.getSlot(), line(round, slot));
            }
        }
        if (isOver) {
            String summary = "round " + round.getNumber() + " over  term " + round.getTerm() + "  " + round.getBuilt()
                    + " of " + round.getSlotsCount() + " slots built";
            news(over, round.getNumber(), terminal.bold(summary));
            forget(shown, round.getSlots(0).getSlot());
            forget(over, round.getNumber());
        }
    }

    private static boolean hasBegun(Slot slot) {
        return switch (slot.getState()) {
            case SLOT_STATE_RUNNING, SLOT_STATE_BUILT, SLOT_STATE_EMPTY -> true;
            default -> false;
        };
    }

    private String line(Round round, Slot slot) {
        String state = RoundCommand.state(slot);
        return Stream.of(
                        round.getNumber() + "/" + slot.getPlace(),
                        "slot " + slot.getSlot(),
                        Times.at(slot.getStartMillis()),
                        names.show(slot.getDelegate()) + (slot.getOwn() ? " *" : ""),
                        slot.getState() == SlotState.SLOT_STATE_EMPTY ? terminal.warn(state) : state,
                        slot.hasBlock() ? "block " + slot.getBlock().getHeight() : "",
                        slot.getExtra() ? "extra" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "));
    }

    private void news(Map<Long, String> told, long number, String line) {
        if (!line.equals(told.put(number, line))) {
            terminal.line(line);
        }
    }

    /** Nothing is told of what stands before. */
    private static void forget(TreeMap<Long, String> told, long number) {
        told.headMap(number).clear();
    }
}
