package org.banyan.consensus.bft;

import java.util.Optional;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.Timestamp;

/**
 * When to try what at one height. Decides nothing about what is valid.
 *
 * <p>A height opens when there is something to do: work waits here, somebody else is at it, or a block is due by the empty-block policy. From then on its views
 * are timed.
 */
final class Pace {
    private final BftChain chain;
    private final Deliberation deliberation;

    /** When the next block may come at the earliest. */
    private final Timestamp due;

    private Optional<Timestamp> opened = Optional.empty();
    private long timedView;
    private boolean timedChanging;
    private Timestamp entered;

    Pace(BftChain chain, Deliberation deliberation, Timestamp now) {
        this.chain = chain;
        this.deliberation = deliberation;
        this.due = deliberation.parent().header().time().plusMillis(chain.slotMillis());
        this.entered = now;
    }

    /** Looks at what happened until {@code now}. */
    void onEvent(Timestamp now, KnownBlocks blocks, boolean changeWaits) {
        if (opened.isEmpty()
                && (deliberation.isOpen()
                        || chain.emptyEvery() == 1
                        || changeWaits
                        || blocks.workWaits()
                        || emptyDue().filter(time -> time.compareTo(now) <= 0).isPresent())) {
            opened = Optional.of(now);
            entered = now;
        }
        if (deliberation.view() != timedView || deliberation.isChanging() != timedChanging) {
            timedView = deliberation.view();
            timedChanging = deliberation.isChanging();
            entered = now;
        }
    }

    boolean isOpen() {
        return opened.isPresent();
    }

    Timestamp due() {
        return due;
    }

    /** When a block without anything to carry is due, unless never. */
    Optional<Timestamp> emptyDue() {
        return chain.emptyEvery() == 0
                ? Optional.empty()
                : Optional.of(deliberation
                        .parent()
                        .header()
                        .time()
                        .plusMillis(Math.multiplyExact(chain.emptyEvery(), chain.slotMillis())));
    }

    /** When the view has lasted too long. */
    Timestamp deadline() {
        Timestamp start = entered.compareTo(due) > 0 ? entered : due;
        return start.plusMillis(chain.viewMillis(deliberation.view(), deliberation.set()));
    }

    /** How often statements are said again. */
    long repeatMillis() {
        return Math.max(1, chain.viewMillis(deliberation.view(), deliberation.set()) / 2);
    }
}
