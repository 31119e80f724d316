/** A consensus in four small classes: one notary makes every block and its one vote makes it final. What docs/guides/write-a-consensus.md tells about. */
@NullMarked
package org.banyan.examples.notary;

import org.jspecify.annotations.NullMarked;
