package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.VoteSignature;

/** Joins precommits of one round into a certificate: every node may, it takes no key. FIN-19. */
final class Precommits {
    private Precommits() {}

    static Optional<AgentEffect> join(Tip block, Electorate electorate, List<FinalityVote> votes) {
        Map<VoteData, List<VoteSignature>> precommits = new TreeMap<>(Comparator.comparingLong(VoteData::round));
        for (FinalityVote vote : votes) {
            if (vote.data().phase() == Phase.PRECOMMIT) {
                precommits
                        .computeIfAbsent(vote.data(), data -> new ArrayList<>())
                        .add(vote.vote());
            }
        }
        for (Map.Entry<VoteData, List<VoteSignature>> round : precommits.entrySet()) {
            Certificate ballot = electorate.ballot(block.header().height(), block.id(), round.getKey());
            Optional<Certificate> certificate = electorate.quorum().assemble(ballot, round.getValue());
            if (certificate.isPresent()) {
                return Optional.of(
                        new AgentEffect.AddWitness(block.id(), QuorumWitness.certificate(certificate.get())));
            }
        }
        return Optional.empty();
    }
}
