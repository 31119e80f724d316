/** The operating system's clock. The only place of the kernel that reads it. */
@NullMarked
package org.banyan.node.time;

import org.jspecify.annotations.NullMarked;
