/**
 * Ports for consensus authors: pure rules, the agent of one node, and a light client. Rules: {@code docs/spi/consensus.md}.
 *
 * <p>Hosts proof of work, proof of stake, DPoS, PBFT-like and DPoVP engines (aelf whitepaper 5.2.7). Must not know any engine, store or network.
 */
@NullMarked
package org.banyan.consensus;

import org.jspecify.annotations.NullMarked;
