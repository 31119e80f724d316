package org.banyan.node.chain;

import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.SignGuard;

/**
 * One producer of this node, or its follower: the agent that decides and the guard that signs for it and for no other.
 *
 * @param name of the producer in what operators read, such as its address
 */
public record Seat(String name, ConsensusAgent agent, SignGuard guard) {}
