/** State of contracts as execution sees it: the final flat state below, changes of later blocks above. Knows no tree and no block. */
@NullMarked
package org.banyan.core.state;

import org.jspecify.annotations.NullMarked;
