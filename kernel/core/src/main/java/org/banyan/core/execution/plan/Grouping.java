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
    private final List<Prefix> prefixes = new ArrayList<>();
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

    /** A use of all keys below one. */
    private record Prefix(int transaction, KeyUse use) {
        private boolean writes() {
            return use.mode() != Mode.READ;
        }

        private boolean touches(Prefix other) {
            StateKey one = use.key();
            StateKey two = other.use.key();
            return (writes() || other.writes())
                    && one.contract().equals(two.contract())
                    && (one.key().startsWith(two.key()) || two.key().startsWith(one.key()));
        }
    }

    Grouping(List<Expected> transactions, int count) {
        parent = new int[count];
        for (int i = 0; i < count; i++) {
            parent[i] = i;
            for (KeyUse use : transactions.get(i).uses()) {
                if (use.prefix()) {
                    prefixes.add(new Prefix(i, use));
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

    private void joinPrefixes() {
        if (prefixes.isEmpty()) {
            return;
        }
        NavigableMap<StateKey, Key> sorted = new TreeMap<>(keys);
        for (int i = 0; i < prefixes.size(); i++) {
            Prefix prefix = prefixes.get(i);
            StateKey from = prefix.use().key();
            for (Key key : sorted.tailMap(from, true).values()) {
                if (!key.key.isBelow(from.contract(), from.key())) {
                    break;
                }
                if (prefix.writes() || key.wrote || key.moved) {
                    key.underPrefix = true;
                    join(prefix.transaction(), key.transaction(0));
                }
            }
            for (int j = 0; j < i; j++) {
                if (prefix.touches(prefixes.get(j))) {
                    join(prefix.transaction(), prefixes.get(j).transaction());
                }
            }
        }
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
        prefixes.forEach(prefix -> found[group(prefix.transaction())] = true);
        return found;
    }
}
