package org.banyan.sdk.proof;

import org.banyan.types.BlockId;
import org.banyan.types.Height;

/** Outcome of checking a proof file. */
public sealed interface ProofCheck {
    /**
     * The claim is true of its chain, if {@code block} is a block of the chain that the file names for it. Whether that block is to be trusted is not for a
     * proof to say.
     */
    record Valid(Claim claim, BlockId block, Height height) implements ProofCheck {}

    /**
     * @param rule stable id of the rule that was broken, such as {@code PROOF-9}
     * @param reason which step, what was found, what was expected
     */
    record Invalid(String rule, String reason) implements ProofCheck {}
}
