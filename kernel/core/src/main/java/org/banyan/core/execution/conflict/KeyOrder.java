package org.banyan.core.execution.conflict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.banyan.contract.AccessSet.Mode;

/** The transactions of a block that use one key, in block order, and who of them must wait for whom. */
final class KeyOrder {
    private final List<Uses> users = new ArrayList<>();
    private final List<Boolean> writes = new ArrayList<>();
    private boolean read;
    private boolean wrote;
    private boolean moved;

    void use(Uses user, Mode mode) {
        boolean write = mode != Mode.READ;
        read |= !write;
        moved |= mode == Mode.ADD || mode == Mode.TAKE;
        wrote |= mode == Mode.WRITE;
        if (!users.isEmpty() && users.getLast() == user) {
            writes.set(writes.size() - 1, writes.getLast() || write);
            return;
        }
        users.add(user);
        writes.add(write);
    }

    /** Tells each pair of which the second waits for the first; none where nobody writes, or amounts only move. */
    void forEachPair(BiConsumer<Uses, Uses> pair) {
        if (users.size() < 2 || !(wrote || moved && read)) {
            return;
        }
        int lastWriter = -1;
        for (int i = 0; i < users.size(); i++) {
            if (!writes.get(i)) {
                if (lastWriter >= 0) {
                    pair.accept(users.get(lastWriter), users.get(i));
                }
                continue;
            }
            for (int before = Math.max(0, lastWriter); before < i; before++) {
                boolean reader = before != lastWriter;
                if (reader || i == lastWriter + 1) {
                    pair.accept(users.get(before), users.get(i));
                }
            }
            lastWriter = i;
        }
    }
}
