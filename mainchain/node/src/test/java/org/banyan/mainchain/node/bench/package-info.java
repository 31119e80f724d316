/**
 * Measures the whole kernel, put together as the node puts it together, against what its cryptography alone could do: {@code ./bench}. Nothing here decides
 * what is valid; the figures and how to read them are in docs/benchmarks.md.
 */
@NullMarked
package org.banyan.mainchain.node.bench;

import org.jspecify.annotations.NullMarked;
