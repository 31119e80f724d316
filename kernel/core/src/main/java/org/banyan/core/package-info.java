/** The chain engine: pure and deterministic, without threads, clocks or IO beside its ports. Knows no consensus, token or vendor. */
@NullMarked
package org.banyan.core;

import org.jspecify.annotations.NullMarked;
