/** Judges of a run. They read raw bytes by their own reader and share no logic with the kernel, so that a mistake there cannot hide here. */
@NullMarked
package org.banyan.simulation.check;

import org.jspecify.annotations.NullMarked;
