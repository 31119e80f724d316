package org.banyan.core.snapshot;

import java.util.Optional;
import org.banyan.consensus.TimedLightClient;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Header;

/**
 * What whoever takes a snapshot relies on. Producers whose deposits are free again may sell their keys, and then a trail from an old genesis proves nothing: the
 * operator names a recent block that somebody believed has shown. Rule SNAP-9.
 *
 * @param now by the clock of who takes it
 * @param block that must be among the snapshot's block ids
 */
public record SnapshotTrust(Timestamp now, Optional<NamedBlock> block) {
    /** A block that an operator names. */
    public record NamedBlock(Height height, BlockId id) {}

    /** Whether the snapshot may be taken on a trail from genesis. */
    public Verdict check(Header genesis) {
        boolean young = now.compareTo(genesis.time().plusMillis(TimedLightClient.TRUST_MILLIS)) <= 0;
        return young || block.isPresent()
                ? Verdict.ACCEPTED
                : SnapshotRule.TRUST.because("the chain's genesis is of " + genesis.time() + ", more than "
                        + TimedLightClient.TRUST_MILLIS / 86_400_000
                        + " days ago: name a final block of the last days that"
                        + " somebody you trust has shown you, as HEIGHT@ID");
    }

    Optional<Verdict.Rejected> checkId(Height height, BlockId id) {
        return block.filter(
                        named -> named.height().equals(height) && !named.id().equals(id))
                .map(named -> SnapshotRule.TRUST.because("the snapshot has block " + id + " at height " + height
                        + ", the block named as trusted there is " + named.id()));
    }

    Optional<Verdict.Rejected> checkRange(Height from, Height to) {
        return block.filter(named ->
                        named.height().compareTo(from) < 0 || named.height().compareTo(to) > 0)
                .map(named -> SnapshotRule.TRUST.because("the block named as trusted is at height " + named.height()
                        + ", the snapshot has the ids of heights " + from + " to " + to));
    }
}
