package org.banyan.contract;

import org.banyan.types.Bytes;

/**
 * Which code an address runs.
 *
 * @param category id of the runtime; {@link #TRUSTED} are the collection's own classes
 * @param name the contract's name
 * @param version the contract's version
 * @param code what the runtime runs; empty for trusted classes, which are named by (name, version)
 */
public record CodeBinding(int category, String name, int version, Bytes code) {
    public static final int TRUSTED = 1;
}
