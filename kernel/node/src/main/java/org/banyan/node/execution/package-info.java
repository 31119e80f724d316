/**
 * How blocks were run on this node and how long it took: kept for a while, for people and metrics. Must not know how tasks are planned, and nothing that it
 * measures goes back into the engine.
 */
@NullMarked
package org.banyan.node.execution;

import org.jspecify.annotations.NullMarked;
