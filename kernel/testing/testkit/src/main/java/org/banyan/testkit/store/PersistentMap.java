package org.banyan.testkit.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map: a change gives a new map that shares what stayed the same, so each version is a snapshot for free.
 *
 * <p>A treap whose priorities are mixed from the keys' hashes; get and change take O(log n). Thread-safe.
 */
final class PersistentMap {
    static final PersistentMap EMPTY = new PersistentMap(null, 0);

    private final @Nullable Node root;
    private final long sizeBytes;

    private PersistentMap(@Nullable Node root, long sizeBytes) {
        this.root = root;
        this.sizeBytes = sizeBytes;
    }

    /** A value; {@code damaged} stands for bits that flipped on the device. */
    record Stored(Bytes value, boolean damaged) {}

    record Item(Bytes key, Stored stored) {}

    private record Node(
            Item item,
            int priority,
            @Nullable Node left,
            @Nullable Node right) {
        Node withLeft(@Nullable Node newLeft) {
            return new Node(item, priority, newLeft, right);
        }

        Node withRight(@Nullable Node newRight) {
            return new Node(item, priority, left, newRight);
        }
    }

    /** Bytes of all keys and values. */
    long sizeBytes() {
        return sizeBytes;
    }

    Optional<Stored> get(Bytes key) {
        Node node = root;
        while (node != null) {
            int order = key.compareTo(node.item.key);
            if (order == 0) {
                return Optional.of(node.item.stored);
            }
            node = order < 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    PersistentMap put(Bytes key, Stored stored) {
        long grown = sizeBytes - sizeOf(key) + key.size() + stored.value.size();
        return new PersistentMap(put(root, new Node(new Item(key, stored), priorityOf(key), null, null)), grown);
    }

    PersistentMap remove(Bytes key) {
        long size = sizeOf(key);
        return size == 0 ? this : new PersistentMap(remove(root, key), sizeBytes - size);
    }

    /** Entries at or after {@code from}, in order. */
    Walk from(Bytes from) {
        return new Walk(root, from);
    }

    private long sizeOf(Bytes key) {
        return get(key).map(stored -> (long) key.size() + stored.value.size()).orElse(0L);
    }

    private static Node put(@Nullable Node node, Node added) {
        if (node == null) {
            return added;
        }
        int order = added.item.key.compareTo(node.item.key);
        if (order == 0) {
            return new Node(added.item, node.priority, node.left, node.right);
        }
        if (order < 0) {
            Node left = put(node.left, added);
            return left.priority > node.priority ? left.withRight(node.withLeft(left.right)) : node.withLeft(left);
        }
        Node right = put(node.right, added);
        return right.priority > node.priority ? right.withLeft(node.withRight(right.left)) : node.withRight(right);
    }

    private static @Nullable Node remove(@Nullable Node node, Bytes key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.item.key);
        if (order == 0) {
            return joined(node.left, node.right);
        }
        return order < 0 ? node.withLeft(remove(node.left, key)) : node.withRight(remove(node.right, key));
    }

    private static @Nullable Node joined(@Nullable Node left, @Nullable Node right) {
        if (left == null) {
            return right;
        }
        if (right == null) {
            return left;
        }
        return left.priority > right.priority
                ? left.withRight(joined(left.right, right))
                : right.withLeft(joined(left, right.left));
    }

    private static int priorityOf(Bytes key) {
        int mixed = key.hashCode();
        mixed = (mixed ^ (mixed >>> 16)) * 0x7feb352d;
        mixed = (mixed ^ (mixed >>> 15)) * 0x846ca68b;
        return mixed ^ (mixed >>> 16);
    }

    /** Goes through one version; confined to one thread. */
    static final class Walk {
        private final Deque<Node> ahead = new ArrayDeque<>();

        private Walk(@Nullable Node root, Bytes from) {
            Node node = root;
            while (node != null) {
                if (node.item.key.compareTo(from) >= 0) {
                    ahead.push(node);
                    node = node.left;
                } else {
                    node = node.right;
                }
            }
        }

        Optional<Item> next() {
            if (ahead.isEmpty()) {
                return Optional.empty();
            }
            Node found = ahead.pop();
            for (Node node = found.right; node != null; node = node.left) {
                ahead.push(node);
            }
            return Optional.of(found.item);
        }
    }
}
