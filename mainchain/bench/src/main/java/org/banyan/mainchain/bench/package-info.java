/**
 * The contract that load runs and benches call: work to order on keys to order, with declarations that are exact, too wide, missing or lies.
 *
 * <p>On development chains alone: it is not offered to the runtime by its jar, only by nodes of network {@code dev}. Must not know any engine.
 */
@NullMarked
package org.banyan.mainchain.bench;

import org.jspecify.annotations.NullMarked;
