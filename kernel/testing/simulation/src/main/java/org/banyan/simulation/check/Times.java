package org.banyan.simulation.check;

import java.util.Map;
import java.util.TreeMap;
import org.banyan.types.Bytes;

/**
 * {@value #NAME}: the time in each block that an honest node took is the start of a slot, later than its parent's, and not further ahead of the true time than
 * that node's clock may be wrong and a block may be early.
 */
public final class Times {
    public static final String NAME = "times";

    private final Findings findings;
    private final Rules rules;
    private final Map<String, Long> known = new TreeMap<>();

    /**
     * @param slotMillis all times are whole slots after genesis
     * @param aheadMillisMax how far ahead of the true time a block may be taken
     */
    public record Rules(long genesisMillis, long slotMillis, long aheadMillisMax) {}

    public Times(Findings findings, Rules rules) {
        this.findings = findings;
        this.rules = rules;
    }

    /** A node took the block at this true time. */
    public void stored(String node, String id, Bytes bytes, long nowMillis) {
        RawBlock block = RawBlock.of(bytes.toArray());
        long time = block.timeMillis();
        if (time > nowMillis + rules.aheadMillisMax()) {
            findings.report(
                    NAME,
                    node + " takes block " + id + " at height " + block.height() + " "
                            + (time - nowMillis) + " ms before its time, " + rules.aheadMillisMax()
                            + " ms at most are explained by clocks");
        }
        if (known.putIfAbsent(id, time) != null) {
            return;
        }
        if ((time - rules.genesisMillis()) % rules.slotMillis() != 0) {
            findings.report(
                    NAME,
                    node + " takes block " + id + " at height " + block.height() + ", whose time " + time
                            + " is not the start of a slot of " + rules.slotMillis() + " ms");
        }
        Long parent = known.get(block.parent());
        if (parent != null && parent >= time) {
            findings.report(
                    NAME,
                    node + " takes block " + id + " at height " + block.height() + ", whose time " + time
                            + " is not after its parent's " + parent);
        }
    }
}
