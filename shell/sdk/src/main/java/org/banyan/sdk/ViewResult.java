package org.banyan.sdk;

import org.banyan.sdk.json.Json;
import org.banyan.types.Bytes;
import org.banyan.v1.BlockReference;

/**
 * What a view answered.
 *
 * @param bytes the same response in canonical bytes
 * @param at block whose state was read
 */
public record ViewResult(Json.Object json, Bytes bytes, BlockReference at) {}
