package org.banyan.node.network;

import java.util.List;
import org.banyan.core.peers.Standing;
import org.banyan.core.sync.ChainEffect;
import org.banyan.core.sync.ChainEvent;
import org.banyan.core.sync.RelayCounts;
import org.banyan.types.ChainId;

/** One chain of this node as the loop has it: a chain that runs, or one that waits for a snapshot. All but {@link #close} is called on the loop's lane. */
interface PeerPart extends AutoCloseable {
    ChainId chainId();

    String name();

    /** Where the chain stands, for greetings. */
    Standing standing();

    List<ChainEffect> step(ChainEvent event);

    /** What gathered since the last time. */
    List<ChainEffect> flush();

    /** Hands an effect to the chain; false when as much waits as may. */
    boolean carryOut(ChainEffect effect);

    /** Runs {@code then} after all that was handed to the chain before. */
    void afterwards(Runnable then);

    AmongPeers among();

    RelayCounts relayed();

    @Override
    void close();
}
