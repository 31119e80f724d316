package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.finality.FinalityGadget;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * Builds one block on the head in each slot of its delegate.
 *
 * <p>A slot is used at most once: it is left behind as soon as its block goes to the sign guard or cannot be built. A block that was built on a head that is
 * no more is dropped unsigned and built again while its slot lasts.
 */
final class Proposer {
    static final String TIMER = "slot";

    private static final int SEALED_MAX = 64;

    private final DposChain chain;
    private final Optional<PublicKey> key;
    private final Optional<Secrets> secrets;
    private final BlockData data;
    private final PendingElection election = new PendingElection();

    /** The newest blocks that went to the guard, by slot. */
    private final TreeMap<Long, BlockId> sealed = new TreeMap<>();

    /** The last slot that was signed, or given up. */
    private long usedSlot;

    private Optional<Tip> head = Optional.empty();
    private Optional<Attempt> attempt = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private Optional<String> stopped = Optional.empty();
    private String told = "";

    Proposer(DposChain chain, AgentSetup setup, Watch watch, FinalityGadget gadget) {
        this.chain = chain;
        this.key = setup.producer();
        this.secrets = key.map(mine -> new Secrets(chain, mine));
        this.data = new BlockData(chain, election, watch, gadget);
        SignRequest last = setup.lastSigned().get(SignatureType.BLOCK);
        this.usedSlot = last == null ? 0 : last.major();
        if (last != null) {
            sealed.put(last.major(), last.block());
        }
    }

    /** Whether the seal of this block can be one that this agent knows of. */
    boolean mayHaveSealed(long slot, BlockId block) {
        return slot <= usedSlot && (sealed.isEmpty() || slot < sealed.firstKey() || block.equals(sealed.get(slot)));
    }

    /** Proposes nothing any more. */
    void stop(String why) {
        stopped = Optional.of(why);
        attempt = Optional.empty();
    }

    /** Tells why nothing is produced after {@link #stop}. */
    List<AgentEffect> explain() {
        return stopped.map(this::tell).orElse(List.of());
    }

    List<AgentEffect> onHead(AgentEvent.HeadChanged changed) {
        head = Optional.of(changed.head());
        election.onFinal(changed.finalBlock());
        return plan(changed.now());
    }

    List<AgentEffect> onTimer(AgentEvent.TimerFired fired) {
        return fired.timer().equals(TIMER) ? plan(fired.now()) : List.of();
    }

    List<AgentEffect> onBuilt(AgentEvent.BlockBuilt built) {
        long slot = chain.slots().at(built.header().time());
        if (attempt.filter(mine -> mine.slot() == slot
                        && mine.parent().equals(built.header().parent()))
                .isEmpty()) {
            return List.of();
        }
        attempt = Optional.empty();
        if (head.filter(tip -> tip.id().equals(built.header().parent())).isEmpty()) {
            return plan(built.now());
        }
        usedSlot = slot;
        sealed.put(slot, built.id());
        if (sealed.size() > SEALED_MAX) {
            sealed.pollFirstEntry();
        }
        return List.of(new AgentEffect.Sign(new SignRequest(
                SignatureType.BLOCK, slot, 0, built.id(), built.id().hash())));
    }

    List<AgentEffect> onBuildFailed(AgentEvent.BuildFailed failed) {
        if (attempt.filter(mine -> mine.parent().equals(failed.parent())).isEmpty()) {
            return List.of();
        }
        usedSlot = attempt.get().slot();
        if (attempt.get().convicts()) {
            data.leaveOutEvidence();
        }
        attempt = Optional.empty();
        failure = Optional.of("its block could not be built: " + failed.reason());
        return plan(failed.now());
    }

    List<AgentEffect> onSigned(AgentEvent.Signed signed) {
        List<AgentEffect> effects = new ArrayList<>();
        switch (signed.request().type()) {
            case SEED -> {
                secrets.ifPresent(mine -> mine.onSigned(signed));
                effects.addAll(plan(signed.now()));
            }
            case BLOCK -> {
                failure = Optional.empty();
                effects.add(new AgentEffect.Publish(signed.request().block(), QuorumWitness.seal(signed.signature())));
                effects.addAll(plan(signed.now()));
            }
            default -> {}
        }
        return effects;
    }

    List<AgentEffect> onRefused(AgentEvent.SignRefused refused) {
        if (refused.request().type() == SignatureType.SEED) {
            stop(
                    "the sign guard does not give the seed of its secrets: its record holds another one; see that the guard's"
                            + " file is of this chain and key");
            return explain();
        }
        failure = Optional.of("the sign guard refused slot " + refused.request().major()
                + ": this key signed there or later; see that no other process uses it");
        return plan(refused.now());
    }

    List<AgentEffect> onInstruction(AgentEvent.Instructed instructed) {
        return List.of(new AgentEffect.Report(election.offer(chain, instructed.instruction(), head)));
    }

    /** Proposes in the current slot when it is this delegate's, or waits for its next one. */
    private List<AgentEffect> plan(Timestamp now) {
        if (head.isEmpty() || stopped.isPresent()) {
            return explain();
        }
        if (secrets.isEmpty()) {
            return tell("this node has no producer key");
        }
        if (!secrets.get().isReady()) {
            return secrets.get().ask();
        }
        DposState state = (DposState) head.get().state();
        long headSlot = chain.slots().at(head.get().header().time());
        long earliest = Math.max(chain.slots().at(now), Math.max(headSlot, usedSlot) + 1);
        Turn turn = Turn.next(chain, state, key.orElseThrow(), earliest);
        Timestamp start = chain.slots().start(turn.slot());
        if (!turn.isMine() || start.compareTo(now) > 0) {
            List<AgentEffect> effects = new ArrayList<>();
            effects.add(new AgentEffect.SetTimer(TIMER, start));
            effects.addAll(tell(failure.orElse(turn.reason())));
            return effects;
        }
        return propose(state, turn.slot(), start);
    }

    private List<AgentEffect> propose(DposState state, long slot, Timestamp start) {
        if (attempt.filter(running -> running.slot() == slot).isPresent()) {
            return List.of();
        }
        HeaderData content = data.of(state.at(slot), slot, start, secrets.orElseThrow());
        boolean convicts = content.doubleProduction().isPresent()
                || content.contradictingVotes().isPresent();
        Attempt wanted = new Attempt(slot, head.orElseThrow().id(), convicts);
        attempt = Optional.of(wanted);
        return List.of(new AgentEffect.Propose(
                wanted.parent(),
                start,
                content.equals(HeaderData.NONE) ? Bytes.EMPTY : HeaderData.CODEC.encode(content)));
    }

    private List<AgentEffect> tell(String reason) {
        if (reason.equals(told)) {
            return List.of();
        }
        told = reason;
        return List.of(new AgentEffect.NotProducing(reason));
    }

    /** @param convicts whether the block carries evidence */
    private record Attempt(long slot, BlockId parent, boolean convicts) {}
}
