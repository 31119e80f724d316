package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What a chain remembers of one delegate.
 *
 * @param value the in-value revealed last; the first one until then
 * @param toReveal the out-value committed to two rounds with blocks ago
 * @param toRevealNext the one committed to one round with blocks ago
 * @param committed the one committed to in this round
 * @param produced whether it built in its own slot of this round
 * @param missesInRow missed slots since it built last, counted on the final chain
 * @param suspendedUntil builds nothing before that; 0 when it was never suspended
 * @param jailedUntil builds nothing before that; 0 when it was never convicted
 * @param suspensions terms of its latest suspensions, not descending
 */
record Delegate(
        Hash value,
        Optional<Hash> toReveal,
        Optional<Hash> toRevealNext,
        Optional<Hash> committed,
        boolean produced,
        int missesInRow,
        Timestamp suspendedUntil,
        Timestamp jailedUntil,
        List<Long> suspensions) {
    static final Timestamp NEVER = new Timestamp(0);

    /** So many misses in a row suspend. */
    static final int MISSES_MAX = 2;

    /** Suspensions grow no further than this. */
    static final int SUSPENSIONS_MAX = 6;

    /** Suspensions older than so many terms are forgotten. */
    static final int TERMS_REMEMBERED = 4;

    static final Codec<Delegate> CODEC = new DelegateCodec();

    Delegate {
        Bounds.between("misses in a row", missesInRow, 0, MISSES_MAX);
        suspensions = List.copyOf(suspensions);
        Bounds.countMax("remembered suspensions", suspensions, SUSPENSIONS_MAX);
    }

    static Delegate newcomer(Hash value) {
        return new Delegate(
                value, Optional.empty(), Optional.empty(), Optional.empty(), false, 0, NEVER, NEVER, List.of());
    }

    /** Whether its slots are taken from it at {@code time}. */
    boolean isOut(Timestamp time) {
        return outUntil().compareTo(time) > 0;
    }

    Timestamp outUntil() {
        return suspendedUntil.compareTo(jailedUntil) > 0 ? suspendedUntil : jailedUntil;
    }

    boolean isJailed(Timestamp time) {
        return jailedUntil.compareTo(time) > 0;
    }

    /** At the start of a round with blocks. */
    Delegate inNextRound() {
        return new Delegate(
                value,
                toRevealNext,
                committed,
                Optional.empty(),
                false,
                missesInRow,
                suspendedUntil,
                jailedUntil,
                suspensions);
    }

    /** After its own slot. */
    Delegate built(HeaderData data) {
        return new Delegate(
                data.reveal().orElse(value),
                toReveal,
                toRevealNext,
                data.commitment(),
                true,
                missesInRow,
                suspendedUntil,
                jailedUntil,
                suspensions);
    }

    Delegate withMisses(int inRow) {
        return inRow == missesInRow
                ? this
                : new Delegate(
                        value,
                        toReveal,
                        toRevealNext,
                        committed,
                        produced,
                        inRow,
                        suspendedUntil,
                        jailedUntil,
                        suspensions);
    }

    /** Suspended in {@code term} from {@code now} on: formula M2 of {@code docs/spec/dpos.md}. */
    Delegate suspended(long term, Timestamp now, long unitMillis) {
        List<Long> recent = new ArrayList<>(suspensions);
        recent.removeIf(earlier -> earlier + TERMS_REMEMBERED <= term);
        if (recent.size() == SUSPENSIONS_MAX) {
            recent.removeFirst();
        }
        recent.add(term);
        long millis = Math.multiplyExact(unitMillis, 1L << (recent.size() + 1));
        return new Delegate(
                value, toReveal, toRevealNext, committed, produced, 0, now.plusMillis(millis), jailedUntil, recent);
    }

    Delegate jailed(Timestamp until) {
        return new Delegate(
                value, toReveal, toRevealNext, committed, produced, missesInRow, suspendedUntil, until, suspensions);
    }

    /** Lets it build again. */
    Delegate pardoned() {
        return new Delegate(value, toReveal, toRevealNext, committed, produced, missesInRow, NEVER, NEVER, suspensions);
    }

    private static final class DelegateCodec implements Codec<Delegate> {
        @Override
        public void write(Delegate value, CanonicalWriter out) {
            out.hash(1, value.value);
            out.optionalHash(2, value.toReveal);
            out.optionalHash(3, value.toRevealNext);
            out.optionalHash(4, value.committed);
            out.bool(5, value.produced);
            out.uint32(6, value.missesInRow);
            out.uint64(7, value.suspendedUntil.millis());
            out.uint64(8, value.jailedUntil.millis());
            out.packedUint64(9, value.suspensions);
        }

        @Override
        public Delegate read(CanonicalReader in) {
            return new Delegate(
                    in.hash(1),
                    in.optionalHash(2),
                    in.optionalHash(3),
                    in.optionalHash(4),
                    in.bool(5),
                    in.uint32(6),
                    new Timestamp(in.uint64(7)),
                    new Timestamp(in.uint64(8)),
                    in.packedUint64(9, SUSPENSIONS_MAX));
        }
    }
}
