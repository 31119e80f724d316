package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.Address;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;

/**
 * The voting part of an agent: learns prevote certificates and keeps the head inside the newest one's subtree, votes when it has a key, joins precommits
 * into certificates, and finds votes that contradict each other.
 *
 * <p>A plug-in's agent hands every event to {@link #on} and carries the effects on beside its own; what is not the gadget's business gives none. It is a
 * deterministic state machine, made anew at each start, and confined to one lane. The tips it sees must have {@link VotingState}s.
 */
public final class FinalityGadget {
    /** Name of the gadget's timer; the plug-in's own have other names. */
    public static final String TIMER = "finality-round";

    private final Rounds rounds;
    private final Ballots ballots = new Ballots();
    private final Certificates certificates;
    private final Pace pace;
    private final Offences offences;
    private final Optional<Voter> voter;
    private final Optional<Impostor> impostor;
    private Source newest = Source.NONE;
    private Optional<String> stranger = Optional.empty();
    private Optional<Timestamp> planned = Optional.empty();
    private Optional<AgentEvent.HeadChanged> chain = Optional.empty();
    private long begun;

    public FinalityGadget(Rounds rounds, AgentSetup setup) {
        this(rounds, setup, VotingRule.SOUND);
    }

    FinalityGadget(Rounds rounds, AgentSetup setup, VotingRule rule) {
        this.rounds = rounds;
        this.certificates = new Certificates(rule);
        this.pace = new Pace(rounds.lengthMax());
        this.offences = new Offences();
        this.voter = setup.producer().map(key -> new Voter(rule, key, setup));
        this.impostor = setup.producer().map(Impostor::new);
        this.begun = voter.map(Voter::lastRound).orElse(0L);
    }

    /** @param blocks the fork tree after {@code event} */
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        return switch (event) {
            case AgentEvent.HeadChanged changed -> onHead(changed, blocks);
            case AgentEvent.WitnessGrew grew -> onWitness(grew, blocks);
            case AgentEvent.TimerFired fired -> fired.timer().equals(TIMER) ? onTimer(fired.now(), blocks) : List.of();
            case AgentEvent.Signed signed ->
                signed.request().type() == SignatureType.VOTE
                        ? voter.map(mine -> mine.onSigned(signed, blocks)).orElse(List.of())
                        : List.of();
            case AgentEvent.SignRefused refused ->
                refused.request().type() == SignatureType.VOTE
                        ? voter.map(mine -> mine.onRefused(refused)).orElse(List.of())
                        : List.of();
            case AgentEvent.BlockBuilt built -> List.of();
            case AgentEvent.BuildFailed failed -> List.of();
            case AgentEvent.BlockAdded added -> List.of();
            case AgentEvent.WorkArrived arrived -> List.of();
            case AgentEvent.Received received -> List.of();
            case AgentEvent.Instructed instructed -> List.of();
        };
    }

    /** Signs no vote until a restart, as when the plug-in finds that another process uses the key. */
    public void stop() {
        voter.ifPresent(Voter::stop);
    }

    /** The newest prevote certificate that this agent holds, or {@link Source#NONE}. */
    public Source newest() {
        return newest;
    }

    Pace pace() {
        return pace;
    }

    /** Why nothing may be signed with this key until a restart, when a vote of it turned up that its guard does not know. */
    public Optional<String> impostor() {
        return stranger;
    }

    /** Evidence found since the start, one for each voter. The plug-in brings it before its chain, see {@code org.banyan.consensus.quorum.Accusations}. */
    public Map<Address, Evidence> evidence() {
        return offences.evidence();
    }

    private List<AgentEffect> onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks) {
        boolean isStart = chain.isEmpty();
        chain = Optional.of(changed);
        Source before = newest;
        learned(certificates.onFinal(changed.finalBlock(), blocks));
        List<AgentEffect> effects = new ArrayList<>();
        if (isStart) {
            effects.addAll(restore(changed.now(), blocks));
        }
        effects.addAll(follow(before, blocks));
        Certificates.finalRound(blocks.witness(changed.finalBlock().id())).ifPresent(pace::onFinal);
        effects.addAll(plan(changed.now()));
        return effects;
    }

    /** Everything that was voted and stored before this start. */
    private List<AgentEffect> restore(Timestamp now, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        for (Tip block : Lineage.byHeight(blocks)) {
            Optional<Electorate> electorate = Voter.electorate(block, blocks);
            if (electorate.isPresent()) {
                Witness witness = blocks.witness(block.id());
                learned(certificates.learnFinal(block, witness));
                effects.addAll(look(now, block, electorate.get(), ballots.read(block.id(), witness), blocks));
            }
        }
        voter.ifPresent(mine -> {
            mine.restore(certificates, blocks);
            newest = mine.lock().round() > newest.round() ? mine.lock() : newest;
        });
        return effects;
    }

    private List<AgentEffect> onWitness(AgentEvent.WitnessGrew grew, KnownBlocks blocks) {
        if (chain.isEmpty()) {
            return List.of();
        }
        Electorate electorate = ((VotingState) grew.parentState()).electorate();
        Source before = newest;
        Ballots.Votes votes = ballots.read(grew.block().id(), grew.witness());
        learned(certificates.learnFinal(grew.block(), grew.witness()));
        List<AgentEffect> effects = new ArrayList<>(look(grew.now(), grew.block(), electorate, votes, blocks));
        effects.addAll(follow(before, blocks));
        for (FinalityVote vote : votes.news()) {
            if (vote.data().phase() == Phase.PREVOTE
                    && effects.stream().noneMatch(AgentEffect.Sign.class::isInstance)) {
                effects.addAll(join(vote.data().round(), grew, electorate, votes.all(), blocks));
            }
        }
        if (grew.witness().payloads(WitnessEntry.CERTIFICATE).isEmpty()) {
            Precommits.join(grew.block(), electorate, votes.all()).ifPresent(effects::add);
        }
        return effects;
    }

    /** Takes in the votes beside a block. */
    private List<AgentEffect> look(
            Timestamp now, Tip block, Electorate electorate, Ballots.Votes votes, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        for (FinalityVote vote : votes.news()) {
            if (vote.data().phase() == Phase.PREVOTE) {
                long voted = vote.data().round();
                long needed = rounds.lengthLasting(voted, now);
                pace.onPrevote(voted, vote.vote().position(), electorate.producers(), needed);
            }
        }
        if (stranger.isEmpty() && voter.isPresent() && impostor.isPresent()) {
            stranger = impostor.get().find(block, electorate, votes.news(), voter.get());
            stranger.ifPresent(why -> {
                stop();
                effects.add(new AgentEffect.Report(why));
            });
        }
        effects.addAll(offences.see(block, electorate, votes.news(), blocks));
        learned(certificates.learn(block, electorate, votes.all(), blocks));
        return effects;
    }

    private void learned(List<Source> news) {
        for (Source certificate : news) {
            newest = certificate.round() > newest.round() ? certificate : newest;
            voter.ifPresent(mine -> mine.learn(certificate, certificates.height(certificate)));
        }
    }

    /** Follows the newest certificate with the head, and with a precommit. */
    private List<AgentEffect> follow(Source before, KnownBlocks blocks) {
        if (newest.equals(before)) {
            return List.of();
        }
        List<AgentEffect> effects = new ArrayList<>();
        effects.add(new AgentEffect.Anchor(newest.block()));
        voter.ifPresent(mine -> effects.addAll(mine.precommit(finalHeight(), blocks)));
        return effects;
    }

    private List<AgentEffect> onTimer(Timestamp now, KnownBlocks blocks) {
        planned = Optional.empty();
        List<AgentEffect> effects = new ArrayList<>();
        long length = pace.length();
        long round = rounds.at(now, length);
        if (voter.isPresent() && chain.isPresent() && round > begun && isDue(round, length, now)) {
            effects.addAll(prevote(round, chain.get().head(), now, blocks));
        }
        effects.addAll(plan(now));
        return effects;
    }

    /**
     * Rounds of others can be shorter. When so many prevoted a block that one of them is honest, and this voter would name it too, it joins their round:
     * it has what it would wait for.
     */
    private List<AgentEffect> join(
            long round,
            AgentEvent.WitnessGrew grew,
            Electorate electorate,
            List<FinalityVote> votes,
            KnownBlocks blocks) {
        boolean isOpen = round > begun && round >= rounds.at(grew.now(), pace.length()) && isDue(round, 1, grew.now());
        if (voter.isEmpty() || chain.isEmpty() || !isOpen) {
            return List.of();
        }
        Set<Integer> others = new TreeSet<>();
        for (FinalityVote vote : votes) {
            if (vote.data().phase() == Phase.PREVOTE && vote.data().round() == round) {
                others.add(vote.vote().position());
            }
        }
        ProducerSet set = electorate.producers();
        Tip head = chain.get().head();
        boolean isSame = Voter.target(rounds.start(round), head, blocks)
                .filter(target -> target.id().equals(grew.block().id()))
                .isPresent();
        return isSame && electorate.weight(others) > set.totalWeight() - set.quorum()
                ? prevote(round, head, grew.now(), blocks)
                : List.of();
    }

    private List<AgentEffect> prevote(long round, Tip head, Timestamp now, KnownBlocks blocks) {
        begun = round;
        pace.onRound(round);
        List<AgentEffect> effects = new ArrayList<>();
        effects.addAll(voter.map(mine -> mine.prevote(round, rounds.start(round), head, finalHeight(), blocks))
                .orElse(List.of()));
        effects.addAll(plan(now));
        return effects;
    }

    private boolean isDue(long round, long length, Timestamp now) {
        return now.compareTo(rounds.prevoteAt(round, length)) >= 0;
    }

    /** Wakes up at the next prevote. */
    private List<AgentEffect> plan(Timestamp now) {
        if (voter.isEmpty()) {
            return List.of();
        }
        long length = pace.length();
        long round = Math.max(rounds.at(now, length), length);
        if (round <= begun) {
            round = begun - begun % length + length;
        }
        Timestamp at = rounds.prevoteAt(round, length);
        if (planned.equals(Optional.of(at))) {
            return List.of();
        }
        planned = Optional.of(at);
        return List.of(new AgentEffect.SetTimer(TIMER, at));
    }

    private Height finalHeight() {
        return chain.map(known -> known.finalBlock().header().height()).orElse(Height.GENESIS);
    }
}
