package org.banyan.simulation.node;

import org.banyan.core.chain.EngineEffect;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.ChainStatus;
import org.banyan.types.Bytes;

/** Passes on what a node's chain does: to its gossip, to the log and to the judges. */
final class Ears implements ChainObserver {
    private final SimulatedNode node;
    private final Gossip gossip;
    private final NodeListener listener;

    Ears(SimulatedNode node, Gossip gossip, NodeListener listener) {
        this.node = node;
        this.gossip = gossip;
        this.listener = listener;
    }

    @Override
    public void effect(EngineEffect effect) {
        switch (effect) {
            case EngineEffect.BlockStored stored -> {
                node.note("stores " + stored.block().header().height() + " " + stored.id());
                listener.stored(node, stored.id(), stored.block(), stored.witness());
            }
            case EngineEffect.Finalized done -> {
                node.note("finalizes " + done.blocks());
                listener.finalized(node, done.blocks(), gossip.engine());
            }
            case EngineEffect.WitnessGrew grew ->
                listener.grew(node, grew.block().id(), grew.witness());
            case EngineEffect.HeadMoved moved -> {
                if (!moved.reverted().isEmpty()) {
                    node.note("leaves " + moved.reverted().size() + " blocks");
                }
            }
            case EngineEffect.TransactionsExpired expired -> {}
        }
        gossip.onEffect(effect);
    }

    @Override
    public void report(String message) {
        node.note("reports " + message);
    }

    @Override
    public void said(Bytes message) {
        gossip.say(message);
    }

    @Override
    public void stepped(ChainStatus status) {
        listener.stepped(node, status);
        gossip.afterStep();
    }
}
