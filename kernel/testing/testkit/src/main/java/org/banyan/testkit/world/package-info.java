/**
 * What a test needs to be a world of its own: virtual time with a queue of events, named streams of seeded randomness, and a log whose hash tells two runs
 * apart. Nothing here reads a clock or draws randomness that no seed gave. Knows no node, no network and no chain.
 */
@NullMarked
package org.banyan.testkit.world;

import org.jspecify.annotations.NullMarked;
