/** A node under floods of bad input, through real sockets, beside an honest client: docs/reliability.md. */
@NullMarked
package org.banyan.mainchain.node.flood;

import org.jspecify.annotations.NullMarked;
