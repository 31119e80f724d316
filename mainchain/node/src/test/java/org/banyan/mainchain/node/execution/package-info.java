/** Holds parallel execution to the sequential one with the contracts and the runner that nodes have. */
@NullMarked
package org.banyan.mainchain.node.execution;

import org.jspecify.annotations.NullMarked;
