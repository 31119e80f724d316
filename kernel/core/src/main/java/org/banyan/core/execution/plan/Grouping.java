package org.banyan.core.execution.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.state.StateKey;

/**
 * Groups transactions that share a key which one of them writes (union-find). Keys that nobody writes, and amounts that are only added to and taken from, join
 * nobody.
 */
final class Grouping {
    private final int[] parent;
    private final Map<StateKey, Key> keys = new LinkedHashMap<>();
    private final Map<StateKey, Prefix> prefixes = new LinkedHashMap<>();
    private final List<Key> ordered = new ArrayList<>();

    /** A key that transactions use, and how. */
    static final class Key {
        final StateKey key;

        /** Uses in block order: the transaction's index, doubled, plus one where it writes. */
        private int[] uses = new int[2];

        private int size;
        private boolean read;
        private boolean wrote;
        private boolean moved;
        private boolean underPrefix;

        private Key(StateKey key) {
            this.key = key;
        }

        private void use(int transaction, KeyUse use) {
            boolean write = use.mode() != Mode.READ;
            read |= !write;
            moved |= use.moves();
            wrote |= write && !use.moves();
            if (size > 0 && uses[size - 1] >> 1 == transaction) {
                uses[size - 1] |= write ? 1 : 0;
                return;
            }
            if (size == uses.length) {
                uses = Arrays.copyOf(uses, 2 * size);
            }
            uses[size++] = transaction << 1 | (write ? 1 : 0);
        }

        private boolean isOrdered() {
            return size > 1 && (wrote || moved && read) || underPrefix;
        }

        int uses() {
            return size;
        }

        int transaction(int use) {
            return uses[use] >> 1;
        }

        boolean writes(int use) {
            return (uses[use] & 1) == 1;
        }
    }

    /** Uses of all keys below one. */
    private static final class Prefix {
        private final StateKey key;
        private final List<Integer> transactions = new ArrayList<>(1);
        private boolean writes;

        /** Whether its transactions are one group. */
        private boolean joined;

        private Prefix(StateKey key) {
            this.key = key;
        }

        private void use(int transaction, KeyUse use) {
            writes |= use.mode() != Mode.READ;
            transactions.add(transaction);
        }
    }

    Grouping(List<Expected> transactions, int count) {
        parent = new int[count];
        for (int i = 0; i < count; i++) {
            parent[i] = i;
            for (KeyUse use : transactions.get(i).uses()) {
                if (use.prefix()) {
                    prefixes.computeIfAbsent(use.key(), Prefix::new).use(i, use);
                } else {
                    keys.computeIfAbsent(use.key(), Key::new).use(i, use);
                }
            }
        }
        joinPrefixes();
        for (Key key : keys.values()) {
            if (key.isOrdered()) {
                ordered.add(key);
                for (int use = 1; use < key.size; use++) {
                    join(key.transaction(use), key.transaction(0));
                }
            }
        }
    }

    /** Goes once through keys and ranges in order, with the ranges that the present one is in: as many at most as a key has bytes. */
    private void joinPrefixes() {
        if (prefixes.isEmpty()) {
            return;
        }
        NavigableMap<StateKey, Key> sorted = new TreeMap<>(keys);
        NavigableMap<StateKey, Prefix> ranges = new TreeMap<>(prefixes);
        List<Prefix> around = new ArrayList<>();
        for (Prefix prefix : ranges.values()) {
            leave(around, prefix.key);
            boolean written = prefix.writes;
            for (Prefix outer : around) {
                if (outer.writes || prefix.writes) {
                    join(outer, prefix.transactions.getFirst());
                    written = true;
                }
            }
            if (written) {
                join(prefix, prefix.transactions.getFirst());
            }
            around.add(prefix);
            StateKey next = ranges.higherKey(prefix.key);
            var below = next == null ? sorted.tailMap(prefix.key, true) : sorted.subMap(prefix.key, true, next, false);
            for (Key key : below.values()) {
                leave(around, key.key);
                if (around.isEmpty()) {
                    break;
                }
                for (Prefix range : around) {
                    if (range.writes || key.wrote || key.moved) {
                        key.underPrefix = true;
                        join(range, key.transaction(0));
                    }
                }
            }
        }
    }

    /** Drops the ranges that {@code key} is not in. */
    private static void leave(List<Prefix> around, StateKey key) {
        while (!around.isEmpty()
                && !key.isBelow(
                        around.getLast().key.contract(), around.getLast().key.key())) {
            around.removeLast();
        }
    }

    private void join(Prefix prefix, int other) {
        if (!prefix.joined) {
            prefix.joined = true;
            prefix.transactions.forEach(each -> join(each, prefix.transactions.getFirst()));
        }
        join(prefix.transactions.getFirst(), other);
    }

    private void join(int one, int other) {
        int a = group(one);
        int b = group(other);
        if (a != b) {
            parent[Math.max(a, b)] = Math.min(a, b);
        }
    }

    /** The group's first transaction. */
    int group(int transaction) {
        int root = transaction;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** Keys whose uses keep the block's order. */
    List<Key> ordered() {
        return ordered;
    }

    /** Whether a transaction of the group uses a whole range of keys. */
    boolean[] withPrefixes() {
        boolean[] found = new boolean[parent.length];
        prefixes.values().forEach(prefix -> prefix.transactions.forEach(each -> found[group(each)] = true));
        return found;
    }
}
