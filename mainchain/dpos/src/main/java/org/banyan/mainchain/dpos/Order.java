package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;

/**
 * Who builds in which slot of one round: formulas O1 and O2 of {@code docs/spec/dpos.md}.
 *
 * <p>Delegates are named by their position in the term's set, which is ordered by address. Source: aelf whitepaper 4.2.4, figure 4.9.
 *
 * @param places the delegate of each slot but the last, a permutation of 0 to n - 1
 * @param extra the delegate of the last slot
 */
record Order(List<Integer> places, int extra) {
    Order {
        places = List.copyOf(places);
        int n = places.size();
        Bounds.between("number of places", n, 1, DposParameters.DELEGATES_MAX);
        Bounds.between("delegate of the extra slot", extra, 0, n - 1);
        boolean[] seen = new boolean[n];
        for (int delegate : places) {
            Bounds.between("delegate of a place", delegate, 0, n - 1);
            if (seen[delegate]) {
                throw new IllegalArgumentException("delegate " + delegate + " has two places in one round");
            }
            seen[delegate] = true;
        }
    }

    /** Everyone by address; the extra slot is the first one's. The first order of a chain. */
    static Order byAddress(int n) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            places.add(i);
        }
        return new Order(places, 0);
    }

    /**
     * The order that follows {@code walked}: each delegate in turn goes to the place of its signature value mod n, or to the next free one, wrapping.
     *
     * @param walked the current order
     * @param signatures by delegate
     */
    static Order next(List<Integer> walked, List<Hash> signatures) {
        int n = walked.size();
        int[] taken = new int[n];
        for (int delegate : walked) {
            int place = Words.remainder(signatures.get(delegate), n);
            while (taken[place] != 0) {
                place = place + 1 == n ? 0 : place + 1;
            }
            taken[place] = delegate + 1;
        }
        List<Integer> places = new ArrayList<>();
        for (int delegate : taken) {
            places.add(delegate - 1);
        }
        return new Order(places, Words.remainder(signatures.get(walked.getFirst()), n));
    }

    int size() {
        return places.size();
    }

    /** The delegate of a slot, counted from 0 in the round. */
    int delegateAt(int slot) {
        return slot == places.size() ? extra : places.get(slot);
    }

    boolean isExtra(int slot) {
        return slot == places.size();
    }
}
