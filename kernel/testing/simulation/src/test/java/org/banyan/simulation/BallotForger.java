package org.banyan.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.simulation.liar.Forger;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Producer;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** Votes where each block has one ballot without data: authority. */
record BallotForger(CryptoSuite suite) implements Forger {
    @Override
    public List<WitnessEntry> votes(
            Signer signer, ForkChoice.Tip block, ConsensusState parentState, SplittableRandom random) {
        return vote(signer, block, parentState).map(QuorumWitness::vote).stream()
                .toList();
    }

    /** One vote and no more. */
    @Override
    public List<WitnessEntry> falseCertificates(Signer signer, ForkChoice.Tip block, ConsensusState parentState) {
        Certificate ballot = ballot(block, parentState);
        return vote(signer, block, parentState)
                .map(vote -> QuorumWitness.certificate(new Certificate(
                        ballot.chainId(),
                        ballot.height(),
                        ballot.block(),
                        ballot.producerSet(),
                        ballot.data(),
                        List.of(vote))))
                .stream()
                .toList();
    }

    private Optional<VoteSignature> vote(Signer signer, ForkChoice.Tip block, ConsensusState parentState) {
        List<Producer> set = parentState.producers().producers();
        for (int i = 0; i < set.size(); i++) {
            if (set.get(i).key().equals(signer.publicKey())) {
                Hash object = quorum(block, parentState).object(ballot(block, parentState));
                Hash message = suite.signingHash(block.header().chainId(), SignatureType.VOTE, object);
                return Optional.of(new VoteSignature(i, signer.sign(message)));
            }
        }
        return Optional.empty();
    }

    private Certificate ballot(ForkChoice.Tip block, ConsensusState parentState) {
        return quorum(block, parentState).ballot(block.header().height(), block.id(), Bytes.EMPTY);
    }

    private Quorum quorum(ForkChoice.Tip block, ConsensusState parentState) {
        return new Quorum(block.header().chainId(), parentState.producers(), suite);
    }
}
