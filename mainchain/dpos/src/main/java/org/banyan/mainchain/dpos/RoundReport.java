package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusState;
import org.banyan.types.Address;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Producer;

/**
 * One round as a state sees it, for people: who builds when, how the next order would come out, and who may not build. For commands and pages; no rule reads it.
 *
 * @param term number of the term
 * @param firstSlot of the round
 * @param extra who builds in the last slot
 * @param nextExtra who would build in the extra slot of the next round
 * @param places in the order of the round
 */
public record RoundReport(long term, long round, long firstSlot, Address extra, Address nextExtra, List<Place> places) {
    public RoundReport {
        places = List.copyOf(places);
    }

    /**
     * @param built whether it built in its slot of this round so far
     * @param missesInRow that count, before this round
     * @param outUntil builds nothing before that, if it was ever suspended or jailed
     * @param signature its signature value of this round, as far as values are revealed
     * @param wanted the place of the next round that its value names
     * @param next the place of the next round that it would get
     */
    public record Place(
            Address delegate,
            boolean built,
            int missesInRow,
            Optional<Timestamp> outUntil,
            Hash signature,
            int wanted,
            int next) {}

    /**
     * @param state of a DPoS chain
     * @throws IllegalArgumentException if it is another consensus's
     */
    public static RoundReport of(ConsensusState state) {
        if (!(state instanceof DposState dpos)) {
            throw new IllegalArgumentException("a report of rounds needs a state of DPoS");
        }
        Content content = dpos.content();
        List<Producer> set = content.set().producers();
        List<Hash> signatures = dpos.signatures();
        Order next = Order.next(content.order().places(), signatures);
        List<Place> places = new ArrayList<>();
        for (int position : content.order().places()) {
            Delegate delegate = content.delegates().get(position);
            places.add(new Place(
                    set.get(position).address(),
                    delegate.produced(),
                    delegate.missesInRow(),
                    Optional.of(delegate.outUntil()).filter(until -> !until.equals(Delegate.NEVER)),
                    signatures.get(position),
                    Words.remainder(signatures.get(position), content.size()),
                    next.places().indexOf(position)));
        }
        return new RoundReport(
                content.term().number(),
                content.round(),
                content.term().start(content.round(), content.size()),
                set.get(content.order().extra()).address(),
                set.get(next.extra()).address(),
                places);
    }
}
