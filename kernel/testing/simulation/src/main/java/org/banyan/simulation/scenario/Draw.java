package org.banyan.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.core.pool.PoolLimits;
import org.banyan.simulation.liar.Lie;
import org.banyan.simulation.network.Weather;
import org.banyan.testkit.world.Entropy;

/**
 * The configuration that a seed draws: one of a swarm, because a run with every fault at once hides what a run with two of them shows.
 *
 * @param slots length of phase A, in slots
 * @param faultMillis mean time between two faults
 * @param clientMillis mean time between two transactions of all clients together
 * @param clockMillisMax clocks are set at most this far beside the true time
 * @param realCryptography real signatures instead of stubs
 * @param child whether a second chain follows this one and is followed by it
 * @param liars producers that lie; more than {@link #faulty} in a few runs
 * @param lies what they do
 * @param seats producers that serve at one time; where there are more nodes, others serve from time to time
 */
public record Draw(
        int nodes,
        long slotMillis,
        int slots,
        Weather weather,
        List<FaultKind> faults,
        long faultMillis,
        int clients,
        long clientMillis,
        long clockMillisMax,
        long driftPpmMax,
        PoolLimits pool,
        boolean realCryptography,
        boolean child,
        int liars,
        List<Lie> lies,
        int seats) {
    /** Networks above this size run shorter. */
    private static final int LARGE = 7;

    private static final int LYING_PERCENT = 50;
    private static final PoolLimits TINY_POOL = new PoolLimits(12, 16 << 10, 4);

    public Draw {
        faults = List.copyOf(faults);
        lies = List.copyOf(lies);
    }

    public static Draw of(long seed) {
        SplittableRandom random = new Entropy(seed).stream("draw");
        boolean realCryptography = random.nextInt(50) == 0;
        return of(random, realCryptography, !realCryptography && random.nextInt(6) == 0);
    }

    /** A chain and its child, whatever the seed would draw. */
    public static Draw ofTree(long seed) {
        Draw draw = of(seed);
        return draw.child() ? draw : of(new Entropy(seed).stream("tree"), false, true);
    }

    private static Draw of(SplittableRandom random, boolean realCryptography, boolean child) {
        int nodes = child ? pick(random, 1, 4, 4) : drawNodes(random, realCryptography);
        long slotMillis = pick(random, 500, 1_000, 2_000, 4_000, 4_000, 4_000);
        int slots = 30 + random.nextInt(realCryptography || nodes > LARGE ? 10 : 60);
        Weather weather = new Weather(
                pick(random, 0, 2, 10, random.nextInt(31)),
                pick(random, 5, 50, 150, random.nextInt(401)),
                pick(random, 0, 0, 10, random.nextInt(51)),
                pick(random, 0, 5, 20));
        List<FaultKind> faults = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            if (random.nextInt(100) < 45) {
                faults.add(kind);
            }
        }
        List<Lie> lies = lies(random);
        return new Draw(
                nodes,
                slotMillis,
                slots,
                weather,
                faults,
                slotMillis + random.nextLong(6 * slotMillis),
                2 + random.nextInt(4),
                slotMillis / 8 + random.nextLong(slotMillis),
                pick(random, 0, 100, 500, 2_000),
                pick(random, 0, 20, 200),
                random.nextInt(3) == 0 ? TINY_POOL : PoolLimits.DEFAULT,
                realCryptography,
                child,
                lies.isEmpty() ? 0 : drawLiars(random, nodes),
                lies,
                nodes);
    }

    /** The same with producers to spare in some of the seeds: then others are elected from time to time. */
    public Draw withElections(long seed) {
        SplittableRandom random = new Entropy(seed).stream("elections");
        boolean elections = nodes > 1 && random.nextInt(3) == 0;
        return elections ? withSpares(1 + random.nextInt(Math.min(3, nodes - 1))) : this;
    }

    /** The same with so many more producers than seats. */
    public Draw withSpares(int spares) {
        return with(seats + spares, seats, liars, lies);
    }

    /** The same with so many producers, of which one lies, and tells this lie alone. */
    public Draw withLiar(int producers, Lie lie) {
        return with(producers, producers, 1, List.of(lie));
    }

    private Draw with(int otherNodes, int otherSeats, int otherLiars, List<Lie> otherLies) {
        return new Draw(
                otherNodes,
                slotMillis,
                slots,
                weather,
                faults,
                faultMillis,
                clients,
                clientMillis,
                clockMillisMax,
                driftPpmMax,
                pool,
                realCryptography,
                child,
                otherLiars,
                otherLies,
                otherSeats);
    }

    /** Whether not always the same producers serve. */
    public boolean setsChange() {
        return seats < nodes;
    }

    /** Mostly 4 or 7; one in 12 is larger, up to 21. */
    private static int drawNodes(SplittableRandom random, boolean realCryptography) {
        if (!realCryptography && random.nextInt(12) == 0) {
            return pick(random, 10, 13, 17, 17, 19, 21);
        }
        return pick(random, 1, 2, 3, 4, 4, 4, 4, 5, 7, 7, 7);
    }

    private static List<Lie> lies(SplittableRandom random) {
        List<Lie> lies = new ArrayList<>();
        if (random.nextInt(100) < LYING_PERCENT) {
            for (Lie lie : Lie.values()) {
                if (random.nextInt(100) < 40) {
                    lies.add(lie);
                }
            }
        }
        return lies;
    }

    /** Up to f; in one run of ten with liars, more. */
    private static int drawLiars(SplittableRandom random, int nodes) {
        int faulty = (nodes - 1) / 3;
        if (nodes >= 4 && random.nextInt(10) == 0) {
            return faulty + 1 + random.nextInt(faulty);
        }
        return faulty == 0 ? 0 : 1 + random.nextInt(faulty);
    }

    private static int pick(SplittableRandom random, int... values) {
        return values[random.nextInt(values.length)];
    }

    /** Producers whose votes certify. */
    public int quorum() {
        return 2 * seats / 3 + 1;
    }

    /** Producers that may be faulty. */
    public int faulty() {
        return (seats - 1) / 3;
    }

    /** Whether more lie than any consensus can bear: then honest nodes must not break their own word, and that is all. */
    public boolean tooManyLie() {
        return liars > faulty();
    }

    /** Virtual time after healing within which finality has to go on (RL2), for a consensus that needs a quorum of slots. */
    public long healingMillis() {
        return 60_000 + 4L * nodes * slotMillis;
    }
}
