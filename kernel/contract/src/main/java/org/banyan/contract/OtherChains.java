package org.banyan.contract;

import java.util.List;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
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

    /**
     * One step of a light client.
     *
     * @param lightClient id of the followed chain's consensus
     * @param latest where it stands, from the contract's own state
     */
    Followed follow(String lightClient, Checkpoint latest, CertifiedHeader next);

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
