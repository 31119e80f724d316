package org.banyan.consensus;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Timestamp;

/**
 * The slots of one chain and whose they are. Pure and thread-safe: each answer depends on the arguments alone. Rule C21 of
 * {@code docs/spi/consensus.md}.
 */
public interface Schedule {
    /** The slot that contains {@code time}; negative before genesis, whose slot is 0. */
    long slotAt(Timestamp time);

    /** When a slot begins: the time in the header of a block that is built in it. */
    Timestamp start(long slot);

    /** Whose {@code slot} is for a child of the block with this state. Slots far ahead may come out otherwise after further blocks. */
    Slot slot(ConsensusState state, long slot);

    /** Who builds and who certifies after the block with this state, in the order of the plug-in. */
    List<Member> members(ConsensusState state, Timestamp now);

    /** Rounds, where the plug-in has them. */
    Optional<Rounds> rounds();
}
