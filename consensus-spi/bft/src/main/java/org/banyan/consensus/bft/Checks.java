package org.banyan.consensus.bft;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;

/** What a message must prove before anything follows from it. Rules BFT-9 to BFT-12. */
record Checks(Quorum quorum, Safety safety, Height height, BlockId parent) {
    /**
     * Whether the statement is its member's own and what it rests on is there.
     *
     * @param known the newest lock, whose certificate needs no second look
     */
    boolean isGenuine(Message message, Optional<Lock> known) {
        return message.height().equals(height)
                && message.position() < quorum.producers().size()
                && isInPlace(message)
                && quorum.checkVote(message.ballot(quorum), message.vote()).isAccepted()
                && switch (message.phase()) {
                    case CHANGE -> isLocked(message.statement().lock(), message.block(), message.lock(), known);
                    case PROPOSE -> isJustified(message, known);
                    case PREPARE, COMMIT -> message.lock().isEmpty();
                };
    }

    /** Only the leader proposes; nobody changes to the first view. */
    private boolean isInPlace(Message message) {
        return switch (message.phase()) {
            case CHANGE -> message.view() > 0;
            case PROPOSE ->
                message.view() > 0 && message.position() == BftChain.leader(height, message.view(), quorum.producers());
            case PREPARE, COMMIT -> true;
        };
    }

    /** Without a lock the parent is named; with one its certificate is there. */
    private boolean isLocked(long lock, BlockId block, Optional<Certificate> certificate, Optional<Lock> known) {
        if (lock == 0) {
            return block.equals(parent) && certificate.isEmpty();
        }
        return certificate
                .filter(votes -> isLockOn(lock - 1, block, votes, known))
                .isPresent();
    }

    private boolean isLockOn(long view, BlockId block, Certificate votes, Optional<Lock> known) {
        if (known.filter(lock -> lock.certificate().equals(votes)
                        && lock.view() == view
                        && lock.block().equals(block))
                .isPresent()) {
            return true;
        }
        return votes.height().equals(height)
                && votes.block().equals(block)
                && Statement.read(votes.data()).equals(Optional.of(Statement.of(Phase.PREPARE, view)))
                && BftChain.checkLock(quorum, votes).isAccepted();
    }

    /** A quorum gave up the view before; the newest lock among them is what is proposed, and without any the block is new. */
    private boolean isJustified(Message proposal, Optional<Lock> known) {
        TreeSet<Integer> positions = new TreeSet<>();
        long weight = 0;
        for (Message.Change change : proposal.changes()) {
            int position = change.vote().position();
            if (position >= quorum.producers().size()
                    || !positions.add(position)
                    || change.lock() > proposal.view()
                    || change.lock() == 0 && !change.block().equals(parent)
                    || !isSigned(change, proposal.view())) {
                return false;
            }
            weight += quorum.producers().producers().get(position).weight();
        }
        if (weight < quorum.weight()) {
            return false;
        }
        Message.Change newest = newest(proposal.changes());
        return safety.binds(newest)
                ? newest.block().equals(proposal.block())
                        && isLocked(newest.lock(), newest.block(), proposal.lock(), known)
                : proposal.lock().isEmpty();
    }

    private boolean isSigned(Message.Change change, long view) {
        Statement statement = new Statement(Phase.CHANGE, view, change.lock());
        return quorum.checkVote(quorum.ballot(height, change.block(), statement.encoded()), change.vote())
                .isAccepted();
    }

    /** The change with the newest lock. Two locks of one view are on one block while a quorum holds an honest majority; liars' are refused by certificate. */
    static Message.Change newest(List<Message.Change> changes) {
        return changes.stream()
                .max(Comparator.comparingLong(Message.Change::lock))
                .orElseThrow();
    }
}
