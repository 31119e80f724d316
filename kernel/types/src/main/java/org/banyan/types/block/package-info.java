/**
 * Blocks and what stands beside them: header, body, witness, certificates and producer sets. DESIGN.md 3.
 *
 * <p>Knows the form of these objects, not when they are valid: that is consensus and the engine.
 */
@NullMarked
package org.banyan.types.block;

import org.jspecify.annotations.NullMarked;
