package org.banyan.consensus;

import java.util.List;

/** The consensus of one node as a deterministic state machine: the same events give the same effects. No clock, no IO, no threads; confined to one lane. */
public interface ConsensusAgent {
    List<AgentEffect> on(AgentEvent event);
}
