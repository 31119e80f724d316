package org.banyan.simulation.check;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.Bytes;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/** {@value #NAME}: no key seals two blocks of one slot or votes for two blocks of one height, over all nodes and disks (RS5). */
public final class Journal {
    public static final String NAME = "journal";

    private final Findings findings;
    private final Map<Long, String> seals = new TreeMap<>();
    private final Map<Vote, String> votes = new TreeMap<>();
    private final Map<Integer, Vote> newest = new TreeMap<>();

    private record Vote(long height, int position) implements Comparable<Vote> {
        @Override
        public int compareTo(Vote other) {
            int order = Long.compare(height, other.height);
            return order != 0 ? order : Integer.compare(position, other.position);
        }
    }

    public Journal(Findings findings) {
        this.findings = findings;
    }

    /** A sealed block: its time is its slot, and one producer owns that. */
    public void sealed(String block, Bytes bytes) {
        long timeMillis = RawBlock.of(bytes.toArray()).timeMillis();
        String earlier = seals.putIfAbsent(timeMillis, block);
        if (earlier != null && !earlier.equals(block)) {
            findings.report(
                    NAME,
                    "the producer of the slot at " + timeMillis + " sealed two blocks for it: " + earlier + " and "
                            + block);
        }
    }

    /** Votes that stand beside a block. */
    public void voted(String block, long height, Witness witness) {
        for (WitnessEntry entry : witness.entries()) {
            if (entry.kind().equals("vote")) {
                int position = (int) new RawMessage(entry.payload().toArray()).number(1);
                Vote vote = new Vote(height, position);
                String earlier = votes.putIfAbsent(vote, block);
                if (earlier != null && !earlier.equals(block)) {
                    findings.report(
                            NAME,
                            "producer " + position + " votes twice at height " + height + ": for " + earlier
                                    + " and for " + block);
                }
                newest.merge(position, vote, (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }
    }

    /** The block that a producer voted for last, as far as its votes left it. */
    public Optional<String> lastVote(int position) {
        return Optional.ofNullable(newest.get(position)).map(votes::get);
    }
}
