package org.banyan.simulation.node;

import java.util.List;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.node.chain.ChainStatus;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** Hears what happens in nodes. Must not change anything while it listens; what it wants done it puts into the event queue. */
public interface NodeListener {
    /** The engine is open and has not done anything yet. */
    void opened(SimulatedNode node, ChainEngine engine);

    /** The store or the record of signatures cannot be opened; the process ended. */
    void notOpened(SimulatedNode node, RuntimeException why);

    /** The running process found that it cannot go on, and ended. */
    void failed(SimulatedNode node, Throwable why);

    /** @param witness as the block was accepted with */
    void stored(SimulatedNode node, BlockId id, Block block, Witness witness);

    /** A signature left the node's sign guard. */
    void signed(SimulatedNode node, SignRequest request);

    void finalized(SimulatedNode node, List<BlockId> blocks, ChainEngine engine);

    void grew(SimulatedNode node, BlockId block, Witness witness);

    void stepped(SimulatedNode node, ChainStatus status);

    /** A message from a peer was read as {@code message}. */
    void understood(SimulatedNode node, Bytes received, PeerMessage message);

    /** A block of a peer breaks a rule. @param tampered whether a liar on the way changed the message */
    void refused(SimulatedNode node, Block block, Verdict.Rejected verdict, boolean tampered);
}
