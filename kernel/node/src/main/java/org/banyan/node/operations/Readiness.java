package org.banyan.node.operations;

import java.util.List;

/** What must hold for requests to be sent to a node. */
public interface Readiness {
    /** With the distance that the node's configuration takes for near enough. */
    List<HealthCheck> checks();

    /** With another distance: blocks that a chain may be behind its peers, and slots that its head may be behind the clock. */
    List<HealthCheck> checks(int lagMax);
}
