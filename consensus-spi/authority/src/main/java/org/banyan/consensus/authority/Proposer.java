package org.banyan.consensus.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * Builds one block on the head in each slot of its producer.
 *
 * <p>A slot is used at most once: it is left behind as soon as its block goes to the sign guard or cannot be built. A block that was built on a head that is
 * no more is dropped unsigned and built again while its slot lasts.
 */
final class Proposer {
    static final String TIMER = "slot";

    private static final int SEALED_MAX = 64;

    private final AuthorityChain chain;
    private final Optional<PublicKey> key;
    private final PendingChange change;

    /** The newest blocks that went to the guard, by slot. */
    private final TreeMap<Long, BlockId> sealed = new TreeMap<>();

    /** The last slot that was signed, or given up. */
    private long usedSlot;

    private Optional<Tip> head = Optional.empty();
    private Optional<Attempt> attempt = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private Optional<String> stopped = Optional.empty();
    private String told = "";

    Proposer(AuthorityChain chain, AgentSetup setup) {
        this.chain = chain;
        this.key = setup.producer();
        this.change = new PendingChange();
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
        change.onFinal(changed.finalBlock());
        return plan(changed.now());
    }

    List<AgentEffect> onTimer(AgentEvent.TimerFired fired) {
        return fired.timer().equals(TIMER) ? plan(fired.now()) : List.of();
    }

    List<AgentEffect> onBuilt(AgentEvent.BlockBuilt built) {
        long slot = chain.slots().at(built.header().time());
        if (attempt.filter(mine -> mine.equals(new Attempt(slot, built.header().parent())))
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
        attempt = Optional.empty();
        failure = Optional.of("its block could not be built: " + failed.reason());
        return plan(failed.now());
    }

    List<AgentEffect> onSigned(AgentEvent.Signed signed) {
        failure = Optional.empty();
        List<AgentEffect> effects = new ArrayList<>();
        effects.add(new AgentEffect.Publish(signed.request().block(), QuorumWitness.seal(signed.signature())));
        effects.addAll(plan(signed.now()));
        return effects;
    }

    List<AgentEffect> onRefused(AgentEvent.SignRefused refused) {
        failure = Optional.of("the sign guard refused slot " + refused.request().major()
                + ": this key signed there or later; see that no other process uses it");
        return plan(refused.now());
    }

    List<AgentEffect> onInstruction(AgentEvent.Instructed instructed) {
        return List.of(new AgentEffect.Report(change.offer(instructed.instruction(), head)));
    }

    /** Proposes in the current slot when it is this producer's, or waits for its next one. */
    private List<AgentEffect> plan(Timestamp now) {
        if (head.isEmpty() || stopped.isPresent()) {
            return explain();
        }
        ProducerSet set = head.get().state().producers();
        OptionalInt position = key.map(mine -> Voter.position(set, mine)).orElse(OptionalInt.empty());
        if (position.isEmpty()) {
            return tell(
                    key.isEmpty() ? "this node has no producer key" : "the key is not in the producer set of the head");
        }
        long slot = nextSlot(now, set, position.getAsInt());
        Timestamp start = chain.slots().start(slot);
        List<AgentEffect> effects = new ArrayList<>();
        if (start.compareTo(now) > 0) {
            effects.add(new AgentEffect.SetTimer(TIMER, start));
            effects.addAll(tell(failure.orElse(
                    set.size() == 1
                            ? "waiting for the next slot"
                            : "waiting for its next slot, one in " + set.size())));
            return effects;
        }
        Attempt wanted = new Attempt(slot, head.get().id());
        if (attempt.filter(running -> running.slot() == slot).isEmpty()) {
            attempt = Optional.of(wanted);
            Bytes data = change.dataOn(head.get());
            effects.add(new AgentEffect.Propose(wanted.parent(), start, data));
        }
        return effects;
    }

    private long nextSlot(Timestamp now, ProducerSet set, int position) {
        long headSlot = chain.slots().at(head.orElseThrow().header().time());
        long earliest = Math.max(chain.slots().at(now), Math.max(headSlot, usedSlot) + 1);
        return earliest + Math.floorMod(position - earliest, (long) set.size());
    }

    private List<AgentEffect> tell(String reason) {
        if (reason.equals(told)) {
            return List.of();
        }
        told = reason;
        return List.of(new AgentEffect.NotProducing(reason));
    }

    private record Attempt(long slot, BlockId parent) {}
}
