package org.banyan.consensus.finality;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.types.crypto.PublicKey;

/**
 * Finds votes with this producer's signature that its sign guard does not know: another process uses the key, or the guard's record was restored from a
 * backup. Either way the agent cannot know what is safe to sign. RELIABILITY.md RS5.
 */
record Impostor(PublicKey key) {
    Optional<String> find(Tip block, Electorate electorate, List<FinalityVote> votes, Voter voter) {
        OptionalInt mine = electorate.positionOf(key);
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        List<FinalityVote> strange = votes.stream()
                .filter(vote -> vote.vote().position() == mine.getAsInt())
                .filter(vote -> !voter.mayHaveCast(block.id(), vote.data()))
                .toList();
        return strange.stream()
                .findFirst()
                .map(vote -> "block " + block.id() + " at height "
                        + block.header().height()
                        + " bears a vote of its key in round " + vote.data().round()
                        + " that its sign guard does not know: another process uses the key, or the guard's file is an old"
                        + " copy; votes stop until a restart");
    }
}
