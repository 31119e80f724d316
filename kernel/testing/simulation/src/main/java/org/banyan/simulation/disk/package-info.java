/** Disks that lose what was not synced, fill up, fail and rot. */
@NullMarked
package org.banyan.simulation.disk;

import org.jspecify.annotations.NullMarked;
