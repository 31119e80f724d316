package org.banyan.consensus.bft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.BlockId;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.VoteSignature;

/**
 * The newest statement of each member in each phase at one height; what a liar sends cannot fill it. Statements were verified before they come here.
 */
final class Ballots {
    private final Quorum quorum;
    private final Map<Phase, TreeMap<Integer, Message>> newest = new TreeMap<>();
    private final TreeSet<Integer> accused = new TreeSet<>();
    private Optional<Contradicted> contradiction = Optional.empty();

    Ballots(Quorum quorum) {
        this.quorum = quorum;
        for (Phase phase : Phase.values()) {
            newest.put(phase, new TreeMap<>());
        }
    }

    /** Whether the statement would be news: later than what its member said in this phase, or contradicting it. */
    boolean isNews(Message message) {
        Message known = of(message.phase()).get(message.position());
        return known == null
                || known.view() < message.view()
                || contradicts(known, message) && !accused.contains(message.position());
    }

    /** Keeps the statement; answers what is wrong with its member, if this shows it. */
    Optional<String> add(Message message) {
        Message known = of(message.phase()).get(message.position());
        if (known != null && contradicts(known, message)) {
            accused.add(message.position());
            contradiction = Optional.of(
                    new Contradicted(message.position(), BftOffence.Contradiction.of(known, message, quorum)));
            return Optional.of("producer " + message.position() + " signed two statements of phase " + message.phase()
                    + " in view " + message.view() + " at height " + message.height() + ": for block " + known.block()
                    + " and for block " + message.block());
        }
        if (known == null || known.view() < message.view()) {
            of(message.phase()).put(message.position(), message);
        }
        return Optional.empty();
    }

    /** Whom {@link #add} accused last, and by what. */
    Optional<Contradicted> contradiction() {
        return contradiction;
    }

    record Contradicted(int position, BftOffence.Contradiction statements) {}

    private static boolean contradicts(Message known, Message message) {
        return known.view() == message.view()
                && !(known.block().equals(message.block()) && known.statement().equals(message.statement()));
    }

    List<Message> changes(long view) {
        return of(Phase.CHANGE).values().stream()
                .filter(change -> change.view() == view)
                .toList();
    }

    Optional<Message> own(Phase phase, int position) {
        return Optional.ofNullable(of(phase).get(position));
    }

    /** Whether these members are a quorum. */
    boolean isQuorum(List<Message> messages) {
        return weight(messages) >= quorum.weight();
    }

    /** The highest view that an honest member must have changed to: more weight than liars can have changed to it or a later one. */
    long viewOfMoreThanLiars() {
        long liarsMax = quorum.producers().totalWeight() - quorum.weight();
        List<Message> changes = new ArrayList<>(of(Phase.CHANGE).values());
        changes.sort((one, other) -> Long.compare(other.view(), one.view()));
        long weight = 0;
        for (Message change : changes) {
            weight += weightOf(change);
            if (weight > liarsMax) {
                return change.view();
            }
        }
        return 0;
    }

    /** The newest view that a quorum changed to. */
    Optional<Long> newestChange() {
        TreeSet<Long> views = new TreeSet<>();
        of(Phase.CHANGE).values().forEach(change -> views.add(change.view()));
        return views.descendingSet().stream()
                .filter(view -> isQuorum(changes(view)))
                .findFirst();
    }

    /** A certificate of what a quorum said in {@code phase} in one view about one block; of the newest view. */
    Optional<Lock> certified(Phase phase) {
        Map<Long, Map<BlockId, List<Message>>> byView = new TreeMap<>();
        for (Message message : of(phase).values()) {
            byView.computeIfAbsent(message.view(), view -> new TreeMap<>())
                    .computeIfAbsent(message.block(), block -> new ArrayList<>())
                    .add(message);
        }
        Optional<Lock> newestOne = Optional.empty();
        for (var view : byView.entrySet()) {
            for (List<Message> messages : view.getValue().values()) {
                Optional<Lock> found = assemble(messages);
                newestOne = found.isPresent() ? found : newestOne;
            }
        }
        return newestOne;
    }

    private Optional<Lock> assemble(List<Message> messages) {
        Message first = messages.getFirst();
        Certificate ballot = first.ballot(quorum);
        List<VoteSignature> votes = messages.stream().map(Message::vote).toList();
        return quorum.assemble(ballot, votes).map(certificate -> new Lock(first.view(), first.block(), certificate));
    }

    private long weight(List<Message> messages) {
        return messages.stream().mapToLong(this::weightOf).sum();
    }

    private long weightOf(Message message) {
        return quorum.producers().producers().get(message.position()).weight();
    }

    private TreeMap<Integer, Message> of(Phase phase) {
        return Objects.requireNonNull(newest.get(phase));
    }
}
