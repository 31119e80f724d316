package org.banyan.core.tree;

import org.banyan.types.Hash;

/** What one key holds. */
record Leaf(Hash keyHash, Hash valueHash, Hash hash) implements Slot {}
