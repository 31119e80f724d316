package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;

/**
 * How many votes of each producer stand beside one block, and which of them make room for a newer one. Rule FIN-4.
 *
 * <p>A vote goes only for one of a later round. A prevote goes only when another one of its voter, of a later round and from no later source, stands beside the
 * same block: evidence of a broken lock that the older one gives, the newer one gives too. The prevotes of the newest certificate stay, so that a restarted
 * voter finds its lock.
 */
record VoteRoom(ProducerSet set) {
    /** Most votes of one producer and phase. */
    static final int VOTES_MAX = 8;

    /** Votes of one producer in one phase of one round; two are a double vote and enough to show it. */
    private static final int IN_ONE_ROUND_MAX = 2;

    /** A witness has room for everybody's, beside a seal and a certificate; an odd one is a prevote, since prevotes have to outlive newer ones. */
    int votes(Phase phase) {
        int each = (Witness.ENTRIES_MAX - 2) / set.size();
        return Math.min(VOTES_MAX, phase == Phase.PREVOTE ? each - each / 2 : each / 2);
    }

    /** What makes room for one more vote, at most one; empty when there is none. */
    Optional<List<FinalityVote>> displaced(List<FinalityVote> known, int position, VoteData data) {
        List<FinalityVote> own = known.stream()
                .filter(vote ->
                        vote.vote().position() == position && vote.data().phase() == data.phase())
                .toList();
        long sameRound =
                own.stream().filter(vote -> vote.data().round() == data.round()).count();
        if (sameRound >= IN_ONE_ROUND_MAX) {
            return Optional.empty();
        }
        if (own.size() < votes(data.phase())) {
            return Optional.of(List.of());
        }
        Kept kept = data.phase() == Phase.PREVOTE ? kept(known, position, data) : Kept.NOTHING;
        return own.stream()
                .filter(vote -> vote.data().round() < data.round())
                .filter(vote -> vote.data().round() != kept.fromOneSource)
                .filter(vote -> isRepeated(vote.data(), own, data))
                .min(Comparator.comparing((FinalityVote vote) -> vote.data().round() == kept.fromAny)
                        .thenComparing(vote -> vote.data().round()))
                .map(List::of);
    }

    private static boolean isRepeated(VoteData vote, List<FinalityVote> own, VoteData newest) {
        return vote.phase() == Phase.PRECOMMIT
                || repeats(newest, vote)
                || own.stream().anyMatch(other -> repeats(other.data(), vote));
    }

    /** Whether a prevote beside the same block binds its voter to all that {@code earlier} binds it to. */
    private static boolean repeats(VoteData later, VoteData earlier) {
        return later.round() > earlier.round()
                && later.source().round() <= earlier.source().round();
    }

    private Kept kept(List<FinalityVote> known, int position, VoteData data) {
        Map<Long, Map<Source, TreeSet<Integer>>> prevotes = new TreeMap<>(Comparator.reverseOrder());
        for (FinalityVote vote : known) {
            if (vote.data().phase() == Phase.PREVOTE) {
                add(prevotes, vote.vote().position(), vote.data());
            }
        }
        add(prevotes, position, data);
        long fromAny = 0;
        for (Map.Entry<Long, Map<Source, TreeSet<Integer>>> round : prevotes.entrySet()) {
            List<TreeSet<Integer>> voters = new ArrayList<>(round.getValue().values());
            if (voters.stream().anyMatch(this::isQuorum)) {
                return new Kept(round.getKey(), fromAny);
            }
            TreeSet<Integer> all = new TreeSet<>();
            voters.forEach(all::addAll);
            fromAny = fromAny == 0 && isQuorum(all) ? round.getKey() : fromAny;
        }
        return new Kept(0, fromAny);
    }

    private static void add(Map<Long, Map<Source, TreeSet<Integer>>> prevotes, int position, VoteData data) {
        prevotes.computeIfAbsent(data.round(), round -> new TreeMap<>())
                .computeIfAbsent(data.source(), source -> new TreeSet<>())
                .add(position);
    }

    private boolean isQuorum(TreeSet<Integer> positions) {
        return positions.stream()
                        .mapToLong(at -> set.producers().get(at).weight())
                        .sum()
                >= set.quorum();
    }

    /**
     * Rounds whose prevotes are of a quorum; 0 for none.
     *
     * @param fromOneSource the newest in which a quorum rests on one certificate: no liar can make such a round without making a certificate
     * @param fromAny a newer one, from several sources, some of which may be invented; it yields where room is scarce
     */
    private record Kept(long fromOneSource, long fromAny) {
        private static final Kept NOTHING = new Kept(0, 0);
    }
}
