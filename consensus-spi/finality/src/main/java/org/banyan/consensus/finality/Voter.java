package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * Casts the votes of one producer: at most one prevote and one precommit in a round, in rising rounds, each in the guard's journal before it leaves.
 *
 * <p>Confined to one lane.
 */
final class Voter {
    /** Votes at the guard; it answers one at a time. */
    private static final int SIGNING_MAX = 8;

    private final VotingRule rule;
    private final PublicKey key;
    private final TreeMap<Position, VoteData> signing = new TreeMap<>();
    private Optional<SignRequest> last;
    private Source lock = Source.NONE;
    private Optional<Height> lockHeight = Optional.of(Height.GENESIS);

    /** Round that the lock must reach before this voter prevotes: the journal knows it, even if the store lost the certificate. */
    private long lockRoundMin;

    private boolean stopped;

    Voter(VotingRule rule, PublicKey key, AgentSetup setup) {
        this.rule = rule;
        this.key = key;
        this.last = Optional.ofNullable(setup.lastSigned().get(SignatureType.VOTE));
    }

    /** Votes no more until a restart. */
    void stop() {
        stopped = true;
    }

    /** What this voter's next prevote rests on. */
    Source lock() {
        return lock;
    }

    /** The last round that this key voted in, or 0. */
    long lastRound() {
        return last.map(SignRequest::major).orElse(0L);
    }

    /** Whether a vote of this key can be one that this agent, or its guard before it, knows of. */
    boolean mayHaveCast(BlockId block, VoteData data) {
        Position position = Position.of(data);
        return last.filter(signed -> {
                    int order = Position.of(signed).compareTo(position);
                    return order > 0 || order == 0 && signed.block().equals(block);
                })
                .isPresent();
    }

    /** The certificates in the store are learned: goes on from the guard's last vote. */
    void restore(Certificates certificates, KnownBlocks blocks) {
        if (last.isEmpty()) {
            return;
        }
        SignRequest signed = last.get();
        lockRoundMin = signed.memory();
        Optional<Tip> voted = blocks.block(signed.block());
        if (signed.minor() == Phase.PRECOMMIT.code()) {
            // Whoever precommits holds the certificate, even if its votes were lost with the disk's last moments.
            learn(
                    new Source(signed.major(), signed.block()),
                    voted.map(tip -> tip.header().height()));
        }
    }

    /** A certificate is known. Answers whether it is the lock now. */
    boolean learn(Source certificate, Optional<Height> height) {
        Source next = rule.lock(lock, certificate);
        boolean isNew = !next.equals(lock);
        if (isNew) {
            lock = next;
            lockHeight = height;
        }
        return isNew;
    }

    /** Prevotes for the {@link #target}. */
    List<AgentEffect> prevote(long round, Timestamp start, Tip head, Height finalHeight, KnownBlocks blocks) {
        Optional<Tip> target = target(start, head, blocks);
        if (target.isEmpty() || target.get().header().height().compareTo(finalHeight) <= 0) {
            return List.of();
        }
        Tip block = target.get();
        boolean isExtended = lockHeight
                .filter(height -> Lineage.extendsOrIs(block, lock.block(), height, blocks))
                .isPresent();
        // A certificate of this round or a later one may have come before this voter's own turn; its prevote is not
        // needed any more.
        boolean isTurn = lock.round() >= lockRoundMin && lock.round() < round;
        return isTurn && rule.mayPrevote(lock, isExtended)
                ? cast(block, voters -> VoteData.prevote(voters.term(), round, lock), blocks)
                : List.of();
    }

    /** The newest block of the head's chain that is not later than {@code start} and can be voted for. */
    static Optional<Tip> target(Timestamp start, Tip head, KnownBlocks blocks) {
        Optional<Tip> target = Optional.of(head);
        while (target.filter(tip -> tip.header().time().compareTo(start) > 0 || !isVotable(tip, blocks))
                .isPresent()) {
            target = blocks.block(target.get().header().parent());
        }
        return target;
    }

    /** Precommits to the block of the lock, while no later round was voted in. */
    List<AgentEffect> precommit(Height finalHeight, KnownBlocks blocks) {
        Optional<Tip> block =
                blocks.block(lock.block()).filter(tip -> tip.header().height().compareTo(finalHeight) > 0);
        return block.isPresent() && rule.mayPrecommit(!lock.isNone())
                ? cast(block.get(), voters -> VoteData.precommit(voters.term(), lock.round()), blocks)
                : List.of();
    }

    private List<AgentEffect> cast(Tip block, Function<Electorate, VoteData> what, KnownBlocks blocks) {
        Optional<Electorate> voters = electorate(block, blocks).filter(Electorate::isSettled);
        OptionalInt position = voters.map(set -> set.positionOf(key)).orElse(OptionalInt.empty());
        if (stopped || voters.isEmpty() || position.isEmpty()) {
            return List.of();
        }
        VoteData data = what.apply(voters.get());
        Position at = Position.of(data);
        boolean isLater =
                last.filter(signed -> Position.of(signed).compareTo(at) >= 0).isEmpty();
        if (!isLater
                || count(block.id(), position.getAsInt(), data.phase(), blocks)
                        >= voters.get().votesPerBlock()) {
            return List.of();
        }
        SignRequest request = new SignRequest(
                SignatureType.VOTE,
                data.round(),
                data.phase().code(),
                block.id(),
                voters.get().quorum().object(voters.get().ballot(block.header().height(), block.id(), data)),
                lock.round());
        last = Optional.of(request);
        signing.put(at, data);
        if (signing.size() > SIGNING_MAX) {
            signing.pollFirstEntry();
        }
        return List.of(new AgentEffect.Sign(request));
    }

    private static long count(BlockId block, int position, Phase phase, KnownBlocks blocks) {
        return FinalityVote.in(blocks.witness(block)).stream()
                .filter(vote ->
                        vote.vote().position() == position && vote.data().phase() == phase)
                .count();
    }

    List<AgentEffect> onSigned(AgentEvent.Signed signed, KnownBlocks blocks) {
        BlockId voted = signed.request().block();
        VoteData data = signing.remove(Position.of(signed.request()));
        OptionalInt position = blocks.block(voted)
                .flatMap(block -> electorate(block, blocks))
                .map(voters -> voters.positionOf(key))
                .orElse(OptionalInt.empty());
        List<AgentEffect> effects = new ArrayList<>();
        if (data != null && position.isPresent()) {
            FinalityVote vote = new FinalityVote(data, new VoteSignature(position.getAsInt(), signed.signature()));
            effects.add(new AgentEffect.AddWitness(voted, vote.toEntry()));
        }
        return effects;
    }

    /** What this agent believes it voted is not what the key voted: it cannot know any more what is safe. */
    List<AgentEffect> onRefused(AgentEvent.SignRefused refused) {
        stopped = true;
        return List.of(
                new AgentEffect.Report(
                        "the sign guard refused the vote of round "
                                + refused.request().major()
                                + ": this key voted there or later; votes stop until a restart; see that no other process uses the key"));
    }

    private static boolean isVotable(Tip block, KnownBlocks blocks) {
        return electorate(block, blocks).filter(Electorate::isSettled).isPresent();
    }

    /** Who votes for a block; nobody does for genesis. */
    static Optional<Electorate> electorate(Tip block, KnownBlocks blocks) {
        return blocks.parentState(block.id()).map(state -> ((VotingState) state).electorate());
    }

    /** A place in the guard's journal. */
    private record Position(long round, long phase) implements Comparable<Position> {
        static Position of(VoteData data) {
            return new Position(data.round(), data.phase().code());
        }

        static Position of(SignRequest request) {
            return new Position(request.major(), request.minor());
        }

        @Override
        public int compareTo(Position other) {
            int order = Long.compare(round, other.round);
            return order != 0 ? order : Long.compare(phase, other.phase);
        }
    }
}
