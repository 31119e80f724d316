package org.banyan.contract;

import java.util.List;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.specification.ParentChain;

/**
 * What a contract can find out about other chains: it keeps where they stand, the kernel checks what comes next. Every operation is metered, by signatures
 * and hashes. Confined to the call. Source: aelf whitepaper 5.3.4; DESIGN.md 6.
 */
public interface OtherChains {
    /** The chains that index this one, with what this one trusts to start from: from its own specification. */
    List<ParentChain> parents();

    /** Most children that this chain indexes: from its own specification. */
    int childrenMax();

    BlockId idOf(Header header);

    /** What a header commits to. */
    Hash idOf(ProducerSet producers);

    /** Whether a light client of that kind may start from the checkpoint: the chain's collection lists the kind, and the header commits to the set. */
    Verdict mayFollow(String lightClient, Checkpoint from);

    /** Until when a light client that stands at this header may go on: the trust period after the header's time. */
    Timestamp trustedUntil(Header latest);

    /**
     * One step of a light client, at the time of the present block.
     *
     * @param lightClient id of the followed chain's consensus
     * @param latest where it stands, from the contract's own state
     */
    Followed follow(String lightClient, Checkpoint latest, CertifiedHeader next);

    /**
     * Where a light client stands that starts anew from {@code checkpoint}: a certified header that links to nothing before it and brings the set that certified
     * it and certifies its children.
     */
    Followed restart(String lightClient, CertifiedHeader checkpoint);

    /**
     * Whether a quorum certified a history that does not have the followed block.
     *
     * @param judge a header followed before, and the set that certifies its children and signed the other history
     * @param other a certified header of the other history, linked to {@code ancestor}
     * @param height that of {@code followed} and {@code ancestor}
     * @param followed from the contract's own state
     * @param ancestor what the other history has in its place: an ancestor of {@code other}, or that header itself
     */
    Verdict contradicts(
            String lightClient,
            Checkpoint judge,
            CertifiedHeader other,
            Height height,
            BlockId followed,
            BlockId ancestor);

    /**
     * Checks a proof, composed or not, about {@code chain}.
     *
     * @param trusted the block it must end in; it must come from the contract's own state, never from who brings the proof
     */
    ProofResult prove(Proof proof, ChainId chain, BlockId trusted);

    /** Where a light client stands after a step, or why it stays. */
    sealed interface Followed {
        record Moved(Checkpoint latest) implements Followed {}

        record Refused(Verdict.Rejected verdict) implements Followed {}
    }
}
