package org.banyan.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.banyan.core.proof.ProofMaker;
import org.banyan.crosschain.ChainAccess;
import org.banyan.crosschain.ComposedProofs;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.proof.ProofVerifier;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ErrorReason;

/** Leads proofs on to a block of another chain that this node runs. */
final class ProofTargets {
    private final HostedChains chains;
    private final Function<RunningChain, ChainAccess> access;

    ProofTargets(HostedChains chains, Function<RunningChain, ChainAccess> access) {
        this.chains = chains;
        this.access = access;
    }

    /** @param chain of the block that the proof ends in */
    record Led(Proof proof, ChainReader chain, BlockId trusted, Height height) {
        BlockReference block() {
            return chain.reference(trusted, height);
        }
    }

    /**
     * @param target name or id; empty for the chain itself
     * @throws ApiFailure CHAIN_UNKNOWN, CHAIN_UNCONNECTED, or PROOF_NOT_READY while a chain on the way lags behind
     */
    Led lead(ChainReader source, ProofMaker.Made made, String target) {
        ChainReader end = target.isEmpty() ? source : chains.find(target);
        ChainId from = source.chain().chainId();
        ChainId to = end.chain().chainId();
        if (from.equals(to)) {
            return new Led(made.proof(), source, made.trusted(), made.height());
        }
        HashFunction hash = source.chain().rules().suite().hash();
        List<ChainAccess> tree = chains.all().stream()
                .filter(chain -> !chain.isStopped())
                .map(access)
                .toList();
        return switch (new ComposedProofs(hash, tree).lead(made.proof(), from, made.height(), to)) {
            case ComposedProofs.Result.Composed composed -> checked(hash, from, composed, end);
            case ComposedProofs.Result.Unconnected none ->
                throw new ApiFailure(
                        ErrorReason.ERROR_REASON_CHAIN_UNCONNECTED,
                        "no edges lead from chain " + source.chain().name() + " to chain "
                                + end.chain().name(),
                        Map.of(
                                "chain",
                                source.chain().name(),
                                "target",
                                end.chain().name()));
            case ComposedProofs.Result.NotFollowed lag -> throw notFollowed(lag, made.height());
        };
    }

    /** A composed proof that does not hold would be a defect, and is better found here than by who relies on it. */
    private static Led checked(
            HashFunction hash, ChainId chain, ComposedProofs.Result.Composed composed, ChainReader end) {
        if (new ProofVerifier(hash, chain).verify(composed.proof(), composed.trusted())
                instanceof ProofResult.Rejected rejected) {
            throw new IllegalStateException("a proof of chain " + chain + " led to block " + composed.height()
                    + " of chain " + end.chain().name() + " does not hold: " + rejected);
        }
        return new Led(composed.proof(), end, composed.trusted(), composed.height());
    }

    private ApiFailure notFollowed(ComposedProofs.Result.NotFollowed lag, Height at) {
        String chain = name(lag.chain());
        String follower = name(lag.follower());
        return new ApiFailure(
                ErrorReason.ERROR_REASON_PROOF_NOT_READY,
                "chain " + follower + " has not followed chain " + chain + " to height " + lag.height() + " yet",
                Map.of(
                        "chain",
                        chain,
                        "follower",
                        follower,
                        "height",
                        lag.height().toString(),
                        "at",
                        at.toString()));
    }

    private String name(ChainId chain) {
        return chains.find(chain).map(reader -> reader.chain().name()).orElseGet(chain::toString);
    }
}
