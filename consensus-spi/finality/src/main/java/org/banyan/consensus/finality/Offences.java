package org.banyan.consensus.finality;

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
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;

/** Compares each vote that is seen with the earlier ones of its voter. Confined to one lane. */
final class Offences {
    /** Votes kept of one voter; beyond it the oldest rounds are forgotten. */
    static final int VOTES_MAX = 512;

    /** Voters kept. */
    static final int VOTERS_MAX = 2 * Electorate.VOTERS_MAX;

    private final Map<Address, TreeMap<Long, List<Seen>>> seen = bounded();
    private final Map<Address, Evidence> found = bounded();

    private static <V> Map<Address, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Address, V> eldest) {
                return size() > VOTERS_MAX;
            }
        };
    }

    Map<Address, Evidence> evidence() {
        return Collections.unmodifiableMap(found);
    }

    /** Looks at the votes beside a block. */
    List<AgentEffect> see(Tip block, Electorate electorate, List<FinalityVote> votes, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        for (FinalityVote vote : votes) {
            Address voter = electorate
                    .producers()
                    .producers()
                    .get(vote.vote().position())
                    .address();
            if (!found.containsKey(voter)) {
                Seen now = new Seen(Cast.of(block.id(), vote.data()), block, electorate, vote);
                compare(voter, now, blocks).ifPresent(evidence -> {
                    found.put(voter, evidence);
                    seen.remove(voter);
                    effects.add(new AgentEffect.Report("producer " + voter + " voted against itself in round "
                            + vote.data().round() + "; the evidence is kept for the chain"));
                });
            }
        }
        return effects;
    }

    private Optional<Evidence> compare(Address voter, Seen now, KnownBlocks blocks) {
        TreeMap<Long, List<Seen>> earlier = seen.computeIfAbsent(voter, address -> new TreeMap<>());
        List<Seen> sameRound = earlier.computeIfAbsent(now.cast.round(), round -> new ArrayList<>(2));
        for (Seen before : sameRound) {
            if (before.cast.equals(now.cast)) {
                return Optional.empty();
            }
            if (before.cast.isDoubledBy(now.cast)) {
                return Optional.of(new Evidence(before.signed(), now.signed(), List.of()));
            }
        }
        sameRound.add(now);
        if (earlier.size() > VOTES_MAX / 2) {
            earlier.pollFirstEntry();
        }
        return now.cast.phase() == Phase.PRECOMMIT
                ? earlier.tailMap(now.cast.round(), false).values().stream()
                        .flatMap(List::stream)
                        .flatMap(later -> broken(now, later, blocks).stream())
                        .findFirst()
                : earlier.subMap(now.cast.source().round(), true, now.cast.round(), false).values().stream()
                        .flatMap(List::stream)
                        .flatMap(before -> broken(before, now, blocks).stream())
                        .findFirst();
    }

    private static Optional<Evidence> broken(Seen precommit, Seen prevote, KnownBlocks blocks) {
        if (!precommit.cast.isBrokenBy(prevote.cast, false)) {
            return Optional.empty();
        }
        Optional<List<Header>> apart = wayApart(precommit, prevote, blocks);
        return apart.map(headers -> new Evidence(precommit.signed(), prevote.signed(), headers));
    }

    /** The headers that show that the prevoted block is not on the branch of the precommitted one; empty when it is, or when it cannot be shown. */
    private static Optional<List<Header>> wayApart(Seen precommit, Seen prevote, KnownBlocks blocks) {
        Height height = precommit.block.header().height();
        List<Header> headers = new ArrayList<>();
        BlockId at = prevote.block.id();
        for (long h = prevote.block.header().height().value(); h > height.value(); h--) {
            Optional<Tip> tip =
                    h == prevote.block.header().height().value() ? Optional.of(prevote.block) : blocks.block(at);
            if (tip.isEmpty() || headers.size() == Evidence.HEADERS_MAX) {
                return Optional.empty();
            }
            headers.add(tip.get().header());
            at = tip.get().header().parent();
        }
        return at.equals(precommit.block.id()) ? Optional.empty() : Optional.of(headers);
    }

    private record Seen(Cast cast, Tip block, Electorate electorate, FinalityVote vote) {
        Certificate signed() {
            Certificate ballot = electorate.ballot(block.header().height(), block.id(), vote.data());
            return new Certificate(
                    ballot.chainId(),
                    ballot.height(),
                    ballot.block(),
                    ballot.producerSet(),
                    ballot.data(),
                    List.of(vote.vote()));
        }
    }
}
