/**
 * What consensus plug-ins share that certify blocks by the votes of a producer set: certificates, witnesses, a light client. Rules CERT, WIT and LIGHT of
 * {@code docs/spi/consensus.md}.
 *
 * <p>Knows no schedule, no rounds and no fork choice; those are the plug-in's.
 */
@NullMarked
package org.banyan.consensus.quorum;

import org.jspecify.annotations.NullMarked;
