package org.banyan.core.pool;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.banyan.types.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * Waiting transactions that are expected to conflict, grouped as they arrive (union-find over keys that one of them writes), so that whoever fills a block
 * knows its hazards before it starts. A guess by which a block is filled, and nothing else.
 *
 * <p>Bounded: what announces many keys, whole ranges, or keys of many groups at once joins nobody and is counted with its like. So a transaction that claims
 * the keys of everybody ties itself up and not the others. Groups do not fall apart when a member leaves; they are made anew when as many left as stayed.
 * aelf whitepaper 5.2.3, ADR 0044.
 */
final class KeyGroups {
    /** Keys of a transaction that are looked at. */
    static final int USES_MAX = 32;

    /** Groups that one transaction may join. */
    static final int JOINS_MAX = 8;

    /** Keys of all waiting transactions that are kept: some 16 MiB. */
    static final int USES_TOTAL_MAX = 1 << 16;

    /** What left before groups are made anew. */
    private static final int GONE_MIN = 1_024;

    /** No group at all. */
    static final int NONE = -1;

    /** The node of those that join nobody. */
    private static final int WIDE = 0;

    private final Map<TransactionId, Member> members = new LinkedHashMap<>();
    private final Map<StateKey, Users> keys = new LinkedHashMap<>();
    private int[] parent = new int[64];
    private long[] costs = new long[64];
    private int[] counts = new int[64];
    private int nodes = 1;
    private int uses;
    private int gone;

    /** @param expected null for one of {@link #WIDE}, whose keys nobody needs again */
    private record Member(int node, long cost, @Nullable Expected expected) {}

    /** Who uses a key: everybody until the key joins them, then one of them. */
    private static final class Users {
        private int[] nodes = new int[2];
        private int size;
        private boolean read;
        private boolean moved;
        private boolean wrote;

        private void add(int node) {
            if (size == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * size);
            }
            nodes[size++] = node;
        }

        private boolean joinsWith(KeyUse use) {
            boolean reads = read || use.mode() == Mode.READ;
            boolean moves = moved || use.moves();
            boolean writes = wrote || use.mode() != Mode.READ && !use.moves();
            return writes || moves && reads;
        }

        private void note(KeyUse use) {
            read |= use.mode() == Mode.READ;
            moved |= use.moves();
            wrote |= use.mode() != Mode.READ && !use.moves();
        }
    }

    void add(TransactionId id, Expected expected) {
        if (isWide(expected)) {
            addWide(id, expected.cost());
            return;
        }
        int node = newNode(expected.cost());
        members.put(id, new Member(node, expected.cost(), expected));
        uses += expected.uses().size();
        for (KeyUse use : expected.uses()) {
            Users users = keys.computeIfAbsent(use.key(), unused -> new Users());
            if (users.joinsWith(use)) {
                for (int i = 0; i < users.size; i++) {
                    join(users.nodes[i], node);
                }
                users.size = 0;
            }
            users.note(use);
            users.add(node);
        }
    }

    private void addWide(TransactionId id, long cost) {
        int node = newNode(cost);
        join(node, WIDE);
        members.put(id, new Member(node, cost, null));
    }

    private boolean isWide(Expected expected) {
        int count = expected.uses().size();
        if (count > USES_MAX || uses + count > USES_TOTAL_MAX) {
            return true;
        }
        int[] roots = new int[JOINS_MAX];
        int joined = 0;
        for (KeyUse use : expected.uses()) {
            if (use.prefix()) {
                return true;
            }
            Users users = keys.get(use.key());
            if (users == null || !users.joinsWith(use)) {
                continue;
            }
            for (int i = 0; i < users.size; i++) {
                int root = root(users.nodes[i]);
                if (!contains(roots, joined, root)) {
                    if (joined == JOINS_MAX) {
                        return true;
                    }
                    roots[joined++] = root;
                }
            }
        }
        return false;
    }

    private static boolean contains(int[] some, int count, int one) {
        for (int i = 0; i < count; i++) {
            if (some[i] == one) {
                return true;
            }
        }
        return false;
    }

    private int newNode(long cost) {
        if (nodes == parent.length) {
            parent = Arrays.copyOf(parent, 2 * nodes);
            costs = Arrays.copyOf(costs, 2 * nodes);
            counts = Arrays.copyOf(counts, 2 * nodes);
        }
        parent[nodes] = nodes;
        costs[nodes] = cost;
        counts[nodes] = 1;
        return nodes++;
    }

    private int root(int node) {
        int at = node;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private void join(int one, int other) {
        int a = root(one);
        int b = root(other);
        if (a != b) {
            int into = Math.min(a, b);
            int from = Math.max(a, b);
            parent[from] = into;
            costs[into] += costs[from];
            counts[into] += counts[from];
        }
    }

    void remove(TransactionId id) {
        Member member = members.remove(id);
        if (member == null) {
            return;
        }
        int root = root(member.node());
        costs[root] -= member.cost();
        counts[root]--;
        uses -= member.expected() == null ? 0 : member.expected().uses().size();
        if (++gone > Math.max(GONE_MIN, members.size())) {
            makeAnew();
        }
    }

    private void makeAnew() {
        Map<TransactionId, Member> stayed = new LinkedHashMap<>(members);
        members.clear();
        keys.clear();
        nodes = 1;
        parent = new int[64];
        costs = new long[64];
        counts = new int[64];
        uses = 0;
        gone = 0;
        stayed.forEach((id, member) -> {
            if (member.expected() != null) {
                add(id, member.expected());
            } else {
                addWide(id, member.cost());
            }
        });
    }

    /** The group's number, good until the next change; 0 for those that join nobody, less for one of which nothing is expected. */
    int of(TransactionId id) {
        Member member = members.get(id);
        return member == null ? NONE : root(member.node());
    }

    /** How many wait in the group. */
    int count(int group) {
        return counts[group];
    }

    /** What they will probably cost together. */
    long cost(int group) {
        return costs[group];
    }

    /** Keys that are kept, of those that left too. */
    int keys() {
        return keys.size();
    }
}
