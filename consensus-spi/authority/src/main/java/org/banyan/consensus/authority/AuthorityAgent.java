package org.banyan.consensus.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.Bytes;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;

/**
 * One node of an authority chain: produces in its slots, votes, and joins votes into certificates.
 *
 * <p>Confined to one lane.
 */
final class AuthorityAgent implements ConsensusAgent {
    private final Proposer proposer;
    private final Voter voter;
    private final Optional<Impostor> impostor;

    AuthorityAgent(AuthorityChain chain, AgentSetup setup) {
        this.proposer = new Proposer(chain, setup);
        this.voter = new Voter(chain, setup);
        this.impostor = setup.producer().map(key -> new Impostor(chain, key));
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        return switch (event) {
            case AgentEvent.HeadChanged changed -> onHead(changed, blocks);
            case AgentEvent.TimerFired fired -> proposer.onTimer(fired);
            case AgentEvent.BlockBuilt built -> proposer.onBuilt(built);
            case AgentEvent.BuildFailed failed -> proposer.onBuildFailed(failed);
            case AgentEvent.Signed signed ->
                signed.request().type() == SignatureType.BLOCK
                        ? proposer.onSigned(signed)
                        : voter.onSigned(signed, blocks);
            case AgentEvent.SignRefused refused ->
                refused.request().type() == SignatureType.BLOCK
                        ? proposer.onRefused(refused)
                        : voter.onRefused(refused);
            case AgentEvent.WitnessGrew grew -> onWitness(grew);
            case AgentEvent.BlockAdded added -> List.of();
            case AgentEvent.WorkArrived arrived -> List.of();
            case AgentEvent.Received received -> List.of();
            case AgentEvent.Instructed instructed -> proposer.onInstruction(instructed);
        };
    }

    private List<AgentEffect> onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks) {
        impostor.flatMap(watch -> watch.onHead(changed, blocks, proposer)).ifPresent(this::stop);
        List<AgentEffect> effects = new ArrayList<>(voter.onHead(changed, blocks));
        effects.addAll(proposer.onHead(changed));
        return effects;
    }

    private List<AgentEffect> onWitness(AgentEvent.WitnessGrew grew) {
        Optional<String> stranger = impostor.flatMap(watch -> watch.onWitness(grew, voter));
        stranger.ifPresent(this::stop);
        List<AgentEffect> effects = new ArrayList<>(certify(grew));
        if (stranger.isPresent()) {
            effects.addAll(proposer.explain());
        }
        return effects;
    }

    /** Signs nothing until a restart. */
    private void stop(String why) {
        proposer.stop(why);
        voter.stop();
    }

    /** Every node may join votes: a certificate needs no key. */
    private static List<AgentEffect> certify(AgentEvent.WitnessGrew grew) {
        if (!grew.witness().payloads(WitnessEntry.CERTIFICATE).isEmpty()) {
            return List.of();
        }
        Quorum quorum = ((AuthorityState) grew.parentState()).quorum();
        Certificate ballot =
                quorum.ballot(grew.block().header().height(), grew.block().id(), Bytes.EMPTY);
        List<VoteSignature> votes = grew.witness().payloads(WitnessEntry.VOTE).stream()
                .map(VoteSignature.CODEC::decode)
                .toList();
        Optional<Certificate> certificate = quorum.assemble(ballot, votes);
        return certificate
                .<List<AgentEffect>>map(enough ->
                        List.of(new AgentEffect.AddWitness(grew.block().id(), QuorumWitness.certificate(enough))))
                .orElse(List.of());
    }
}
