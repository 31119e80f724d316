package org.banyan.consensus.bft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.quorum.Accusations;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.types.Bytes;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.WitnessEntry;

/** What a member saw others do twice at the height that is at work, and brings before the chain. Confined to one lane. */
final class Witnessed {
    /** Blocks of one height that are looked at: one of each leader, and a second one of as many. */
    private static final int BLOCKS_MAX = 256;

    private final BftChain chain;
    private final Accusations accusations = new Accusations();

    /** The first block of each view that its leader made for the height at work. */
    private final Map<Long, Sealed> made = new LinkedHashMap<>();

    private Optional<Tip> parent = Optional.empty();

    private record Sealed(Header header, Bytes seal) {}

    Witnessed(BftChain chain) {
        this.chain = chain;
    }

    void begin(Tip finalBlock) {
        parent = Optional.of(finalBlock);
        made.clear();
    }

    /** Looks whether the leader of the block's view made another one. */
    List<AgentEffect> onBlock(Tip block, KnownBlocks blocks) {
        List<Bytes> seals = blocks.witness(block.id()).payloads(WitnessEntry.SIGNATURE);
        Optional<HeaderData> data = HeaderData.of(block.header());
        boolean here =
                parent.filter(it -> it.id().equals(block.header().parent())).isPresent();
        if (!here || seals.isEmpty() || data.isEmpty() || made.size() >= BLOCKS_MAX) {
            return List.of();
        }
        Sealed now = new Sealed(block.header(), seals.getFirst());
        Sealed before = made.putIfAbsent(data.get().view(), now);
        if (before == null || before.header().equals(now.header())) {
            return List.of();
        }
        int leader = BftChain.leader(block.header().height(), data.get().view(), set());
        DoubleSeal twice = DoubleSeal.of(
                leader,
                before.header(),
                before.seal(),
                now.header(),
                now.seal(),
                chain.suite().hash());
        return accuse(leader, "made two blocks in view " + data.get().view(), BftOffence.of(twice));
    }

    List<AgentEffect> onContradiction(int position, BftOffence.Contradiction statements) {
        return accuse(position, "signed two statements of one phase", BftOffence.of(statements));
    }

    /** What the block that is proposed next should bring in. */
    List<AgentEffect> offers() {
        return accusations.offers();
    }

    private List<AgentEffect> accuse(int position, String what, Bytes evidence) {
        Tip at = parent.orElseThrow();
        Checkpoint served = new Checkpoint(at.header(), set());
        var member = set().producers().get(position).address();
        if (!accusations.accuse(member, served, evidence)) {
            return List.of();
        }
        List<AgentEffect> effects = new java.util.ArrayList<>();
        effects.add(new AgentEffect.Report("producer " + member + " " + what + " at height "
                + at.header().height().next() + "; this node brings the evidence before the chain"));
        effects.addAll(accusations.offers());
        return effects;
    }

    private ProducerSet set() {
        return parent.orElseThrow().state().producers();
    }
}
