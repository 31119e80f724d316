/** Time as seen by one node. Clocks decide when to try, never what is valid. */
@NullMarked
package org.banyan.spi.time;

import org.jspecify.annotations.NullMarked;
