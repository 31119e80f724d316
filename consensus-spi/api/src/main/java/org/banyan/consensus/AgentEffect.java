package org.banyan.consensus;

import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.WitnessEntry;

/** What an agent wants done. The node carries the effects out in order. */
public sealed interface AgentEffect {
    /** Build a block on {@code parent} with this time and this part of the header extension. Answered by BlockBuilt or BuildFailed. */
    record Propose(BlockId parent, Timestamp time, Bytes data) implements AgentEffect {}

    /** Ask the sign guard. Answered by Signed or SignRefused. */
    record Sign(SignRequest request) implements AgentEffect {}

    /** Accept the built block with this seal and tell the peers. */
    record Publish(BlockId block, WitnessEntry seal) implements AgentEffect {}

    /** Add to the witness of a known block, store it and tell the peers. */
    record AddWitness(BlockId block, WitnessEntry entry) implements AgentEffect {}

    /**
     * From now on the head is this block or extends it, chosen by {@link ForkChoice} among those. Forgotten at a restart, and when a block becomes final that
     * it does not extend; ignored when it is not known or does not extend the final block.
     */
    record Anchor(BlockId block) implements AgentEffect {}

    /**
     * Have the next block that this node builds carry {@code inherent}, such as evidence, in place of what the same source offered before. Nothing happens
     * but a line in the log when no contract of the chain takes it.
     */
    record Offer(String source, Inherent inherent) implements AgentEffect {}

    /**
     * As {@link AddWitness}, and the block's whole witness survives a power cut before any later effect is carried out: for what a later signature rests on, such
     * as a lock. Does that also when the witness holds the entry already.
     */
    record KeepWitness(BlockId block, WitnessEntry entry) implements AgentEffect {}

    /**
     * Tell the agents of the peers something that is not about one block, such as a vote to give up a leader. It is not stored and may be lost, so an agent
     * sends again what still matters; what a plug-in wants passed on beyond the peers, the agents there send on. A message proves nothing by itself: the
     * plug-in signs what must be believed, through {@link Sign}.
     */
    record Send(Bytes message) implements AgentEffect {
        /** Longest message. */
        public static final int BYTES_MAX = 64 * 1024;

        public Send {
            if (message.size() > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "a message between agents has " + message.size() + " bytes, more than " + BYTES_MAX);
            }
        }
    }

    /** Fire {@code timer} at this local time, at once when it is past; replaces an earlier one of the same name. */
    record SetTimer(String timer, Timestamp at) implements AgentEffect {}

    /** Why nothing is produced now, for the operator: "not producing because ...". Told when the reason changes. */
    record NotProducing(String reason) implements AgentEffect {}

    /** A line for the operator's log, such as the answer to an instruction. */
    record Report(String message) implements AgentEffect {}
}
