package org.banyan.simulation.liar;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.SignRequest;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Header;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;
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

    /** The position at which a sound agent would have asked for the seal of this block. */
    default SignRequest seal(Header header, BlockId block, long slot) {
        return new SignRequest(SignatureType.BLOCK, slot, 0, block, block.hash());
    }

    /** What else it may say to other agents about {@code block}: signed by {@code signer}, and contradicting each other. */
    default List<Bytes> messages(
            Signer signer, ForkChoice.Tip block, ConsensusState parentState, SplittableRandom random) {
        return List.of();
    }

    /** Entries that claim {@code block} is certified, which it is not by them. */
    default List<WitnessEntry> falseCertificates(Signer signer, ForkChoice.Tip block, ConsensusState parentState) {
        return List.of();
    }

    /**
     * The plug-in's own part of a header, with evidence against the producer of {@code sound}: both headers are of one position, and the seal of the other one is
     * {@code signer}'s. Empty where headers carry no evidence, or when it would be true.
     */
    default Optional<Bytes> accusing(
            Signer signer, Bytes data, Header sound, Bytes sealOfSound, Header other, Bytes sealOfOther) {
        return Optional.empty();
    }

    /** The plug-in's own part of a header, spoiled: what is withheld or false in it is the kit's choice. */
    default Bytes spoiled(Bytes data, SplittableRandom random) {
        return data;
    }
}
