package org.banyan.mainchain.dpos;

/**
 * Rounds with one set of delegates. A round has n + 1 slots: formula S2 of {@code docs/spec/dpos.md}.
 *
 * @param number from 1
 */
record Term(long number, long firstRound, long firstSlot) {
    static final Term FIRST = new Term(1, 1, 1);

    Term {
        if (number < 1 || firstRound < 1 || firstSlot < 1) {
            throw new IllegalArgumentException(
                    "term, round and slot count from 1 but were " + number + ", " + firstRound + " and " + firstSlot);
        }
    }

    long round(long slot, int delegates) {
        return firstRound + (slot - firstSlot) / (delegates + 1);
    }

    /** The first slot of a round. */
    long start(long round, int delegates) {
        return firstSlot + Math.multiplyExact(round - firstRound, (long) delegates + 1);
    }

    /** Which slot of its round this is, from 0. */
    int place(long slot, int delegates) {
        return (int) ((slot - firstSlot) % (delegates + 1));
    }

    /** This term with the same delegates, {@code terms} later. */
    Term renewed(long terms, long rounds, int delegates) {
        long round = firstRound + Math.multiplyExact(terms, rounds);
        return new Term(number + terms, round, start(round, delegates));
    }
}
