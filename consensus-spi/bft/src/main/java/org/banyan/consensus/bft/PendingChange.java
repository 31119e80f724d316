package org.banyan.consensus.bft;

import java.util.Optional;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CodecException;

/** The one approved change of the producers that the operator handed in, carried by this node's blocks until it is in force. */
final class PendingChange {
    private Optional<SetChange> pending = Optional.empty();

    /** @return the answer for the operator's log */
    String offer(Bytes encoded, Optional<Tip> finalBlock) {
        if (finalBlock.isEmpty()) {
            return "the change of the producers was not taken: there is no final block yet; try again";
        }
        SetChange change;
        try {
            change = SetChange.CODEC.decode(encoded);
        } catch (CodecException malformed) {
            return "the change of the producers was not taken: " + malformed.getMessage();
        }
        Verdict verdict = check(change, finalBlock.get());
        if (!verdict.isAccepted()) {
            return "the change of the producers was not taken: " + verdict;
        }
        pending = Optional.of(change);
        return "the next block of this node carries the change to "
                + change.next().size() + " producers";
    }

    /** A change whose set reigns already, or that another one overtook, is done with. */
    void onFinal(Tip finalBlock) {
        Height since = ((BftState) finalBlock.state()).since();
        pending = pending.filter(change -> change.since().equals(since));
    }

    boolean waits() {
        return pending.isPresent();
    }

    /** For a block on {@code parent}. */
    Optional<SetChange> on(Tip parent) {
        return pending.filter(change -> check(change, parent).isAccepted());
    }

    private static Verdict check(SetChange change, Tip parent) {
        return ((BftState) parent.state()).checkChange(parent.header().height().next(), change);
    }
}
