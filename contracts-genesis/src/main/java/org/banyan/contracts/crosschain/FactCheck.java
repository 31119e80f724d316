package org.banyan.contracts.crosschain;

import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.block.Header;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.ProvenFact;
import org.banyan.types.receipt.Receipt;

/**
 * Checks proofs against the headers that this chain has followed. Which block to trust comes from the contract's own state alone (RELIABILITY.md 5, 9): the
 * proof only says where to look.
 */
final class FactCheck {
    private FactCheck() {}

    static VerifyFactReply verify(CrosschainContext context, ChainId chain, Bytes bytes) {
        Proof proof = upToFollowed(context, Decoding.of(context, "proof", Proof.CODEC, bytes));
        Header last = header(context, proof.steps());
        FollowedHeader followed = context.state()
                .followed(last.chainId().hash(), last.height().value())
                .require(
                        CrosschainFailure.NOT_FOLLOWED,
                        "the proof leads to the block at height " + last.height() + " of chain " + last.chainId()
                                + ", which this chain has not followed or no longer keeps; ask for a new proof");
        return switch (context.context().chains().prove(proof, chain, new BlockId(followed.blockId()))) {
            case ProofResult.Rejected rejected ->
                throw context.fail(CrosschainFailure.PROOF_REFUSED, rejected.toString());
            case ProofResult.Proven proven -> reply(chain, proven.fact());
        };
    }

    /** Without the steps that lead on to blocks of this chain itself: a proof for people ends there, and this contract knows its own chain. */
    private static Proof upToFollowed(CrosschainContext context, Proof proof) {
        List<ProofStep> steps = proof.steps();
        while (steps.size() > 2
                && header(context, steps).chainId().equals(context.context().chainId())) {
            steps = steps.subList(0, steps.size() - 2);
        }
        return new Proof(steps);
    }

    private static Header header(CrosschainContext context, List<ProofStep> steps) {
        if (steps.isEmpty() || !(steps.getLast() instanceof ProofStep.HeaderOfBlock step)) {
            throw context.fail(CrosschainFailure.MALFORMED, "a proof ends in a header");
        }
        return Decoding.of(context, "last header of the proof", Header.CODEC, step.header());
    }

    private static VerifyFactReply reply(ChainId chain, ProvenFact fact) {
        return switch (fact) {
            case ProvenFact.TransactionIncluded included ->
                reply(
                        chain,
                        included.header(),
                        Optional.of(new TransactionFact(included.transaction().hash(), included.authorizationsHash())),
                        Optional.empty(),
                        Bytes.EMPTY);
            case ProvenFact.ReceiptIncluded included ->
                reply(
                        chain,
                        included.header(),
                        Optional.empty(),
                        Optional.empty(),
                        Receipt.CODEC.encode(included.receipt()));
            case ProvenFact.StateKnown known ->
                reply(
                        chain,
                        known.header(),
                        Optional.empty(),
                        Optional.of(new StateFact(
                                known.contract(),
                                known.key(),
                                known.value().isPresent(),
                                known.value().orElse(Bytes.EMPTY))),
                        Bytes.EMPTY);
            case ProvenFact.HeaderKnown known ->
                reply(chain, known.header(), Optional.empty(), Optional.empty(), Bytes.EMPTY);
            case ProvenFact.BlockIncluded included ->
                // The block's own time is not in the proof.
                new VerifyFactReply(
                        chain.hash(), included.height().value(), 0, Optional.empty(), Optional.empty(), Bytes.EMPTY);
        };
    }

    private static VerifyFactReply reply(
            ChainId chain,
            Header header,
            Optional<TransactionFact> transaction,
            Optional<StateFact> state,
            Bytes receipt) {
        return new VerifyFactReply(
                chain.hash(), header.height().value(), header.time().millis(), transaction, state, receipt);
    }
}
