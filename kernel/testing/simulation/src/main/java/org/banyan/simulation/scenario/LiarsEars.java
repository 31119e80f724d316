package org.banyan.simulation.scenario;

import java.util.List;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.node.chain.ChainStatus;
import org.banyan.simulation.node.NodeListener;
import org.banyan.simulation.node.PeerMessage;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** Who listens to a liar: nobody believes what it reports, but its process is started again. */
record LiarsEars(Judges.Operator operator) implements NodeListener {
    @Override
    public void opened(SimulatedNode node, ChainEngine engine) {}

    @Override
    public void notOpened(SimulatedNode node, RuntimeException why) {
        operator.notOpened(node, why);
    }

    @Override
    public void failed(SimulatedNode node, Throwable why) {
        operator.failed(node, why);
    }

    @Override
    public void stored(SimulatedNode node, BlockId id, Block block, Witness witness) {}

    @Override
    public void signed(SimulatedNode node, SignRequest request) {}

    @Override
    public void finalized(SimulatedNode node, List<BlockId> blocks, ChainEngine engine) {}

    @Override
    public void grew(SimulatedNode node, BlockId block, Witness witness) {}

    @Override
    public void stepped(SimulatedNode node, ChainStatus status) {}

    @Override
    public void understood(SimulatedNode node, Bytes received, PeerMessage message) {}

    @Override
    public void refused(SimulatedNode node, Block block, Verdict.Rejected verdict, boolean tampered) {}
}
