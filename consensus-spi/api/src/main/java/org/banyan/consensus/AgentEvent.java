package org.banyan.consensus;

import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;

/** What happens to an agent. Every event carries the local time, which decides when to try and never what is valid. */
public sealed interface AgentEvent {
    Timestamp now();

    /** The engine has a new head or final block: at start, after a block, after a reorganisation. The head is or extends the final block. */
    record HeadChanged(Timestamp now, ForkChoice.Tip head, ForkChoice.Tip finalBlock) implements AgentEvent {}

    /** A valid block joined the fork tree, whether or not it is the head; told before the {@link HeadChanged} that it may cause. */
    record BlockAdded(Timestamp now, ForkChoice.Tip block) implements AgentEvent {}

    /** There is something to put into a block, for the first time since there was nothing: see {@link KnownBlocks#workWaits}. */
    record WorkArrived(Timestamp now) implements AgentEvent {}

    /** A timer that the agent set has fired. */
    record TimerFired(Timestamp now, String timer) implements AgentEvent {}

    /** The engine built the block that the agent proposed; it is executed but not yet published. */
    record BlockBuilt(Timestamp now, Header header, BlockId id) implements AgentEvent {}

    /** The engine could not build the proposed block. */
    record BuildFailed(Timestamp now, BlockId parent, String reason) implements AgentEvent {}

    /** The sign guard signed. */
    record Signed(Timestamp now, SignRequest request, Bytes signature) implements AgentEvent {}

    /** The sign guard refused. */
    record SignRefused(Timestamp now, SignRequest request) implements AgentEvent {}

    /**
     * The witness of a known block grew, by this node or a peer. Each entry passed {@link ConsensusState#mayAdd}. After a restart the witnesses that the
     * store kept are told before the first {@link HeadChanged}: those of the blocks above the final one, parents first.
     *
     * @param parentState the state after the parent of {@code block}, which judges the witness
     */
    record WitnessGrew(Timestamp now, ForkChoice.Tip block, ConsensusState parentState, Witness witness)
            implements AgentEvent {}

    /**
     * The agent of another node sent this, or somebody who claims to be one: nothing was checked but {@link AgentEffect.Send#BYTES_MAX}. Messages come in any
     * order, twice or not at all.
     */
    record Received(Timestamp now, Bytes message) implements AgentEvent {}

    /** The operator hands in something that the plug-in defines, such as an approved change of the producer set. Answered by a Report. */
    record Instructed(Timestamp now, Bytes instruction) implements AgentEvent {}
}
