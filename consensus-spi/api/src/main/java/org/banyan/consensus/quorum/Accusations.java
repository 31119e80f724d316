package org.banyan.consensus.quorum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.block.ProducerSet;

/**
 * What an agent has seen producers do and brings before the chain: offered to the blocks that its node builds, again and again, because a block that took it
 * may be on a branch that loses. The chain takes one report of each producer and refuses the others, which costs nothing.
 *
 * <p>Deterministic, bounded, confined to one lane.
 */
public final class Accusations {
    /** Offers of one report: it is in the chain by then, or no contract takes such. */
    static final int OFFERS_MAX = 32;

    /** Producers that are accused between two starts; more of them can hardly be seen lying. */
    static final int REPORTS_MAX = 128;

    /** Sets that are remembered; the newest ones, far more than serve while an offence can be proven. */
    static final int SETS_MAX = 64;

    private final Map<Address, Pending> reports = new LinkedHashMap<>();

    /** The newest final block that says who is in a set. */
    private final Map<ProducerSet, Checkpoint> served = new LinkedHashMap<>();

    /** @param fixed the report, where it speaks of one block */
    private record Pending(Function<Checkpoint, Optional<Bytes>> evidence, Optional<OffenceReport> fixed, int offers) {
        Pending offered() {
            return new Pending(evidence, fixed, offers + 1);
        }
    }

    /** Learns from a final block who certifies its children. */
    public void onFinal(Tip finalBlock) {
        ProducerSet set = finalBlock.state().producers();
        served.remove(set);
        served.put(set, new Checkpoint(finalBlock.header(), set));
        forgetOldest(served, SETS_MAX);
    }

    /**
     * Takes up what a producer did. Later ones of the same producer are left out.
     *
     * @param evidence what the plug-in says of it by the set that is given; empty when it does not speak of that set
     * @return whether this is news
     */
    public boolean accuse(Address producer, Function<Checkpoint, Optional<Bytes>> evidence) {
        return accuse(producer, new Pending(evidence, Optional.empty(), 0));
    }

    /** The same of what was done on the child of one block, whoever certifies later ones. */
    public boolean accuse(Address producer, Checkpoint parent, Bytes evidence) {
        return accuse(
                producer, new Pending(unused -> Optional.empty(), Optional.of(new OffenceReport(parent, evidence)), 0));
    }

    private boolean accuse(Address producer, Pending pending) {
        if (reports.containsKey(producer) || reports.size() == REPORTS_MAX) {
            return false;
        }
        reports.put(producer, pending);
        return true;
    }

    /** What the next block built here should bring in. To be asked before each proposal, and when somebody is accused. */
    public List<AgentEffect> offers() {
        List<AgentEffect> offers = new ArrayList<>();
        reports.replaceAll((producer, pending) -> {
            Optional<OffenceReport> report = pending.offers < OFFERS_MAX ? report(pending) : Optional.empty();
            report.ifPresent(found -> offers.add(new AgentEffect.Offer("offence/" + producer, found.toInherent())));
            return report.isPresent() ? pending.offered() : pending;
        });
        return offers;
    }

    private Optional<OffenceReport> report(Pending pending) {
        return pending.fixed.or(() -> served.values().stream()
                .flatMap(checkpoint ->
                        pending.evidence.apply(checkpoint).map(bytes -> new OffenceReport(checkpoint, bytes)).stream())
                .findFirst());
    }

    private static void forgetOldest(Map<?, ?> all, int max) {
        if (all.size() > max) {
            all.remove(all.keySet().iterator().next());
        }
    }
}
