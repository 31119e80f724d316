/** What the micro benches of all modules measure with. */
@NullMarked
package org.banyan.types.bench;

import org.jspecify.annotations.NullMarked;
