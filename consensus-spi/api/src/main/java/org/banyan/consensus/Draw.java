package org.banyan.consensus;

import java.util.List;
import org.banyan.types.Address;
import org.banyan.types.Hash;

/**
 * How the order of a round follows from the values of an earlier one.
 *
 * @param round whose values were used
 * @param emptyRounds rounds without blocks in between; the values were mixed with the number of the round when there are any
 * @param steps in the order in which members chose
 * @param extra whose the extra slot is
 * @param extraFrom by whose value
 */
public record Draw(long round, long emptyRounds, List<Step> steps, Address extra, Address extraFrom) {
    public Draw {
        steps = List.copyOf(steps);
    }

    /**
     * @param value its value of that round
     * @param used what took the value's place after rounds without blocks; else the value
     * @param wanted the place that it names, from 0
     * @param place the one it got: {@code wanted}, or the next that was free
     */
    public record Step(Address member, Hash value, Hash used, int wanted, int place) {}
}
