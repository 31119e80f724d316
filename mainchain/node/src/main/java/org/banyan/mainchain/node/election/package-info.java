/** Elections of delegates as operators pass them around: drafted from a running chain, approved with signing keys, handed to nodes. Must not decide what is valid. */
@NullMarked
package org.banyan.mainchain.node.election;

import org.jspecify.annotations.NullMarked;
