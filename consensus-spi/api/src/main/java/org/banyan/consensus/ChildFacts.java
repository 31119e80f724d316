package org.banyan.consensus;

import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;

/**
 * What consensus rules may know of a block beside its parent's state: everything that is fixed before the state is hashed into the header.
 *
 * @param data the plug-in's own part of the header extension {@code consensus}
 * @param finalHeight height of the highest ancestor certified by a certificate carried in this block or before it
 * @param finalBlock its id
 */
public record ChildFacts(
        Height height,
        BlockId parent,
        Timestamp parentTime,
        Timestamp time,
        Bytes data,
        Height finalHeight,
        BlockId finalBlock) {}
