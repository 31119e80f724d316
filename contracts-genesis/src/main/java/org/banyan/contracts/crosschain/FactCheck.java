package org.banyan.contracts.crosschain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
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
    /** A chain is believed about itself; a child about chains below it; a parent about the rest of the tree. */
    private static final RuleId HEARSAY = new RuleId("CROSS-6");

    private final CrosschainContext context;
    private final ChainId chain;

    private FactCheck(CrosschainContext context, ChainId chain) {
        this.context = context;
        this.chain = chain;
    }

    static VerifyFactReply verify(CrosschainContext context, ChainId chain, Bytes bytes) {
        return new FactCheck(context, chain).verify(Decoding.of(context, "proof", Proof.CODEC, bytes));
    }

    private VerifyFactReply verify(Proof whole) {
        Proof proof = upToFollowed(whole);
        List<Header> way = headers(proof);
        Header last = way.getLast();
        FollowedEdge edge = new FollowedEdge(context, last.chainId().hash());
        edge.requireNotFrozen();
        FollowedHeader followed = edge.followedAt(last.height().value())
                .orElseThrow(() -> context.fail(
                        CrosschainFailure.NOT_FOLLOWED,
                        "the proof leads to the block at height " + last.height() + " of chain " + last.chainId()
                                + ", which this chain has not followed or no longer keeps; ask for a new proof"));
        requireBelieved(proof, last.chainId());
        return switch (context.context().chains().prove(proof, chain, new BlockId(followed.blockId()))) {
            case ProofResult.Rejected rejected ->
                throw context.fail(CrosschainFailure.PROOF_REFUSED, Refusals.text(rejected.rule(), rejected.reason()));
            case ProofResult.Proven proven -> reply(proven.fact(), via(way));
        };
    }

    /** Without the steps that lead on to blocks of this chain itself: a proof for people ends there, and this contract knows its own chain. */
    private Proof upToFollowed(Proof proof) {
        List<ProofStep> steps = proof.steps();
        while (steps.size() > 2 && isOwn(lastHeader(steps).chainId())) {
            steps = steps.subList(0, steps.size() - 2);
        }
        return new Proof(steps);
    }

    private Header lastHeader(List<ProofStep> steps) {
        if (steps.isEmpty() || !(steps.getLast() instanceof ProofStep.HeaderOfBlock step)) {
            throw context.fail(CrosschainFailure.MALFORMED, "a proof ends in a header");
        }
        return decoded(step);
    }

    private Header decoded(ProofStep.HeaderOfBlock step) {
        return Decoding.of(context, "header in the proof", Header.CODEC, step.header());
    }

    private List<Header> headers(Proof proof) {
        lastHeader(proof.steps());
        List<Header> headers = new ArrayList<>();
        for (ProofStep step : proof.steps()) {
            if (step instanceof ProofStep.HeaderOfBlock header) {
                headers.add(decoded(header));
            }
        }
        return headers;
    }

    private boolean isOwn(ChainId one) {
        return one.equals(context.context().chainId());
    }

    /** So that a child whose producers lie can forge nothing about this chain, its parents or its other children. */
    private void requireBelieved(Proof proof, ChainId witness) {
        boolean known = isOwn(chain)
                || context.state().child(chain.hash()).isPresent()
                || ChainEdges.parent(context, chain.hash()).isPresent();
        if (known && !chain.equals(witness)) {
            throw hearsay("chain " + witness + " is not believed about chain " + chain
                    + ", which this chain is or follows itself; end the proof in a header of that chain");
        }
        boolean downwards = proof.steps().stream().anyMatch(step -> step instanceof ProofStep.HeaderInParent);
        if (downwards && context.state().child(witness.hash()).isPresent()) {
            throw hearsay(
                    "chain " + witness
                            + " is a child of this one and not believed about chains above it; lead the proof through their parent");
        }
    }

    private RuntimeException hearsay(String reason) {
        return context.fail(CrosschainFailure.PROOF_REFUSED, Refusals.text(HEARSAY, reason));
    }

    private static List<Hash> via(List<Header> way) {
        List<Hash> chains = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            if (!way.get(i).chainId().equals(way.get(i - 1).chainId())) {
                chains.add(way.get(i).chainId().hash());
            }
        }
        return chains;
    }

    private VerifyFactReply reply(ProvenFact fact, List<Hash> via) {
        return switch (fact) {
            case ProvenFact.TransactionIncluded included ->
                reply(
                        included.header(),
                        Optional.of(new TransactionFact(included.transaction().hash(), included.authorizationsHash())),
                        Optional.empty(),
                        Bytes.EMPTY,
                        via);
            case ProvenFact.ReceiptIncluded included ->
                reply(
                        included.header(),
                        Optional.empty(),
                        Optional.empty(),
                        Receipt.CODEC.encode(included.receipt()),
                        via);
            case ProvenFact.StateKnown known ->
                reply(
                        known.header(),
                        Optional.empty(),
                        Optional.of(new StateFact(
                                known.contract(),
                                known.key(),
                                known.value().isPresent(),
                                known.value().orElse(Bytes.EMPTY))),
                        Bytes.EMPTY,
                        via);
            case ProvenFact.HeaderKnown known ->
                reply(known.header(), Optional.empty(), Optional.empty(), Bytes.EMPTY, via);
            case ProvenFact.BlockIncluded included ->
                // The block's own time is not in the proof.
                new VerifyFactReply(
                        chain.hash(),
                        included.height().value(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Bytes.EMPTY,
                        included.block().hash(),
                        via);
        };
    }

    private VerifyFactReply reply(
            Header header,
            Optional<TransactionFact> transaction,
            Optional<StateFact> state,
            Bytes receipt,
            List<Hash> via) {
        return new VerifyFactReply(
                chain.hash(),
                header.height().value(),
                header.time().millis(),
                transaction,
                state,
                receipt,
                context.context().chains().idOf(header).hash(),
                via);
    }
}
