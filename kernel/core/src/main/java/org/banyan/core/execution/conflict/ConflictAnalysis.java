package org.banyan.core.execution.conflict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.TracedTransaction;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;

/**
 * Finds out, block by block, which methods' calls conflict and whose declaration is missing, exceeded or too wide. A transaction of several calls counts as the
 * first of them. Not thread-safe.
 */
public final class ConflictAnalysis {
    /** Pairs of one block that are looked at because of ranges; beyond that they are not counted. */
    static final int RANGE_PAIRS_MAX = 20_000;

    private final Map<MethodId, MethodAccess> methods = new TreeMap<>();
    private final Map<Pair, MethodConflict.Count> conflicts = new LinkedHashMap<>();
    private int rangePairsLeft;

    private record Pair(MethodId one, MethodId other) {}

    /** Takes in the transactions of one block, in block order. */
    public void add(List<TracedTransaction> block) {
        List<Uses> all = new ArrayList<>();
        for (TracedTransaction transaction : block) {
            Uses uses = new Uses(transaction);
            all.add(uses);
            method(uses)
                    .ifPresent(method -> methods.put(
                            method,
                            methods.getOrDefault(method, MethodAccess.none(method))
                                    .with(uses)));
        }
        findReal(all);
        findNeedless(all);
        rangePairsLeft = RANGE_PAIRS_MAX;
        all.forEach(ranger -> findInRanges(ranger, all));
    }

    private static Optional<MethodId> method(Uses uses) {
        return uses.transaction.calls().stream().findFirst().map(call -> new MethodId(call.contract(), call.method()));
    }

    private void findReal(List<Uses> all) {
        Map<StateKey, KeyOrder> orders = new LinkedHashMap<>();
        all.forEach(uses -> uses.touched.forEach((key, modes) -> modes.forEach(
                mode -> orders.computeIfAbsent(key, unused -> new KeyOrder()).use(uses, mode))));
        orders.forEach((key, order) -> order.forEachPair((first, second) -> real(first, second, key)));
    }

    private void real(Uses first, Uses second, StateKey key) {
        count(first, second, (count, swapped) -> {
            boolean firstDeclares = first.declares(key);
            boolean secondDeclares = second.declares(key);
            count.real(key, swapped ? secondDeclares : firstDeclares, swapped ? firstDeclares : secondDeclares);
        });
    }

    private void findNeedless(List<Uses> all) {
        Map<StateKey, KeyOrder> orders = new LinkedHashMap<>();
        for (Uses uses : all) {
            for (KeyUse use : uses.transaction.declared()) {
                if (!use.prefix()) {
                    orders.computeIfAbsent(use.key(), unused -> new KeyOrder()).use(uses, use.mode());
                }
            }
        }
        orders.forEach((key, order) -> order.forEachPair((first, second) -> {
            if (!first.conflicts(second, key)) {
                needless(first, second, key, needs(first, key), needs(second, key));
            }
        }));
    }

    /** Whether it needed all that it declared on the key. */
    private static boolean needs(Uses uses, StateKey key) {
        return uses.transaction.declared().stream()
                .filter(use -> !use.prefix() && use.key().equals(key))
                .allMatch(uses::needs);
    }

    private void needless(Uses first, Uses second, StateKey key, boolean firstNeeds, boolean secondNeeds) {
        count(
                first,
                second,
                (count, swapped) ->
                        count.needless(key, swapped ? secondNeeds : firstNeeds, swapped ? firstNeeds : secondNeeds));
    }

    /** Conflicts of one transaction's declared and touched ranges with the keys of all others. */
    private void findInRanges(Uses ranger, List<Uses> all) {
        List<KeyUse> ranges = new ArrayList<>();
        ranger.transaction.touched().stream().filter(KeyUse::prefix).forEach(ranges::add);
        ranger.transaction.declared().stream()
                .filter(KeyUse::prefix)
                .filter(use -> ranges.stream().noneMatch(known -> known.key().equals(use.key())))
                .forEach(ranges::add);
        for (KeyUse range : ranges) {
            boolean whole = ranger.transaction.touched().contains(range);
            for (Uses other : all) {
                if (other != ranger && rangePairsLeft > 0) {
                    rangePairsLeft--;
                    compare(ranger, range, whole, other);
                }
            }
        }
    }

    /** @param whole whether the range was really read or changed as one */
    private void compare(Uses ranger, KeyUse range, boolean whole, Uses other) {
        boolean met = other.touched.entrySet().stream()
                .filter(touch -> isIn(range, touch.getKey()))
                .anyMatch(touch -> whole
                        ? range.mode() != Mode.READ || touch.getValue().stream().anyMatch(mode -> mode != Mode.READ)
                        : ranger.conflicts(other, touch.getKey()));
        if (met && whole) {
            count(ranger, other, (count, swapped) -> {
                boolean declares = ranger.transaction.declares(range);
                count.real(range.key(), swapped || declares, !swapped || declares);
            });
        } else if (!met && expectedToMeet(range, other)) {
            needless(ranger, other, range.key(), false, true);
        }
    }

    private static boolean isIn(KeyUse range, StateKey key) {
        return key.isBelow(range.key().contract(), range.key().key());
    }

    private static boolean expectedToMeet(KeyUse range, Uses other) {
        return other.transaction.declared().stream()
                .anyMatch(use -> isIn(range, use.key()) && (range.mode() != Mode.READ || use.mode() != Mode.READ));
    }

    private interface Counting {
        /** @param swapped whether the first transaction's method is the pair's other one */
        void count(MethodConflict.Count count, boolean swapped);
    }

    private void count(Uses first, Uses second, Counting counting) {
        Optional<MethodId> one = method(first);
        Optional<MethodId> other = method(second);
        if (one.isPresent() && other.isPresent()) {
            boolean swapped = one.get().compareTo(other.get()) > 0;
            Pair pair = swapped ? new Pair(other.get(), one.get()) : new Pair(one.get(), other.get());
            counting.count(conflicts.computeIfAbsent(pair, unused -> new MethodConflict.Count()), swapped);
        }
    }

    /** By contract and method. */
    public List<MethodAccess> methods() {
        return List.copyOf(methods.values());
    }

    /** Those with most conflicts first. */
    public List<MethodConflict> conflicts() {
        List<MethodConflict> all = new ArrayList<>();
        conflicts.forEach((pair, count) -> all.add(count.of(pair.one(), pair.other())));
        all.sort((a, b) -> Integer.compare(b.all(), a.all()));
        return all;
    }
}
