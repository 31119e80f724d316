package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/** Remembers who built in the latest slots, to prove it when somebody built twice in one. Confined to one lane. */
final class Watch {
    /** Slots kept; who builds twice is seen within minutes, not days. */
    static final int SLOTS_MAX = 512;

    /** Convicts kept; more than can be in jail. */
    static final int CONVICTS_MAX = DposParameters.DELEGATES_MAX;

    private final DposChain chain;
    private final TreeMap<Long, Map<Address, Sealed>> seen = new TreeMap<>();
    private final Map<Address, DoubleSeal> found = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, DoubleSeal> eldest) {
            return size() > CONVICTS_MAX;
        }
    };

    Watch(DposChain chain) {
        this.chain = chain;
    }

    /** Looks through what is new in the fork tree. */
    List<AgentEffect> look(KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        for (Tip tip : blocks.tips()) {
            Optional<Tip> block = Optional.of(tip);
            while (block.isPresent() && !isKnown(block.get())) {
                Tip built = block.get();
                block = blocks.block(built.header().parent());
                block.ifPresent(
                        parent -> effects.addAll(see(built, (DposState) parent.state(), blocks.witness(built.id()))));
            }
        }
        return effects;
    }

    private boolean isKnown(Tip block) {
        return seen.getOrDefault(chain.slots().at(block.header().time()), new TreeMap<>()).values().stream()
                .anyMatch(built -> built.id().equals(block.id()));
    }

    /** Takes in a block with its seal. */
    List<AgentEffect> see(Tip block, DposState parent, Witness witness) {
        List<Bytes> seals = witness.payloads(WitnessEntry.SIGNATURE);
        if (seals.isEmpty()) {
            return List.of();
        }
        long slot = chain.slots().at(block.header().time());
        Producer producer = parent.at(slot).producer(slot);
        Sealed now = new Sealed(block.id(), block.header(), seals.getFirst());
        Sealed before = seen.computeIfAbsent(slot, key -> new TreeMap<>()).putIfAbsent(producer.address(), now);
        if (seen.size() > SLOTS_MAX) {
            seen.pollFirstEntry();
        }
        if (before == null || before.id().equals(now.id()) || found.containsKey(producer.address())) {
            return List.of();
        }
        found.put(
                producer.address(),
                DoubleSeal.of(
                        0,
                        before.header(),
                        before.seal(),
                        now.header(),
                        now.seal(),
                        chain.suite().hash()));
        return List.of(
                new AgentEffect.Report("delegate " + producer.address() + " built two blocks in slot " + slot + ": "
                        + before.id() + " and " + now.id()
                        + "; the next block of this node takes its slots and brings the evidence into"
                        + " the record. Its deposit stays: no contract of this chain cuts it"));
    }

    /** Proofs against who is in {@code set}. */
    List<DoubleSeal> evidence(ProducerSet set) {
        List<DoubleSeal> evidence = new ArrayList<>();
        found.forEach(
                (address, twins) -> set.positionOf(address).ifPresent(position -> evidence.add(twins.at(position))));
        return evidence;
    }

    /** Who built twice in a slot. */
    Map<Address, DoubleSeal> found() {
        return Collections.unmodifiableMap(found);
    }

    private record Sealed(BlockId id, Header header, Bytes seal) {}
}
