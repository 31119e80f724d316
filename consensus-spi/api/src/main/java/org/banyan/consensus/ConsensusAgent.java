package org.banyan.consensus;

import java.util.List;

/**
 * The consensus of one node as a deterministic state machine: the same events over the same blocks give the same effects. No clock, no IO, no threads;
 * confined to one lane.
 *
 * <p>Made anew at each start; what must survive comes from {@link AgentSetup#lastSigned}. Called by the node's effect loop, implemented by plug-ins.
 */
public interface ConsensusAgent {
    /** @param blocks the fork tree after {@code event} */
    List<AgentEffect> on(AgentEvent event, KnownBlocks blocks);
}
