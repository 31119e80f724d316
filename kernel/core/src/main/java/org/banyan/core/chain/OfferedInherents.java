package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.types.block.Inherent;

/**
 * What this node's own services want carried into the next block it builds, such as headers of other chains: the newest of each source. Local only; a block
 * is judged by what it holds.
 */
final class OfferedInherents {
    /** Sources at once. */
    static final int SOURCES_MAX = 256;

    private final Map<String, Inherent> newest = new LinkedHashMap<>();

    /** Replaces what the source offered before; false when there are too many sources. */
    boolean offer(String source, Inherent inherent) {
        if (!newest.containsKey(source) && newest.size() >= SOURCES_MAX) {
            return false;
        }
        newest.put(source, inherent);
        return true;
    }

    /** Whoever waits longest comes first, so that a busy source keeps no other from being carried. */
    List<Inherent> all() {
        return new ArrayList<>(newest.values());
    }

    /** Forgets what was carried or refused. */
    void remove(Collection<Inherent> inherents) {
        newest.values().removeIf(inherents::contains);
    }
}
