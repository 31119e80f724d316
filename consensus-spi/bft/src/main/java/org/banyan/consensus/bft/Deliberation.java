package org.banyan.consensus.bft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;

/**
 * The agreement on one height: which view this member is in, what it heard and what it said.
 *
 * <p>Knows no time: {@link Pace} tells when a view has lasted long enough.
 */
final class Deliberation {
    /** Fresh blocks that are remembered, one of each view: more than views that could still be decided. */
    private static final int FRESH_MAX = 64;

    private final BftChain chain;
    private final Tip parent;
    private final Height height;
    private final Quorum quorum;
    private final OptionalInt me;
    private final Signatures signatures;
    private final Checks checks;
    private final Ballots ballots;

    /** The first block of each view that its leader made for this height. */
    private final TreeMap<Long, BlockId> fresh = new TreeMap<>();

    private final Map<Long, Draft> drafts = new TreeMap<>();
    private Optional<Lock> lock = Optional.empty();

    /** The newest lock that can stand on this member's disk: one whose block is here. */
    private Optional<Lock> provable = Optional.empty();

    private Optional<Message> proposal = Optional.empty();
    private Optional<BlockId> certified = Optional.empty();
    private long view;
    private boolean changing;
    private boolean heard;

    /** What was put to the guard and is told when it is signed. */
    private record Draft(Statement statement, BlockId block, List<Message.Change> changes, Optional<Certificate> lock) {
        Message signed(Height height, VoteSignature vote) {
            return new Message(height, statement, block, vote, changes, lock);
        }
    }

    Deliberation(BftChain chain, Tip parent, OptionalInt me, Signatures signatures) {
        BftState state = (BftState) parent.state();
        this.chain = chain;
        this.parent = parent;
        this.height = parent.header().height().next();
        this.quorum = state.quorum();
        this.me = me;
        this.signatures = signatures;
        this.checks = new Checks(quorum, chain.safety(), height, parent.id());
        this.ballots = new Ballots(quorum);
    }

    // What it is

    Tip parent() {
        return parent;
    }

    Height height() {
        return height;
    }

    long view() {
        return view;
    }

    ProducerSet set() {
        return quorum.producers();
    }

    OptionalInt me() {
        return me;
    }

    /** Whether this member gave up the view before and waits for a quorum to do so. */
    boolean isChanging() {
        return changing;
    }

    /** Whether somebody is at work on this height: a block, a statement or a lock is known. */
    boolean isOpen() {
        return heard;
    }

    Optional<Lock> lock() {
        return lock;
    }

    boolean leads() {
        return me.isPresent() && BftChain.leader(height, view, set()) == me.getAsInt();
    }

    // What it hears

    /** Takes a block whose leader made it for this height. */
    void onBlock(Tip block) {
        if (!block.header().parent().equals(parent.id())) {
            return;
        }
        heard = true;
        HeaderData.of(block.header()).ifPresent(data -> {
            if (data.view() >= view && fresh.size() < FRESH_MAX) {
                fresh.putIfAbsent(data.view(), block.id());
            }
        });
    }

    /** Takes a lock that stands beside a block. */
    void onLock(Certificate certificate) {
        if (certificate.height().equals(height)) {
            Lock.of(certificate).ifPresent(this::lockOn);
        }
    }

    /** Whether a statement, perhaps of another height, bears a signature of a member. */
    boolean isSigned(Message message) {
        return message.position() < set().size()
                && quorum.checkVote(message.ballot(quorum), message.vote()).isAccepted();
    }

    /**
     * Takes a message that may be anybody's.
     *
     * @return what its member is accused of by it
     */
    Optional<String> onMessage(Message message) {
        if (!ballots.isNews(message) || !checks.isGenuine(message, lock)) {
            return Optional.empty();
        }
        if (me.isPresent() && message.position() == me.getAsInt() && !signatures.knows(message)) {
            signatures.stop(
                    "another process signs with its key, or its sign guard's file is an old copy: a statement of phase "
                            + message.phase() + " in view " + message.view() + " at height " + height
                            + " is not its own");
            return Optional.empty();
        }
        heard = true;
        message.lock().flatMap(Lock::of).ifPresent(this::lockOn);
        if (message.phase() == Phase.PROPOSE) {
            proposal = proposal.filter(known -> known.view() >= message.view()).or(() -> Optional.of(message));
        }
        return ballots.add(message);
    }

    /** The last member that contradicted itself here, with what it said. */
    Optional<Ballots.Contradicted> contradiction() {
        return ballots.contradiction();
    }

    private void lockOn(Lock newer) {
        if (lock.isEmpty() || lock.get().view() < newer.view()) {
            lock = Optional.of(newer);
            heard = true;
        }
    }

    // What it does

    /** Everything that follows from what is known now, in the order of its weight. */
    List<AgentEffect> advance(KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        certify(blocks, effects);
        ballots.certified(Phase.PREPARE).ifPresent(this::lockOn);
        lock.filter(newest -> blocks.block(newest.block()).isPresent()).ifPresent(here -> provable = Optional.of(here));
        followViews(effects);
        propose(effects);
        prepare(blocks, effects);
        commit(blocks, effects);
        return effects;
    }

    private void certify(KnownBlocks blocks, List<AgentEffect> effects) {
        ballots.certified(Phase.COMMIT)
                .filter(commits -> blocks.block(commits.block()).isPresent())
                .filter(commits -> !certified.equals(Optional.of(commits.block())))
                .ifPresent(commits -> {
                    certified = Optional.of(commits.block());
                    effects.add(new AgentEffect.AddWitness(
                            commits.block(), QuorumWitness.certificate(commits.certificate())));
                });
    }

    /** Goes where more members than could lie already are, and enters where a quorum is. */
    private void followViews(List<AgentEffect> effects) {
        lock.filter(newest -> newest.view() > view).ifPresent(newest -> enter(newest.view()));
        long honest = ballots.viewOfMoreThanLiars();
        if (honest > view) {
            change(honest, effects);
        }
        ballots.newestChange().filter(agreed -> agreed >= view).ifPresent(this::enter);
        proposal.filter(made -> made.view() >= view).ifPresent(made -> enter(made.view()));
    }

    private void enter(long agreed) {
        view = agreed;
        changing = false;
        fresh.headMap(agreed).clear();
    }

    /** Gives up the view that lasts too long. */
    List<AgentEffect> giveUp() {
        List<AgentEffect> effects = new ArrayList<>();
        if (!changing && view < Statement.VIEW_MAX) {
            change(view + 1, effects);
        }
        return effects;
    }

    private void change(long to, List<AgentEffect> effects) {
        view = to;
        changing = true;
        heard = true;
        fresh.headMap(to).clear();
        if (me.isEmpty() || !signatures.mayState(height, Phase.CHANGE, to)) {
            return;
        }
        // Only what is on disk is told: after a restart the statement could not be proven, nor said again.
        Optional<Lock> told = chain.safety().toTell(provable).filter(held -> held.view() < to);
        told.ifPresent(held -> effects.add(new AgentEffect.KeepWitness(held.block(), lockEntry(held))));
        state(changeDraft(to, told), effects);
    }

    private Draft changeDraft(long to, Optional<Lock> told) {
        OptionalLong lockView = told.isPresent() ? OptionalLong.of(told.get().view()) : OptionalLong.empty();
        return new Draft(
                Statement.change(to, lockView),
                told.map(Lock::block).orElse(parent.id()),
                List.of(),
                told.map(Lock::certificate));
    }

    /** Whether this member must make a block now, as the leader of a view. */
    boolean wantsBlock() {
        return leads()
                && !changing
                && signatures.maySeal(height, view)
                && signatures.mayState(height, Phase.PROPOSE, view)
                && fresh.get(view) == null
                && (view == 0
                        || newestChange()
                                .filter(newest -> !chain.safety().binds(newest))
                                .isPresent());
    }

    /** The newest lock of a quorum that changed to this view. */
    private Optional<Message.Change> newestChange() {
        List<Message> changes = ballots.changes(view);
        return ballots.isQuorum(changes) ? Optional.of(Checks.newest(toCarry(changes))) : Optional.empty();
    }

    private static List<Message.Change> toCarry(List<Message> changes) {
        return changes.stream()
                .map(change ->
                        new Message.Change(change.vote(), change.statement().lock(), change.block()))
                .toList();
    }

    /** Names the block of a later view: the lock, or the block that this leader made for it. */
    private void propose(List<AgentEffect> effects) {
        if (!leads() || changing || view == 0 || !signatures.mayState(height, Phase.PROPOSE, view)) {
            return;
        }
        List<Message> changes = ballots.changes(view);
        Optional<Message.Change> newest = newestChange();
        if (newest.isEmpty()) {
            return;
        }
        boolean bound = chain.safety().binds(newest.get());
        Optional<BlockId> block = bound ? Optional.of(newest.get().block()) : Optional.ofNullable(fresh.get(view));
        Optional<Certificate> proof = bound
                ? changes.stream()
                        .filter(change ->
                                change.statement().lock() == newest.get().lock())
                        .flatMap(change -> change.lock().stream())
                        .findFirst()
                : Optional.empty();
        block.ifPresent(named ->
                state(new Draft(Statement.of(Phase.PROPOSE, view), named, toCarry(changes), proof), effects));
    }

    /** Accepts the leader's block once it is here and valid. */
    private void prepare(KnownBlocks blocks, List<AgentEffect> effects) {
        if (me.isEmpty() || changing || !signatures.mayState(height, Phase.PREPARE, view)) {
            return;
        }
        named().filter(block -> blocks.block(block)
                        .filter(known -> known.header().parent().equals(parent.id()))
                        .isPresent())
                .ifPresent(block -> state(
                        new Draft(Statement.of(Phase.PREPARE, view), block, List.of(), Optional.empty()), effects));
    }

    /** What this view's leader proposes: its own new block, unless the view change left a lock. */
    private Optional<BlockId> named() {
        Optional<BlockId> ofView = Optional.ofNullable(fresh.get(view));
        return view == 0
                ? ofView
                : proposal.filter(made -> made.view() == view)
                        .filter(made -> made.lock().isPresent()
                                || Optional.of(made.block()).equals(ofView))
                        .map(Message::block);
    }

    /** Is locked on what a quorum accepted and says so; the lock is on disk before. */
    private void commit(KnownBlocks blocks, List<AgentEffect> effects) {
        Optional<Lock> ground = chain.safety().toCommitTo(lock, accepted());
        if (me.isEmpty() || ground.isEmpty()) {
            return;
        }
        Lock on = ground.get();
        if (on.view() >= view
                && blocks.block(on.block()).isPresent()
                && signatures.mayState(height, Phase.COMMIT, on.view())) {
            changing = false;
            effects.add(new AgentEffect.KeepWitness(on.block(), lockEntry(on)));
            state(new Draft(Statement.of(Phase.COMMIT, on.view()), on.block(), List.of(), Optional.empty()), effects);
        }
    }

    /** What this member itself accepted in this view. */
    private Optional<Lock> accepted() {
        return ballots.own(Phase.PREPARE, me.orElse(-1))
                .filter(prepared -> prepared.view() == view)
                .map(prepared -> new Lock(view, prepared.block(), prepared.ballot(quorum)));
    }

    static WitnessEntry lockEntry(Lock lock) {
        return new WitnessEntry(BftState.LOCK, Certificate.CODEC.encode(lock.certificate()));
    }

    // Signing and telling

    private void state(Draft draft, List<AgentEffect> effects) {
        drafts.put(draft.statement().phase().minor(draft.statement().view()), draft);
        effects.add(signatures.state(height, draft.statement(), draft.block(), object(draft)));
    }

    private Hash object(Draft draft) {
        return quorum.object(
                quorum.ballot(height, draft.block(), draft.statement().encoded()));
    }

    /** A statement was signed: it counts here and is told to the others. */
    List<AgentEffect> onSigned(SignRequest request, Bytes signature) {
        Draft draft = drafts.remove(request.minor());
        if (draft == null || me.isEmpty()) {
            return List.of();
        }
        Message message = draft.signed(height, new VoteSignature(me.getAsInt(), signature));
        Optional<String> self = onMessage(message);
        List<AgentEffect> effects = new ArrayList<>();
        self.ifPresent(accused -> effects.add(new AgentEffect.Report(accused)));
        effects.add(new AgentEffect.Send(Message.CODEC.encode(message)));
        return effects;
    }

    /** Says again what still matters of what this member said: messages may be lost. */
    List<AgentEffect> repeat() {
        List<AgentEffect> effects = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            ballots.own(phase, me.orElse(-1))
                    .filter(said -> said.view() == view || phase == Phase.COMMIT)
                    .ifPresent(said -> effects.add(new AgentEffect.Send(Message.CODEC.encode(said))));
        }
        return effects;
    }

    // After a restart

    /**
     * Goes on after a restart from what the guard signed last.
     *
     * @return why this member cannot know what it is bound to, and so must say nothing at this height
     */
    Optional<String> resume(SignRequest last, KnownBlocks blocks, List<AgentEffect> effects) {
        Phase phase = Phase.of(last.minor());
        view = Phase.view(last.minor());
        changing = phase == Phase.CHANGE;
        heard = true;
        if (phase == Phase.PROPOSE && !signatures.lastSealIs(last.block())) {
            // It named the block of others' lock, which binds it to nothing and may never have come here.
            return Optional.empty();
        }
        if (blocks.block(last.block()).isEmpty()) {
            return Optional.of(
                    "it signed for block " + last.block() + " at height " + height + " which its store does not have");
        }
        Optional<Draft> said = said(phase, last, blocks);
        if (said.isEmpty()) {
            return Optional.of("it signed phase " + phase + " of view " + view + " at height " + height
                    + " but its store does not have the lock that this rests on");
        }
        if (phase != Phase.PROPOSE) {
            state(said.get(), effects);
        }
        return Optional.empty();
    }

    /** What was signed last, made again from what the store has. Locks that came later change nothing of it. */
    private Optional<Draft> said(Phase phase, SignRequest last, KnownBlocks blocks) {
        List<Lock> kept = blocks.witness(last.block()).payloads(BftState.LOCK).stream()
                .map(Certificate.CODEC::decode)
                .flatMap(certificate -> Lock.of(certificate).stream())
                .toList();
        if (phase == Phase.CHANGE) {
            return Stream.concat(
                            Stream.of(Optional.<Lock>empty()), kept.stream().map(Optional::of))
                    .filter(told -> told.map(Lock::view).orElse(-1L) < view)
                    .map(told -> changeDraft(view, told))
                    .filter(draft -> object(draft).equals(last.object()))
                    .findFirst();
        }
        boolean locked = phase != Phase.COMMIT || kept.stream().anyMatch(held -> held.view() >= view);
        return Optional.of(new Draft(Statement.of(phase, view), last.block(), List.of(), Optional.empty()))
                .filter(draft -> locked && object(draft).equals(last.object()));
    }
}
