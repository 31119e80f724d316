/** Links between nodes that delay, lose, repeat, hold back and spoil messages. Knows bytes and numbers of nodes, nothing of what is sent. */
@NullMarked
package org.banyan.simulation.network;

import org.jspecify.annotations.NullMarked;
