package org.banyan.core.execution.conflict;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.TracedTransaction;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;

/** One traced transaction with its touches by key. */
final class Uses {
    final TracedTransaction transaction;

    /** In which ways single keys were touched. */
    final Map<StateKey, Set<Mode>> touched = new LinkedHashMap<>();

    Uses(TracedTransaction transaction) {
        this.transaction = transaction;
        for (KeyUse use : transaction.touched()) {
            if (!use.prefix()) {
                touched.computeIfAbsent(use.key(), unused -> EnumSet.noneOf(Mode.class))
                        .add(use.mode());
            }
        }
    }

    /** Whether all its touches of the key were announced. */
    boolean declares(StateKey key) {
        Set<Mode> modes = touched.get(key);
        return modes == null || modes.stream().allMatch(mode -> transaction.declares(new KeyUse(key, mode, false)));
    }

    /** Whether two transactions' touches of the key need the block's order. */
    boolean conflicts(Uses other, StateKey key) {
        Set<Mode> mine = touched.get(key);
        Set<Mode> theirs = other.touched.get(key);
        if (mine == null || theirs == null) {
            return false;
        }
        boolean allMove = mine.stream().allMatch(Uses::moves) && theirs.stream().allMatch(Uses::moves);
        return !allMove && (changes(mine) || changes(theirs));
    }

    private static boolean changes(Set<Mode> modes) {
        return modes.stream().anyMatch(mode -> mode != Mode.READ);
    }

    private static boolean moves(Mode mode) {
        return mode == Mode.ADD || mode == Mode.TAKE;
    }

    /** Whether it did what it announced: a touch of such a key, and a change where a change was announced. */
    boolean needs(KeyUse declared) {
        return transaction.touched().stream()
                .anyMatch(use -> declared.covers(use.key(), use.mode(), use.prefix())
                        && (declared.mode() == Mode.READ
                                || declared.mode() == use.mode()
                                || declared.moves() && moves(use.mode())));
    }
}
