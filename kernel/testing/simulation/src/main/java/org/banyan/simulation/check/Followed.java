package org.banyan.simulation.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@value #NAME}: each header of another chain that a final block brings in is that of a block which is final there (RC1). */
public final class Followed {
    public static final String NAME = "followed";

    private final Findings findings;
    private final Blocks blocks;
    private final String otherChain;
    private final FinalBlocks other;
    private long height;

    /**
     * @param blocks of the chain that follows
     * @param otherChain id of the chain that is followed, hexadecimal
     */
    public Followed(Findings findings, Blocks blocks, String otherChain, FinalBlocks other) {
        this.findings = findings;
        this.blocks = blocks;
        this.otherChain = otherChain;
        this.other = other;
    }

    /** A block of the following chain is final. */
    public void finalized(String id) {
        List<byte[]> inherents = blocks.find(id).map(RawBlock::inherents).orElse(List.of());
        for (byte[] inherent : inherents) {
            RawMessage read = new RawMessage(inherent);
            String kind = new String(read.bytes(1), StandardCharsets.UTF_8);
            if (kind.startsWith("crosschain.")) {
                byte[] header = new RawMessage(read.message(2).bytes(1)).bytes(1);
                check(id, header);
            }
        }
    }

    private void check(String id, byte[] header) {
        RawMessage read = new RawMessage(header);
        if (!Digest.hex(read.bytes(2)).equals(otherChain)) {
            return;
        }
        String followed = Digest.hex(Digest.hash(Digest.HEADER, header));
        long at = read.number(3);
        if (!other.at(at).equals(Optional.of(followed))) {
            findings.report(
                    NAME,
                    "final block " + id + " follows block " + followed + " at height " + at
                            + " of another chain, where " + other.at(at) + " is final");
        }
        if (at <= height) {
            findings.report(
                    NAME, "final block " + id + " follows height " + at + " after height " + height + " was followed");
        }
        height = Math.max(height, at);
    }

    /** Highest height that was followed. */
    public long height() {
        return height;
    }
}
