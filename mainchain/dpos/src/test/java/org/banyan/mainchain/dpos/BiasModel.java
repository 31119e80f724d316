package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;

/**
 * Rounds of delegates some of whom collude for a seat. Values, sums, orders, misses and suspensions are the product's own; the model decides who builds and what
 * is committed to. Every round is final at once.
 */
final class BiasModel {
    /** When a value is committed: a round early, or as the whitepaper prints it. */
    enum Commitment {
        EARLY,
        AS_PRINTED
    }

    enum Policy {
        HONEST,
        /** Colluders try values before they commit, with all that is public by then and all that they know of each other. */
        GRINDING,
        /** Colluders at the end of a round see what the next order would be, and skip their blocks when that suits them. */
        WITHHOLDING
    }

    enum Seat {
        FIRST,
        LAST,
        EXTRA
    }

    static final int N = 17;
    private static final int TRIES = 17;
    private static final long SLOT_MILLIS = 4_000;

    private final SplittableRandom random;
    private final Commitment commitment;
    private final Policy policy;
    private final int colluders;
    private final Seat wanted;
    private final DposChain chain;
    private final long[][] held = new long[Seat.values().length][N];
    private final long[][] places = new long[N][N];
    private Content content;
    private long missed;

    BiasModel(long seed, Commitment commitment, Policy policy, int colluders, Seat wanted) {
        this.random = new SplittableRandom(seed);
        this.commitment = commitment;
        this.policy = policy;
        this.colluders = colluders;
        this.wanted = wanted;
        DposParameters parameters =
                DposParameters.usual(TestProducers.count(Walk.SUITE, N).set(), Growth.FREE, SLOT_MILLIS);
        Walk start = new Walk(parameters);
        this.chain = new DposChain(
                start.chain().id(),
                Walk.SUITE,
                new Slots(Walk.GENESIS, SLOT_MILLIS),
                parameters,
                new ScriptedElection(List.of()),
                start.chain().values());
        this.content = start.content();
    }

    BiasModel run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            content = next(round(content));
            if (content.round() > 5) {
                count();
            }
        }
        return this;
    }

    /** How often one of the colluders held a seat. */
    long held(Seat seat) {
        long sum = 0;
        for (int i = 0; i < colluders; i++) {
            sum += held[seat.ordinal()][i];
        }
        return sum;
    }

    /** How often each delegate held a seat. */
    long[] heldByEach(Seat seat) {
        return held[seat.ordinal()].clone();
    }

    /** How often each delegate had each place. */
    long[][] places() {
        return places;
    }

    /** Blocks that colluders skipped. */
    long missed() {
        return missed;
    }

    private Content round(Content before) {
        List<Delegate> delegates = new ArrayList<>(before.delegates());
        long first = before.term().start(before.round(), N);
        int tail = policy == Policy.WITHHOLDING ? tail(before) : 0;
        for (int place = 0; place < N - tail; place++) {
            build(
                    before,
                    delegates,
                    before.order().delegateAt(place),
                    chain.slots().start(first + place));
        }
        return tail == 0 ? before.withDelegates(delegates) : withheld(before.withDelegates(delegates), N - tail, first);
    }

    private void build(Content before, List<Delegate> delegates, int delegate, Timestamp time) {
        if (!delegates.get(delegate).isOut(time)) {
            Hash value =
                    policy == Policy.GRINDING && isColluder(delegate) ? ground(before, delegates, delegate) : draw();
            delegates.set(delegate, built(delegates.get(delegate), value));
        }
    }

    /** The value itself stands for the commitment: the model reveals what it holds. */
    private Delegate built(Delegate delegate, Hash value) {
        return delegate.built(HeaderData.values(revealed(delegate), value));
    }

    private Optional<Hash> revealed(Delegate delegate) {
        return commitment == Commitment.EARLY ? delegate.toReveal() : delegate.toRevealNext();
    }

    /** Of some values the one that would give the wanted place if the sums came out as far as they can be foretold. */
    private Hash ground(Content before, List<Delegate> delegates, int delegate) {
        List<Hash> known = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            known.add(
                    i == delegate || isColluder(i) && !delegates.get(i).produced()
                            ? revealed(delegates.get(i)).orElse(delegates.get(i).value())
                            : delegates.get(i).value());
        }
        Hash sum = sum(known, before.sum(), before.order().extra());
        if (commitment == Commitment.EARLY) {
            List<Hash> later = new ArrayList<>();
            for (int i = 0; i < N; i++) {
                later.add(isColluder(i) ? delegates.get(i).toRevealNext().orElse(known.get(i)) : known.get(i));
            }
            sum = sum(later, sum, foretoldExtra(before, known));
        }
        int target = switch (wanted) {
            case FIRST -> 0;
            case LAST -> N - 1;
            case EXTRA -> delegate;
        };
        Hash best = draw();
        for (int i = 1; i < TRIES && Words.remainder(chain.values().signature(best, sum), N) != target; i++) {
            best = draw();
        }
        return best;
    }

    private int foretoldExtra(Content before, List<Hash> values) {
        int first = before.order().places().getFirst();
        return Words.remainder(chain.values().signature(values.get(first), before.sum()), N);
    }

    private Hash sum(List<Hash> values, Hash before, int extra) {
        return RoundChange.sum(
                values.stream()
                        .map(value -> chain.values().signature(value, before))
                        .toList(),
                extra);
    }

    /** How many colluders stand at the end of the round, nobody else after them. */
    private int tail(Content before) {
        int tail = 0;
        while (tail < N && isColluder(before.order().delegateAt(N - 1 - tail))) {
            tail++;
        }
        return tail;
    }

    /** Of all choices of who in the tail builds the one that promises most; everybody builds unless a skipped block promises more. */
    private Content withheld(Content before, int from, long first) {
        int count = N - from;
        List<Hash> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(draw());
        }
        Content best = choose(before, from, first, 0, values);
        double promise = promise(best);
        for (int skipped = 1; skipped < 1 << count; skipped++) {
            Content other = choose(before, from, first, skipped, values);
            double more = promise(other);
            if (more > promise + 0.1) {
                best = other;
                promise = more;
            }
        }
        missed += misses(before, best, from, first);
        return best;
    }

    /**
     * What the colluders can hope for: the seat in the next round, which they see, and in the one after, of which they know where they aim themselves. A place
     * that is aimed at is lost when somebody who chooses earlier is there.
     */
    private double promise(Content closed) {
        Content next = next(closed);
        double promise = isColluder(holder(next, wanted)) ? 1 : 0;
        double free = 1;
        for (int delegate : next.order().places()) {
            if (isColluder(delegate)) {
                Delegate mine = next.delegates().get(delegate);
                int aim =
                        Words.remainder(chain.values().signature(mine.toReveal().orElse(mine.value()), next.sum()), N);
                boolean hit = switch (wanted) {
                    case FIRST -> aim == 0;
                    case LAST -> aim == N - 1;
                    case EXTRA -> free == 1 && isColluder(aim);
                };
                promise += hit ? free : 0;
            }
            free *= 1 - 1.0 / N;
        }
        return promise;
    }

    private Content choose(Content before, int from, long first, int skipped, List<Hash> values) {
        List<Delegate> delegates = new ArrayList<>(before.delegates());
        for (int place = from; place < N; place++) {
            int delegate = before.order().delegateAt(place);
            boolean skips = (skipped >> (place - from) & 1) == 1;
            if (!skips && !delegates.get(delegate).isOut(chain.slots().start(first + place))) {
                delegates.set(delegate, built(delegates.get(delegate), values.get(place - from)));
            }
        }
        return before.withDelegates(delegates);
    }

    private long misses(Content before, Content chosen, int from, long first) {
        long misses = 0;
        for (int place = from; place < N; place++) {
            Delegate delegate = chosen.delegates().get(before.order().delegateAt(place));
            misses += delegate.produced() || delegate.isOut(chain.slots().start(first + place)) ? 0 : 1;
        }
        return misses;
    }

    /** The next round, the one before it being final. */
    private Content next(Content closed) {
        long slot = closed.term().start(closed.round() + 1, N);
        Content entered = new RoundChange(chain, closed).at(slot);
        Content higher = new Content(
                entered.height().next(),
                entered.term(),
                entered.set(),
                entered.round(),
                entered.earlierRound(),
                entered.oldestRound(),
                entered.sum(),
                entered.order(),
                entered.delegates(),
                entered.attendance(),
                entered.next(),
                entered.reign());
        return Verdicts.settle(
                chain, higher, new Height(Long.MAX_VALUE), chain.slots().start(slot));
    }

    private void count() {
        for (Seat seat : Seat.values()) {
            held[seat.ordinal()][holder(content, seat)]++;
        }
        for (int place = 0; place < N; place++) {
            places[content.order().delegateAt(place)][place]++;
        }
    }

    private static int holder(Content content, Seat seat) {
        return switch (seat) {
            case FIRST -> content.order().places().getFirst();
            case LAST -> content.order().places().getLast();
            case EXTRA -> content.order().extra();
        };
    }

    private boolean isColluder(int delegate) {
        return delegate < colluders;
    }

    private Hash draw() {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
