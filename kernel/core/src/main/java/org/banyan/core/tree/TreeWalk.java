package org.banyan.core.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Hash;
import org.banyan.types.state.StateLeaf;
import org.banyan.types.state.StateProof;
import org.jspecify.annotations.Nullable;

/** The way from a root to the place of a key, and the hashes passed on it. */
record TreeWalk(Hash keyHash, List<Hash> siblings, Optional<StateLeaf> found) {

    static TreeWalk to(Hash keyHash, @Nullable Slot root, PageReader pages) {
        List<Hash> siblings = new ArrayList<>();
        Slot slot = root;
        int depth = 0;
        while (slot instanceof PageLink link) {
            Page page = pages.load(link, new PageId(link.version(), depth / Page.BITS, keyHash));
            int node = 1;
            while (page.isInner(node)) {
                int onPath = 2 * node + (keyHash.bit(depth++) ? 1 : 0);
                siblings.add(page.nodeHash(onPath ^ 1));
                node = onPath;
            }
            slot = page.onlySlotBelow(node);
        }
        Optional<StateLeaf> found = slot instanceof Leaf leaf
                ? Optional.of(new StateLeaf(leaf.keyHash(), leaf.valueHash()))
                : Optional.empty();
        return new TreeWalk(keyHash, siblings, found);
    }

    Optional<Hash> valueHash() {
        return found.filter(leaf -> leaf.keyHash().equals(keyHash)).map(StateLeaf::valueHash);
    }

    StateProof proof() {
        return new StateProof(siblings, found.filter(leaf -> !leaf.keyHash().equals(keyHash)));
    }
}
