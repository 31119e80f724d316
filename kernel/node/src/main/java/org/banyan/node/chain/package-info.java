/**
 * One running chain: engine and consensus agent on one lane, and the door through which the rest of the process reaches them. Must not know how many chains
 * there are or where their files are.
 */
@NullMarked
package org.banyan.node.chain;

import org.jspecify.annotations.NullMarked;
