package org.banyan.types.state;

import org.banyan.types.Hash;

/** What the state tree holds for one key. */
public record StateLeaf(Hash keyHash, Hash valueHash) {}
