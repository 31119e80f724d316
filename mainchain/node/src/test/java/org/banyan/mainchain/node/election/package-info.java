/** Elections as files. */
@NullMarked
package org.banyan.mainchain.node.election;

import org.jspecify.annotations.NullMarked;
