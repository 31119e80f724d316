/** What operators and their programs see of a node: health, metrics. Reads chains, changes none. CONVENTIONS.md 4. */
@NullMarked
package org.banyan.node.operations;

import org.jspecify.annotations.NullMarked;
