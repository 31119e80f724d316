package org.banyan.simulation.liar;

import java.util.List;
import java.util.SplittableRandom;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.types.Bytes;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.Signer;

/** What a liar has to know of a consensus: how to vote for anything at any time. A kit brings one; nothing it makes goes through a sign guard. */
public interface Forger {
    /** Knows nothing to forge. */
    Forger NONE = (signer, block, parentState, random) -> List.of();

    /**
     * Genuine votes of {@code signer} for {@code block}, such as in some phase of some round; empty when it has no vote there.
     *
     * @param parentState the state after the parent of {@code block}
     */
    List<WitnessEntry> votes(Signer signer, ForkChoice.Tip block, ConsensusState parentState, SplittableRandom random);

    /** Entries that claim {@code block} is certified, which it is not by them. */
    default List<WitnessEntry> falseCertificates(Signer signer, ForkChoice.Tip block, ConsensusState parentState) {
        return List.of();
    }

    /** The plug-in's own part of a header, spoiled: what is withheld or false in it is the kit's choice. */
    default Bytes spoiled(Bytes data, SplittableRandom random) {
        return data;
    }
}
