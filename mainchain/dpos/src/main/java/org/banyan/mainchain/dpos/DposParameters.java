package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.banyan.types.Bounds;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;

/**
 * The plug-in's parameters in the chain specification.
 *
 * @param delegates who builds and votes in the first term, each of weight 1
 * @param roundsPerTerm after so many rounds others may take over
 * @param growth how many delegates a term has
 * @param suspensionMillis unit of suspensions: the first within four terms lasts four units, each further one twice as long
 * @param jailMillis how long who is convicted builds nothing; at least {@code evidenceMillis}, so that no offence is punished twice
 * @param evidenceMillis how long an offence can be proven
 * @param elections who is elected for which term as far as genesis decides it, ascending by term
 */
public record DposParameters(
        ProducerSet delegates,
        long roundsPerTerm,
        Growth growth,
        long suspensionMillis,
        long jailMillis,
        long evidenceMillis,
        List<Elected> elections) {
    /** Keeps header, state and certificate small. */
    public static final int DELEGATES_MAX = 100;

    public static final int ELECTIONS_MAX = 64;
    public static final long ROUNDS_MAX = 10_000_000;
    public static final long HOUR_MILLIS = 3_600_000;
    public static final long WEEK_MILLIS = 7 * 24 * HOUR_MILLIS;
    public static final long EVIDENCE_MILLIS = 2 * WEEK_MILLIS;
    public static final long MILLIS_MAX = 100 * WEEK_MILLIS;

    public static final Codec<DposParameters> CODEC = new DposParametersCodec();

    public DposParameters {
        Bounds.between("rounds of a term", roundsPerTerm, 1, ROUNDS_MAX);
        Bounds.between("unit of suspensions in milliseconds", suspensionMillis, 1, MILLIS_MAX);
        Bounds.between("time in which an offence can be proven, in milliseconds", evidenceMillis, 1, MILLIS_MAX);
        Bounds.between("time in jail in milliseconds", jailMillis, evidenceMillis, MILLIS_MAX);
        elections = List.copyOf(elections);
        Bounds.countMax("elections", elections, ELECTIONS_MAX);
        Bounds.ascending(
                "terms of elections", elections.stream().map(Elected::term).toList());
    }

    /** Terms of a week, suspensions of hours, two weeks for evidence: the main chain's figures. */
    public static DposParameters usual(ProducerSet delegates, Growth growth, long slotMillis) {
        long rounds = Math.max(1, WEEK_MILLIS / Math.multiplyExact(slotMillis, delegates.size() + 1L));
        return new DposParameters(delegates, rounds, growth, HOUR_MILLIS, EVIDENCE_MILLIS, EVIDENCE_MILLIS, List.of());
    }

    /** What keeps {@code set} from being the delegates of a term that is decided {@code millis} after genesis, if anything. */
    Optional<String> defect(ProducerSet set, long millis, CryptoSuite suite) {
        int expected = growth.delegates(delegates.size(), millis);
        return growth == Growth.FREE || set.size() == expected
                ? defect(set, suite)
                : Optional.of("it has " + set.size() + " delegates but a term that is decided now has " + expected);
    }

    /** What makes these parameters unfit for a chain, if anything. */
    public Optional<String> defect(CryptoSuite suite) {
        Optional<String> found = defect(delegates, suite).map(what -> "the first delegates cannot be: " + what);
        for (Elected elected : elections) {
            if (found.isPresent()) {
                return found;
            }
            found = elected.term() == 1
                    ? Optional.of("an election is for term 1 but the first delegates serve that term")
                    : defect(elected.delegates(), suite)
                            .map(what -> "the delegates elected for term " + elected.term() + " cannot be: " + what);
        }
        return found;
    }

    static Optional<String> defect(ProducerSet set, CryptoSuite suite) {
        if (set.size() > DELEGATES_MAX) {
            return Optional.of("it has " + set.size() + " delegates, more than the limit of " + DELEGATES_MAX);
        }
        TreeSet<PublicKey> keys = new TreeSet<>();
        for (Producer delegate : set.producers()) {
            if (delegate.weight() != 1) {
                return Optional.of(
                        "delegate " + delegate.address() + " must have weight 1 but has " + delegate.weight());
            }
            boolean wellFormed = suite.scheme(delegate.key().scheme())
                    .map(scheme -> scheme.isWellFormedKey(delegate.key().bytes()))
                    .orElse(false);
            if (!wellFormed) {
                return Optional.of("the key of delegate " + delegate.address() + " is none of suite " + suite.id());
            }
            if (!keys.add(delegate.key())) {
                return Optional.of("the key of delegate " + delegate.address() + " is another delegate's too");
            }
        }
        return Optional.empty();
    }

    private static final class DposParametersCodec implements Codec<DposParameters> {
        @Override
        public void write(DposParameters value, CanonicalWriter out) {
            out.message(1, value.delegates, ProducerSet.CODEC);
            out.uint64(2, value.roundsPerTerm);
            out.uint32(3, value.growth.code());
            out.uint64(4, value.suspensionMillis);
            out.uint64(5, value.jailMillis);
            out.uint64(6, value.evidenceMillis);
            out.repeated(7, value.elections, Elected.CODEC);
        }

        @Override
        public DposParameters read(CanonicalReader in) {
            return new DposParameters(
                    in.message(1, ProducerSet.CODEC),
                    in.uint64(2),
                    Growth.of(in.uint32(3)),
                    in.uint64(4),
                    in.uint64(5),
                    in.uint64(6),
                    in.repeated(7, Elected.CODEC, ELECTIONS_MAX));
        }
    }
}
