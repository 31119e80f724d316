package org.banyan.simulation.check;

import java.util.Map;
import java.util.TreeMap;

/** {@value #NAME}: no honest node takes a block in which its liar broke a rule, under a genuine seal as it may be. */
public final class Condemned {
    public static final String NAME = "condemned";

    private final Findings findings;
    private final Map<String, String> broken = new TreeMap<>();

    public Condemned(Findings findings) {
        this.findings = findings;
    }

    /** A liar made this block, and what is wrong with it. */
    public void made(String block, String wrong) {
        broken.put(block, wrong);
    }

    public void stored(String node, String block) {
        String wrong = broken.get(block);
        if (wrong != null) {
            findings.report(NAME, node + " takes block " + block + ", in which a liar put " + wrong);
        }
    }
}
