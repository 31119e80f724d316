/**
 * Which transactions of a block can run at the same time, from the state keys that they are expected to touch: a pure plan that no result depends on. Must
 * not know contracts, overlays or threads. Source: aelf whitepaper 5.2.3, DESIGN.md 4.
 */
@NullMarked
package org.banyan.core.execution.plan;

import org.jspecify.annotations.NullMarked;
