package org.banyan.consensus.authority;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * Votes for the newest block of the head's branch that a quorum of the producers has built on.
 *
 * <p><b>Safety.</b> A producer votes at rising heights, and leaves the branch of its last vote only when the final block is as high: so it votes for two
 * conflicting blocks only when another block that conflicts with the first is certified already. Two certificates of one set share more than f producers.
 * Were there two conflicting ones, take the pair that was completed first; an honest producer in both would have voted after a still earlier pair. So more
 * than f producers lied. The full argument stands in {@code docs/spi/consensus.md}.
 *
 * <p><b>What is voted for.</b> Each vote binds its producer, so votes must not split. The producers that build on a block are seen by all, and two branches
 * can both gather a quorum only when honest producers build on both; a partition without a quorum casts no votes at all. The price is latency: with all
 * producers alive a block is final q - 1 slots after its own, where q is the quorum; a single producer's at once.
 *
 * <p><b>Limit.</b> There are no rounds in which votes could be repeated. When more than n - q producers are bound to branches that lose, nothing further
 * becomes final until operators replace the set; it takes messages delayed by several slots or more liars than silence alone could explain.
 */
final class Voter {
    private final AuthorityChain chain;
    private final Optional<PublicKey> key;
    private Optional<SignRequest> lastVote;
    private Optional<Judged> judged = Optional.empty();
    private boolean stopped;

    Voter(AuthorityChain chain, AgentSetup setup) {
        this.chain = chain;
        this.key = setup.producer();
        this.lastVote = Optional.ofNullable(setup.lastSigned().get(SignatureType.VOTE));
    }

    /** Votes no more. */
    void stop() {
        stopped = true;
    }

    /** Whether a vote of this key for {@code block} can be one that this agent knows of. */
    boolean mayHaveVotedFor(Tip block) {
        long height = block.header().height().value();
        return lastVote.filter(vote -> vote.major() > height
                        || vote.major() == height && vote.block().equals(block.id()))
                .isPresent();
    }

    List<AgentEffect> onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks) {
        if (stopped || key.isEmpty()) {
            return List.of();
        }
        Height finalHeight = changed.finalBlock().header().height();
        Optional<Tip> target =
                supported(changed.head(), finalHeight, blocks).filter(block -> isAllowed(block, finalHeight, blocks));
        Optional<AuthorityState> parent = target.flatMap(block -> parentState(block, blocks));
        if (parent.isEmpty() || position(parent.get().producers(), key.get()).isEmpty()) {
            return List.of();
        }
        Tip block = target.get();
        Height height = block.header().height();
        Quorum quorum = parent.get().quorum();
        SignRequest vote = new SignRequest(
                SignatureType.VOTE,
                height.value(),
                0,
                block.id(),
                quorum.object(quorum.ballot(height, block.id(), Bytes.EMPTY)));
        lastVote = Optional.of(vote);
        judged = Optional.empty();
        return List.of(new AgentEffect.Sign(vote));
    }

    List<AgentEffect> onSigned(AgentEvent.Signed signed, KnownBlocks blocks) {
        BlockId voted = signed.request().block();
        OptionalInt position = blocks.block(voted)
                .flatMap(block -> parentState(block, blocks))
                .map(parent -> position(parent.producers(), key.orElseThrow()))
                .orElse(OptionalInt.empty());
        return position.isEmpty()
                ? List.of()
                : List.of(new AgentEffect.AddWitness(
                        voted, QuorumWitness.vote(new VoteSignature(position.getAsInt(), signed.signature()))));
    }

    /** What this agent believes it voted for is not what the key voted for: it cannot know any more what is safe. */
    List<AgentEffect> onRefused(AgentEvent.SignRefused refused) {
        stopped = true;
        return List.of(
                new AgentEffect.Report(
                        "the sign guard refused the vote at height "
                                + refused.request().major()
                                + ": this key voted there or later; votes stop until a restart; see that no other process uses the key"));
    }

    /**
     * The newest block of the branch that a quorum of the head's set has built on, itself included; while the block that brought this set in cannot be
     * passed, that one.
     */
    private Optional<Tip> supported(Tip head, Height finalHeight, KnownBlocks blocks) {
        AuthorityState state = (AuthorityState) head.state();
        ProducerSet set = state.producers();
        TreeSet<Integer> builders = new TreeSet<>();
        Optional<Tip> block = Optional.of(head);
        while (block.isPresent() && isAbove(block.get(), finalHeight) && isAbove(block.get(), state.since())) {
            Tip built = block.get();
            builders.add(Slots.producer(chain.slots().at(built.header().time()), set));
            if (builders.size() >= set.quorum()) {
                return parentState(built, blocks)
                                .filter(AuthorityState::isSettled)
                                .isPresent()
                        ? block
                        : atHeight(built, state.since(), blocks).filter(first -> isAbove(first, finalHeight));
            }
            block = blocks.block(built.header().parent());
        }
        return Optional.empty();
    }

    private boolean isAllowed(Tip target, Height finalHeight, KnownBlocks blocks) {
        if (lastVote.isEmpty()) {
            return true;
        }
        Height voted = new Height(lastVote.get().major());
        if (!isAbove(target, voted)) {
            return false;
        }
        return voted.compareTo(finalHeight) <= 0 || extendsLastVote(target, voted, blocks);
    }

    /** Walks down to the last vote, or to the block that was looked at before: one step per new block. */
    private boolean extendsLastVote(Tip target, Height voted, KnownBlocks blocks) {
        Optional<Tip> block = Optional.of(target);
        while (block.isPresent() && isAbove(block.get(), voted)) {
            BlockId id = block.get().id();
            Optional<Judged> before = judged.filter(known -> known.block().equals(id));
            if (before.isPresent()) {
                judged = Optional.of(new Judged(target.id(), before.get().extendsVote()));
                return before.get().extendsVote();
            }
            block = blocks.block(block.get().header().parent());
        }
        boolean answer = block.map(Tip::id).equals(lastVote.map(SignRequest::block));
        judged = Optional.of(new Judged(target.id(), answer));
        return answer;
    }

    private static Optional<Tip> atHeight(Tip from, Height height, KnownBlocks blocks) {
        Optional<Tip> block = Optional.of(from);
        while (block.isPresent() && isAbove(block.get(), height)) {
            block = blocks.block(block.get().header().parent());
        }
        return block;
    }

    private static boolean isAbove(Tip block, Height height) {
        return block.header().height().compareTo(height) > 0;
    }

    private static Optional<AuthorityState> parentState(Tip block, KnownBlocks blocks) {
        return blocks.block(block.header().parent()).map(parent -> (AuthorityState) parent.state());
    }

    static OptionalInt position(ProducerSet set, PublicKey key) {
        for (int i = 0; i < set.size(); i++) {
            if (set.producers().get(i).key().equals(key)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a block extends the last vote. */
    private record Judged(BlockId block, boolean extendsVote) {}
}
