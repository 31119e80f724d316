package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/**
 * The prevote certificates that this agent holds: rounds and blocks for which it saw prevotes of a quorum that count, or precommits of a quorum, which
 * honest producers cast on such certificates alone.
 *
 * <p>A prevote that rests on a certificate which is not known yet waits beside its block and is counted when the certificate is known. Confined to one lane.
 */
final class Certificates {
    /** Certificates kept; beyond it the oldest rounds are forgotten, and prevotes that rest on them are not counted. */
    static final int CERTIFICATES_MAX = 4_096;

    /** Blocks whose prevotes wait for a certificate. */
    static final int WAITING_MAX = 1_024;

    private final VotingRule rule;
    private final TreeMap<Source, Height> held = new TreeMap<>();
    private long finalRound;
    private final Map<BlockId, Beside> waiting = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, Beside> eldest) {
            return size() > WAITING_MAX;
        }
    };

    Certificates(VotingRule rule) {
        this.rule = rule;
    }

    /** The block's height, when the certificate is held. */
    Optional<Height> height(Source certificate) {
        return Optional.ofNullable(held.get(certificate));
    }

    /** Learns from the votes beside a block. Answers what is new, in the order of finding. */
    List<Source> learn(Tip block, Electorate electorate, List<FinalityVote> votes, KnownBlocks blocks) {
        List<Source> news = new ArrayList<>(count(new Beside(block, electorate, votes), blocks));
        if (!news.isEmpty()) {
            news.addAll(countWaiting(blocks));
        }
        return news;
    }

    /** A certificate of precommits stands for the prevotes of its round. */
    List<Source> learnFinal(Tip block, Witness witness) {
        List<Source> news = new ArrayList<>();
        finalRound(witness).ifPresent(round -> hold(new Source(round, block.id()), block, news));
        return news;
    }

    /** This node's own voter held the certificate: its guard says so, even if the votes were lost with the disk's last moments. */
    void remember(Source certificate, Tip block) {
        hold(certificate, block, new ArrayList<>());
    }

    /** The round in which the block of this witness became final. */
    static Optional<Long> finalRound(Witness witness) {
        return witness.payloads(WitnessEntry.CERTIFICATE).stream()
                .findFirst()
                .map(payload -> VoteData.CODEC
                        .decode(Certificate.CODEC.decode(payload).data())
                        .round());
    }

    /** A block is final: it and its round are known, and what waits beside blocks that are gone is forgotten. */
    List<Source> onFinal(Tip block, KnownBlocks blocks) {
        waiting.keySet().removeIf(id -> blocks.block(id).isEmpty());
        Witness witness = blocks.witness(block.id());
        List<Source> news = new ArrayList<>(learnFinal(block, witness));
        long round = finalRound(witness).orElse(0L);
        if (round > finalRound) {
            finalRound = round;
            news.addAll(countWaiting(blocks));
        }
        return news;
    }

    private List<Source> countWaiting(KnownBlocks blocks) {
        List<Source> news = new ArrayList<>();
        boolean again = true;
        while (again) {
            again = false;
            for (Beside beside : List.copyOf(waiting.values())) {
                List<Source> more = count(beside, blocks);
                news.addAll(more);
                again |= !more.isEmpty();
            }
        }
        return news;
    }

    private List<Source> count(Beside beside, KnownBlocks blocks) {
        Tip block = beside.block;
        Map<Long, TreeSet<Integer>> voters = new TreeMap<>();
        boolean waits = false;
        for (FinalityVote vote : beside.votes) {
            VoteData data = vote.data();
            if (data.phase() != Phase.PREVOTE) {
                continue;
            }
            Optional<Height> known = height(data.source());
            boolean isExtended = known.isPresent()
                    && Lineage.extendsOrIs(block, data.source().block(), known.get(), blocks);
            if (rule.counts(data.source(), finalRound, known.isPresent(), isExtended)) {
                voters.computeIfAbsent(data.round(), round -> new TreeSet<>())
                        .add(vote.vote().position());
            } else {
                waits |= known.isEmpty();
            }
        }
        if (waits) {
            waiting.put(block.id(), beside);
        } else {
            waiting.remove(block.id());
        }
        List<Source> news = new ArrayList<>();
        voters.forEach((round, positions) -> {
            if (rule.isQuorum(beside.electorate.weight(positions), beside.electorate.producers())) {
                hold(new Source(round, block.id()), block, news);
            }
        });
        return news;
    }

    private void hold(Source certificate, Tip block, List<Source> news) {
        boolean isForgotten = held.size() >= CERTIFICATES_MAX && certificate.compareTo(held.firstKey()) < 0;
        if (!isForgotten && held.putIfAbsent(certificate, block.header().height()) == null) {
            news.add(certificate);
            if (held.size() > CERTIFICATES_MAX) {
                held.pollFirstEntry();
            }
        }
    }

    /** A block, who votes for it, and the votes beside it. */
    private record Beside(Tip block, Electorate electorate, List<FinalityVote> votes) {}
}
