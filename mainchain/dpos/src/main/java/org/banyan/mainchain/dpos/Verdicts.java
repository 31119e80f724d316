package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;

/**
 * Who loses its slots: formulas M1 to M4 of {@code docs/spec/dpos.md}. Slots only, never votes, and never of more than n - q delegates at once: a quorum
 * can always build. Source: aelf whitepaper 4.2.4; RELIABILITY.md RL3.
 */
final class Verdicts {
    private Verdicts() {}

    /** After a block: rounds that have become final count for their delegates, and who missed two in a row is suspended. */
    static Content settle(DposChain chain, Content content, Height finalHeight, Timestamp now) {
        List<Attendance> open = new ArrayList<>(content.attendance());
        if (open.isEmpty() || open.getFirst().height().compareTo(finalHeight) > 0) {
            return content;
        }
        List<Delegate> delegates = new ArrayList<>(content.delegates());
        while (!open.isEmpty() && open.getFirst().height().compareTo(finalHeight) <= 0) {
            count(chain, content, open.removeFirst(), delegates, now);
        }
        return new Content(
                content.height(),
                content.term(),
                content.set(),
                content.round(),
                content.earlierRound(),
                content.oldestRound(),
                content.sum(),
                content.order(),
                delegates,
                open,
                content.next(),
                content.reign());
    }

    private static void count(
            DposChain chain, Content content, Attendance round, List<Delegate> delegates, Timestamp now) {
        for (long position : round.built()) {
            delegates.set((int) position, delegates.get((int) position).withMisses(0));
        }
        int outMax = RoundChange.outMax(content.set());
        for (long position : round.missed()) {
            Delegate delegate = delegates.get((int) position);
            if (delegate.isOut(now)) {
                continue;
            }
            int misses = Math.min(delegate.missesInRow() + 1, Delegate.MISSES_MAX);
            boolean suspends = misses == Delegate.MISSES_MAX && out(delegates, now) < outMax;
            delegates.set(
                    (int) position,
                    suspends
                            ? delegate.suspended(
                                    content.term().number(),
                                    now,
                                    chain.parameters().suspensionMillis())
                            : delegate.withMisses(misses));
        }
    }

    /** Jail takes precedence over suspensions: when all that may be out are out, the suspension that ends first is lifted. */
    static List<Delegate> jail(int position, List<Delegate> all, int outMax, Timestamp now, Timestamp until) {
        List<Delegate> delegates = new ArrayList<>(all);
        delegates.set(position, delegates.get(position).jailed(until));
        return pardonBeyond(outMax, delegates, now);
    }

    /** Lets build again who is out beyond the limit: first the suspension that ends first, then the jail that ends first; the lower position on a tie. */
    static List<Delegate> pardonBeyond(int outMax, List<Delegate> all, Timestamp now) {
        if (out(all, now) <= outMax) {
            return all;
        }
        List<Delegate> delegates = new ArrayList<>(all);
        while (out(delegates, now) > outMax) {
            int first = -1;
            for (int i = 0; i < delegates.size(); i++) {
                if (delegates.get(i).isOut(now)
                        && (first < 0 || isSooner(delegates.get(i), delegates.get(first), now))) {
                    first = i;
                }
            }
            delegates.set(first, delegates.get(first).pardoned());
        }
        return delegates;
    }

    private static boolean isSooner(Delegate one, Delegate other, Timestamp now) {
        return one.isJailed(now) == other.isJailed(now)
                ? one.outUntil().compareTo(other.outUntil()) < 0
                : !one.isJailed(now);
    }

    static int out(List<Delegate> delegates, Timestamp now) {
        int out = 0;
        for (Delegate delegate : delegates) {
            out += delegate.isOut(now) ? 1 : 0;
        }
        return out;
    }
}
