package org.banyan.core.snapshot;

import org.banyan.types.RuleId;
import org.banyan.types.Verdict;

/** Why a snapshot is not taken. Numbers are stable and never used again. Rules: {@code docs/spec/snapshot.md}. */
public enum SnapshotRule {
    /** SNAP-1: the manifest has its form and is that of this chain. */
    MANIFEST(1),
    /** SNAP-2: a light client from genesis comes to a certified header that is the snapshot's block or has it among its ancestors. */
    TRAIL(2),
    /** SNAP-3: a chunk is the one that the manifest names. */
    CHUNK(3),
    /** SNAP-4: chunks have their form and come in their order, with as much as the manifest says. */
    ORDER(4),
    /** SNAP-5: block ids lead to the header's history root and reach back as far as evidence counts. */
    HISTORY(5),
    /** SNAP-6: recent blocks continue each other up to the snapshot's block, and what is said of their bodies leads to their body roots. */
    BLOCKS(6),
    /** SNAP-7: consensus states are those that the headers commit to. */
    CONSENSUS(7),
    /** SNAP-8: the values lead to the header's state root. */
    STATE(8),
    /** SNAP-9: what the trail begins with is young enough to be trusted, or a checkpoint of the operator's is on the way. */
    TRUST(9);

    private final RuleId id;

    SnapshotRule(int number) {
        this.id = new RuleId("SNAP-" + number);
    }

    public RuleId id() {
        return id;
    }

    Verdict.Rejected because(String reason) {
        return new Verdict.Rejected(id, reason);
    }
}
