package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;

/**
 * The signatures and certificates that stand beside the blocks of the fork tree. They grow by what is genuine and new; a certificate makes its block final.
 * Confined to the engine's lane.
 */
final class Witnesses {
    private final EngineParts parts;
    private final ForkTree forks;
    private final Finality finality;
    private final Head head;

    Witnesses(EngineParts parts, ForkTree forks, Finality finality, Head head) {
        this.parts = parts;
        this.forks = forks;
        this.finality = finality;
        this.head = head;
    }

    /**
     * A process may die when a certificate is on disk, beside its block or in a child, and that its block is final is not. Nobody hands in such a certificate
     * as news again, so what follows from it is done now.
     */
    void finishFinality() {
        // Who starts on this engine is told where it stands, not how it came there.
        List<EngineEffect> untold = new ArrayList<>();
        boolean moved = false;
        for (BlockNode node : forks.above(finality.block())) {
            Optional<BlockNode> carried = forks.find(node.chainFinal());
            if (carried.isPresent()) {
                moved |= head.advanceFinal(carried.get(), untold);
                if (carried.get().witness().payloads(WitnessEntry.CERTIFICATE).isEmpty()) {
                    addCarried(
                            parts.store().block(node.id()).orElseThrow().body().inherents(), untold);
                }
            }
            moved |= isCertified(node) && head.advanceFinal(node, untold);
        }
        if (moved) {
            head.choose(untold);
        }
    }

    /** Adds what is genuine and new to a known block's witness. */
    void add(BlockId id, Witness offered, List<EngineEffect> effects) {
        Optional<BlockNode> found = forks.find(id);
        if (found.isEmpty() || found.get().parent().isEmpty()) {
            return;
        }
        BlockNode node = found.get();
        BlockNode parent = node.parent().orElseThrow();
        Witness before = node.witness();
        for (WitnessEntry entry : offered.entries()) {
            if (!node.witness().entries().contains(entry)
                    && parent.consensus()
                            .mayAdd(node.header(), node.witness(), entry)
                            .isAccepted()) {
                node.witness(node.witness().merge(Witness.of(entry)));
            }
        }
        if (node.witness().equals(before)) {
            return;
        }
        parts.store().writeWitness(id, node.witness(), Durability.BUFFERED);
        effects.add(new EngineEffect.WitnessGrew(node.tip(), parent.consensus(), node.witness()));
        if (isCertified(node) && head.advanceFinal(node, effects)) {
            head.choose(effects);
        }
    }

    private static boolean isCertified(BlockNode node) {
        return node.witness().payloads(WitnessEntry.CERTIFICATE).stream()
                .anyMatch(certificate ->
                        certifies(certificate, node, node.parent().orElseThrow()));
    }

    private static boolean certifies(Bytes payload, BlockNode node, BlockNode parent) {
        try {
            Certificate certificate = Certificate.CODEC.decode(payload);
            return certificate.block().equals(node.id())
                    && parent.consensus().checkCertificate(certificate).isAccepted();
        } catch (CodecException malformed) {
            return false;
        }
    }

    /** As {@link #add}; afterwards all that is known of the block's witness survives a power cut. */
    void keep(BlockId id, Witness offered, List<EngineEffect> effects) {
        add(id, offered, effects);
        forks.find(id).ifPresent(node -> parts.store().writeWitness(id, node.witness(), Durability.SYNCED));
    }

    /** What a block carries of its ancestors' certificates stands beside those ancestors too, so that agents and followers find it there. */
    void addCarried(List<Inherent> inherents, List<EngineEffect> effects) {
        for (Inherent inherent : inherents) {
            if (inherent.kind().equals(Inherent.FINALITY)
                    && parts.rules().collection().inherent(inherent.kind()).isEmpty()) {
                add(
                        Certificate.CODEC.decode(inherent.payload()).block(),
                        Witness.of(new WitnessEntry(WitnessEntry.CERTIFICATE, inherent.payload())),
                        effects);
            }
        }
    }

    /** What stands beside the blocks above the final one, parents first. */
    List<EngineEffect.WitnessGrew> aboveFinal() {
        List<EngineEffect.WitnessGrew> kept = new ArrayList<>();
        for (BlockNode node : forks.above(finality.block())) {
            BlockNode parent = node.parent().orElseThrow();
            if (node.witness().entries().size() > 1) {
                kept.add(new EngineEffect.WitnessGrew(node.tip(), parent.consensus(), node.witness()));
            }
        }
        return kept;
    }
}
