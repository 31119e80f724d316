/**
 * The finality gadget: votes in rounds over the blocks of a longest chain, for any plug-in whose producers vote. Rules FIN of {@code docs/spi/finality.md}.
 *
 * <p>Pure. Knows headers, votes and the port; no schedule of producers, no engine, no store, no network. A plug-in's state implements
 * {@link org.banyan.consensus.finality.VotingState}, its agent hands all events to a {@link org.banyan.consensus.finality.FinalityGadget}.
 */
@NullMarked
package org.banyan.consensus.finality;

import org.jspecify.annotations.NullMarked;
