/** Work that a runner may do in any order. Knows nothing of blocks. */
@NullMarked
package org.banyan.core.task;

import org.jspecify.annotations.NullMarked;
