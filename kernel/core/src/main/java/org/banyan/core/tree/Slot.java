package org.banyan.core.tree;

import org.banyan.types.Hash;

/** One of the sixteen places of a page, or the root: a leaf, or the page of a subtree with two leaves and more. An empty place is null. */
sealed interface Slot permits Leaf, PageLink {
    /** Of the leaf or of the page's root, as a tree node. */
    Hash hash();
}
