/**
 * What every consensus plug-in must pass: rules C1 to C27 of {@code docs/spi/consensus.md} as tests. A plug-in's test implements
 * {@link org.banyan.consensus.tck.ConsensusContract}.
 */
@NullMarked
package org.banyan.consensus.tck;

import org.jspecify.annotations.NullMarked;
