package org.banyan.consensus.bft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.SignatureType;

/**
 * One node of a bft chain: leads, accepts, commits, gives up leaders, and joins statements into certificates.
 *
 * <p>One {@link Deliberation} at a time: the one on the child of the final block. Confined to one lane.
 */
final class BftAgent implements ConsensusAgent {
    static final String VIEW = "view";
    static final String REPEAT = "repeat";
    static final String PROPOSE = "propose";

    private final BftChain chain;
    private final Signatures signatures;
    private final PendingChange change = new PendingChange();
    private final Witnessed witnessed;
    private final Map<String, Timestamp> timers = new TreeMap<>();

    /** Witnesses that the store kept, until the first final block is told. */
    private final List<AgentEvent.WitnessGrew> kept = new ArrayList<>();

    /** Statements for the height after this one, the newest of each member and phase. */
    private final Map<String, Message> ahead = new LinkedHashMap<>();

    private Optional<Turn> turn = Optional.empty();
    private Optional<Height> silentThrough = Optional.empty();
    private Optional<Long> building = Optional.empty();
    private String told = "";

    /** The height that is at work. */
    private record Turn(Deliberation deliberation, Pace pace) {}

    BftAgent(BftChain chain, AgentSetup setup) {
        this.chain = chain;
        this.signatures = new Signatures(setup);
        this.witnessed = new Witnessed(chain);
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        switch (event) {
            case AgentEvent.HeadChanged changed -> onHead(changed, blocks, effects);
            case AgentEvent.BlockAdded added -> {
                onBlock(added.block());
                effects.addAll(witnessed.onBlock(added.block(), blocks));
            }
            case AgentEvent.WitnessGrew grew -> onWitness(grew);
            case AgentEvent.Received received -> onReceived(received, effects);
            case AgentEvent.TimerFired fired -> onTimer(fired, effects);
            case AgentEvent.BlockBuilt built -> onBuilt(built, effects);
            case AgentEvent.BuildFailed failed ->
                effects.add(new AgentEffect.Report("its block could not be built: " + failed.reason()));
            case AgentEvent.Signed signed -> onSigned(signed, effects);
            case AgentEvent.SignRefused refused -> onRefused(refused, effects);
            case AgentEvent.WorkArrived arrived -> {}
            case AgentEvent.Instructed instructed ->
                effects.add(new AgentEffect.Report(change.offer(
                        instructed.instruction(),
                        turn.map(now -> now.deliberation().parent()))));
        }
        turn.ifPresent(now -> goOn(now, event.now(), blocks, effects));
        return effects;
    }

    // Events

    private void onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks, List<AgentEffect> effects) {
        Tip last = changed.finalBlock();
        if (turn.filter(now -> now.deliberation().parent().id().equals(last.id()))
                .isEmpty()) {
            boolean first = turn.isEmpty();
            change.onFinal(last);
            begin(last, changed.now());
            kept.forEach(this::onWitness);
            kept.clear();
            if (first) {
                resume(last, changed.now(), blocks, effects);
            }
            List<Message> waiting = List.copyOf(ahead.values());
            ahead.clear();
            waiting.forEach(message -> hear(message, effects));
        }
        onBlock(changed.head());
    }

    private void begin(Tip last, Timestamp now) {
        Height height = last.header().height().next();
        boolean silent =
                silentThrough.filter(through -> height.compareTo(through) <= 0).isPresent();
        OptionalInt me = silent ? OptionalInt.empty() : position(last.state().producers());
        Deliberation deliberation = new Deliberation(chain, last, me, signatures);
        witnessed.begin(last);
        building = Optional.empty();
        turn = Optional.of(new Turn(deliberation, new Pace(chain, deliberation, now)));
    }

    /** After a restart: what was signed last tells what this member is bound to, or that it cannot know and must be silent for a height. */
    private void resume(Tip last, Timestamp now, KnownBlocks blocks, List<AgentEffect> effects) {
        Deliberation deliberation = turn.orElseThrow().deliberation();
        Optional<SignRequest> signed = signatures.lastStatement();
        if (signed.isEmpty() || deliberation.me().isEmpty()) {
            return;
        }
        long behind = signed.get().major() - deliberation.height().value();
        Optional<String> defect = Optional.empty();
        if (behind > 0) {
            defect = Optional.of("its sign guard is " + behind + " heights ahead of its store");
        } else if (behind == 0) {
            defect = deliberation.resume(signed.get(), blocks, effects);
        }
        defect.ifPresent(why -> {
            silentThrough = Optional.of(new Height(signed.get().major()));
            effects.add(new AgentEffect.Report("signs nothing up to height " + silentThrough.get() + ": " + why));
            begin(last, now);
        });
    }

    private void onBlock(Tip block) {
        turn.map(Turn::deliberation).ifPresent(deliberation -> {
            deliberation.onBlock(block);
            boolean mine = block.header().parent().equals(deliberation.parent().id())
                    && deliberation.me().isPresent()
                    && HeaderData.of(block.header())
                            .filter(data -> BftChain.leader(deliberation.height(), data.view(), deliberation.set())
                                            == deliberation.me().getAsInt()
                                    && !signatures.knowsSeal(deliberation.height(), data.view()))
                            .isPresent();
            if (mine) {
                signatures.stop("another process signs with its key, or its sign guard's file is an old copy: block "
                        + block.id() + " at height " + deliberation.height() + " is not its own");
            }
        });
    }

    private void onWitness(AgentEvent.WitnessGrew grew) {
        if (turn.isEmpty()) {
            kept.add(grew);
            return;
        }
        onBlock(grew.block());
        Deliberation deliberation = turn.get().deliberation();
        if (grew.block().header().parent().equals(deliberation.parent().id())) {
            grew.witness().payloads(BftState.LOCK).stream()
                    .map(Certificate.CODEC::decode)
                    .forEach(deliberation::onLock);
        }
    }

    private void onReceived(AgentEvent.Received received, List<AgentEffect> effects) {
        Message.read(received.message()).ifPresent(message -> hear(message, effects));
    }

    private void hear(Message message, List<AgentEffect> effects) {
        if (turn.isEmpty()) {
            return;
        }
        Deliberation deliberation = turn.get().deliberation();
        if (message.height().equals(deliberation.height())) {
            deliberation.onMessage(message).ifPresent(accused -> {
                effects.add(new AgentEffect.Report(accused));
                deliberation
                        .contradiction()
                        .ifPresent(who -> effects.addAll(witnessed.onContradiction(who.position(), who.statements())));
            });
        } else if (message.height().equals(deliberation.height().next()) && deliberation.isSigned(message)) {
            ahead.put(message.phase() + " " + message.position(), message);
        }
    }

    private void onTimer(AgentEvent.TimerFired fired, List<AgentEffect> effects) {
        timers.remove(fired.timer());
        if (turn.isEmpty()) {
            return;
        }
        Turn now = turn.get();
        boolean tooLong = now.pace().isOpen() && now.pace().deadline().compareTo(fired.now()) <= 0;
        if (fired.timer().equals(VIEW) && tooLong) {
            effects.addAll(now.deliberation().giveUp());
        }
        if (fired.timer().equals(REPEAT)) {
            effects.addAll(now.deliberation().repeat());
        }
    }

    private void onBuilt(AgentEvent.BlockBuilt built, List<AgentEffect> effects) {
        Optional<Long> view = HeaderData.of(built.header()).map(HeaderData::view);
        if (turn.isEmpty() || view.isEmpty()) {
            return;
        }
        Deliberation deliberation = turn.get().deliberation();
        boolean wanted = built.header().parent().equals(deliberation.parent().id())
                && view.get() == deliberation.view()
                && deliberation.wantsBlock();
        if (wanted) {
            effects.add(signatures.seal(deliberation.height(), view.get(), built.id()));
        }
    }

    private void onSigned(AgentEvent.Signed signed, List<AgentEffect> effects) {
        SignRequest request = signed.request();
        if (request.type() == SignatureType.BLOCK) {
            effects.add(new AgentEffect.Publish(request.block(), QuorumWitness.seal(signed.signature())));
        } else {
            turn.map(Turn::deliberation)
                    .filter(deliberation -> deliberation.height().value() == request.major())
                    .ifPresent(deliberation -> effects.addAll(deliberation.onSigned(request, signed.signature())));
        }
    }

    private void onRefused(AgentEvent.SignRefused refused, List<AgentEffect> effects) {
        String why = "its sign guard refused height " + refused.request().major() + ", position "
                + refused.request().minor() + ": this key signed there or later; see that no other process uses it";
        signatures.stop(why);
        effects.add(new AgentEffect.Report(why + "; it signs nothing until a restart"));
    }

    // Going on

    private void goOn(Turn now, Timestamp time, KnownBlocks blocks, List<AgentEffect> effects) {
        Deliberation deliberation = now.deliberation();
        effects.addAll(deliberation.advance(blocks));
        now.pace().onEvent(time, blocks, change.waits());
        if (deliberation.me().isPresent()) {
            lead(now, time, effects);
            setTimers(now, time, effects);
        }
        tell(now, effects);
    }

    private void lead(Turn now, Timestamp time, List<AgentEffect> effects) {
        Deliberation deliberation = now.deliberation();
        boolean ready = now.pace().isOpen() && now.pace().due().compareTo(time) <= 0 && deliberation.wantsBlock();
        if (ready && !building.equals(Optional.of(deliberation.view()))) {
            building = Optional.of(deliberation.view());
            HeaderData data = new HeaderData(deliberation.view(), change.on(deliberation.parent()));
            BlockId parent = deliberation.parent().id();
            effects.addAll(witnessed.offers());
            effects.add(new AgentEffect.Propose(parent, time, HeaderData.CODEC.encode(data)));
        }
    }

    private void setTimers(Turn now, Timestamp time, List<AgentEffect> effects) {
        Pace pace = now.pace();
        if (!pace.isOpen()) {
            pace.emptyDue().ifPresent(at -> set(PROPOSE, at, effects));
            return;
        }
        if (pace.due().compareTo(time) > 0) {
            set(PROPOSE, pace.due(), effects);
        }
        if (!now.deliberation().isChanging()) {
            set(VIEW, pace.deadline(), effects);
        }
        if (!timers.containsKey(REPEAT) && now.deliberation().isOpen()) {
            set(REPEAT, time.plusMillis(pace.repeatMillis()), effects);
        }
    }

    private void set(String timer, Timestamp at, List<AgentEffect> effects) {
        if (!at.equals(timers.put(timer, at))) {
            effects.add(new AgentEffect.SetTimer(timer, at));
        }
    }

    /** Why nothing is produced, when the reason changes. */
    private void tell(Turn now, List<AgentEffect> effects) {
        String reason = reason(now);
        if (!reason.equals(told)) {
            told = reason;
            effects.add(new AgentEffect.NotProducing(reason));
        }
    }

    private String reason(Turn now) {
        if (signatures.key().isEmpty()) {
            return "this node has no producer key";
        }
        if (signatures.stopped().isPresent()) {
            return signatures.stopped().get();
        }
        Deliberation deliberation = now.deliberation();
        if (position(deliberation.set()).isEmpty()) {
            return "the key is not in the producer set of the final block";
        }
        if (deliberation.me().isEmpty()) {
            return "it cannot know what it signed up to height " + silentThrough.orElseThrow();
        }
        if (!now.pace().isOpen()) {
            return "there is nothing to put into a block";
        }
        return deliberation.isChanging()
                ? "waiting for a quorum to give up a silent leader"
                : deliberation.leads() ? "waiting for the next slot" : "waiting for the leader's block";
    }

    private OptionalInt position(ProducerSet set) {
        for (int i = 0; i < set.size(); i++) {
            if (signatures.key().equals(Optional.of(set.producers().get(i).key()))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
