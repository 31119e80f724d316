package org.banyan.sdk.proof;

import org.banyan.types.ChainId;

/**
 * A chain as a proof file speaks of it.
 *
 * @param name for people only; the id decides
 */
public record NamedChain(String name, ChainId id) {}
