package org.banyan.simulation.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@value #NAME}: no honest producer is ever convicted (RS3), and who sealed two blocks at one position in front of a node that nothing disturbs is convicted
 * by the chain. For consensus plug-ins whose headers carry evidence.
 */
public final class Accusations {
    public static final String NAME = "evidence";

    private final Findings findings;
    private final Set<Integer> liars;
    private final Set<Integer> convicted = new TreeSet<>();
    private final Set<Integer> caught = new TreeSet<>();
    private final Map<String, String> seals = new TreeMap<>();
    private long watchUntilMillis;

    /** @param liars positions of producers that may be convicted */
    public Accusations(Findings findings, Set<Integer> liars) {
        this.findings = findings;
        this.liars = new TreeSet<>(liars);
    }

    /** From now until then nothing disturbs the nodes: what they see they have to bring to judgement. */
    public void watch(long untilMillis) {
        watchUntilMillis = untilMillis;
    }

    /** A node took a block that its producer sealed at a position, such as a slot. */
    public void sealed(String node, int producer, String position, String block, long nowMillis) {
        if (nowMillis < watchUntilMillis && liars.contains(producer)) {
            String earlier = seals.putIfAbsent(node + " " + producer + " " + position, block);
            if (earlier != null && !earlier.equals(block)) {
                caught.add(producer);
            }
        }
    }

    /** A block convicts a producer. */
    public void convicted(int producer, String block) {
        convicted.add(producer);
        if (!liars.contains(producer)) {
            findings.report(NAME, "block " + block + " convicts producer " + producer + ", which never lied");
        }
    }

    /** Long after {@link #watch} ended. */
    public void check() {
        for (int producer : caught) {
            if (!convicted.contains(producer)) {
                findings.report(
                        NAME,
                        "producer " + producer
                                + " sealed two blocks at one position, an undisturbed node took both, and"
                                + " no block convicts it");
            }
        }
    }

    /** Producers that were convicted. */
    public int convicts() {
        return convicted.size();
    }
}
