package org.banyan.consensus.authority;

import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.PublicKey;

/**
 * Finds blocks and votes with this producer's signature that this agent did not ask for: another process uses the key, or the sign guard's record was
 * restored from a backup. Either way the agent cannot know what is safe to sign. RELIABILITY.md RS5.
 */
final class Impostor {
    private final AuthorityChain chain;
    private final PublicKey key;
    private Optional<BlockId> looked = Optional.empty();

    Impostor(AuthorityChain chain, PublicKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** Looks through what is new on the head's branch above the final block. */
    Optional<String> onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks, Proposer proposer) {
        Optional<BlockId> before = looked;
        looked = Optional.of(changed.head().id());
        Optional<Tip> block = Optional.of(changed.head());
        while (block.isPresent()
                && !before.equals(block.map(Tip::id))
                && block.get()
                                .header()
                                .height()
                                .compareTo(changed.finalBlock().header().height())
                        > 0) {
            Tip built = block.get();
            Optional<Tip> parent = blocks.block(built.header().parent());
            long slot = chain.slots().at(built.header().time());
            if (parent.filter(tip -> isMine(tip, slot)).isPresent() && !proposer.mayHaveSealed(slot, built.id())) {
                return Optional.of(
                        "block " + built.id() + " of slot " + slot
                                + " bears a seal of its key that its sign guard does not know: another process uses the key, or the guard's file is an old copy");
            }
            block = parent;
        }
        return Optional.empty();
    }

    Optional<String> onWitness(AgentEvent.WitnessGrew grew, Voter voter) {
        OptionalInt mine = Voter.position(grew.parentState().producers(), key);
        boolean voted = mine.isPresent()
                && grew.witness().payloads(WitnessEntry.VOTE).stream()
                        .map(VoteSignature.CODEC::decode)
                        .anyMatch(vote -> vote.position() == mine.getAsInt());
        return voted && !voter.mayHaveVotedFor(grew.block())
                ? Optional.of("block " + grew.block().id() + " at height "
                        + grew.block().header().height()
                        + " bears a vote of its key that its sign guard does not know: another process uses the key, or the"
                        + " guard's file is an old copy")
                : Optional.empty();
    }

    private boolean isMine(Tip parent, long slot) {
        var set = parent.state().producers();
        return set.producers().get(Slots.producer(slot, set)).key().equals(key);
    }
}
