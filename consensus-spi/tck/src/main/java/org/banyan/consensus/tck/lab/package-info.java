/**
 * A network in a test: agents of one consensus on one thread in virtual time, blocks without transactions, message delays from a function.
 *
 * <p>Stands in for the engine with the least that agents need: fork tree, finality, witnesses, timers, a sign guard. Knows no algorithm.
 */
@NullMarked
package org.banyan.consensus.tck.lab;

import org.jspecify.annotations.NullMarked;
