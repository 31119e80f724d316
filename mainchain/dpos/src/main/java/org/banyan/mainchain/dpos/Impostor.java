package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.crypto.PublicKey;

/**
 * Finds blocks with this delegate's seal that this agent did not ask for: another process uses the key, or the sign guard's record was restored from a
 * backup. Either way the agent cannot know what is safe to sign. RELIABILITY.md RS5.
 */
final class Impostor {
    private final DposChain chain;
    private final PublicKey key;
    private Optional<BlockId> looked = Optional.empty();

    Impostor(DposChain chain, PublicKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** Looks through what is new on the head's branch above the final block. */
    Optional<String> onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks, Proposer proposer) {
        Optional<BlockId> before = looked;
        looked = Optional.of(changed.head().id());
        Optional<Tip> block = Optional.of(changed.head());
        while (block.isPresent() && !before.equals(block.map(Tip::id))) {
            Tip built = block.get();
            block = blocks.block(built.header().parent());
            long slot = chain.slots().at(built.header().time());
            boolean mine = block.filter(parent -> ((DposState) parent.state())
                            .at(slot)
                            .producer(slot)
                            .key()
                            .equals(key))
                    .isPresent();
            if (mine && !proposer.mayHaveSealed(slot, built.id())) {
                return Optional.of("block " + built.id() + " of slot " + slot
                        + " bears a seal of its key that its sign guard does not know: another process uses the key, or the"
                        + " guard's file is an old copy");
            }
        }
        return Optional.empty();
    }
}
