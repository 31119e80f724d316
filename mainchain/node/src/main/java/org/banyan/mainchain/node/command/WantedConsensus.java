package org.banyan.mainchain.node.command;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.bft.BftConsensus;
import org.banyan.mainchain.dpos.DposConsensus;
import org.banyan.mainchain.node.chain.UsualConsensus;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.specification.ConsensusChoice;

/** What a new network shall run on, by the flags {@code --consensus}, {@code --slot-millis}, {@code --empty-every} and {@code --rounds-per-term}. */
record WantedConsensus(String id, long slotMillis, long emptyEvery, long roundsPerTerm) {
    private static final String CONSENSUS = "consensus";
    private static final String SLOT = "slot-millis";
    private static final String EMPTY_EVERY = "empty-every";
    private static final int EMPTY_EVERY_MAX = 1_000_000;
    private static final String TERM = "rounds-per-term";
    private static final int TERM_MAX = 10_000_000;

    /** Terms of about a week. */
    private static final long USUAL = 0;

    /** Shorter slots do not leave processes that share a machine the time to agree. */
    private static final int SLOT_MILLIS_MIN = 100;

    static WantedConsensus of(Arguments arguments) {
        String id = arguments.flag(CONSENSUS).orElse(DposConsensus.ID);
        if (!List.of(BftConsensus.ID, DposConsensus.ID).contains(id)) {
            throw usage("--" + CONSENSUS
                    + " is dpos (delegates take turns, elected ones later) or bft (members agree on each block, for private chains)"
                    + " but was '" + id + "'");
        }
        Optional<String> emptyEvery = arguments.flag(EMPTY_EVERY);
        if (emptyEvery.isPresent() && !id.equals(BftConsensus.ID)) {
            throw usage("--" + EMPTY_EVERY + " goes with --" + CONSENSUS
                    + " bft; delegates of dpos make a block in every slot");
        }
        Optional<String> term = arguments.flag(TERM);
        if (term.isPresent() && !id.equals(DposConsensus.ID)) {
            throw usage("--" + TERM + " goes with --" + CONSENSUS + " dpos; bft has no terms");
        }
        return new WantedConsensus(
                id,
                number(
                        SLOT,
                        arguments.flag(SLOT),
                        UsualConsensus.SLOT_MILLIS,
                        SLOT_MILLIS_MIN,
                        ConsensusChoice.SLOT_MILLIS_MAX),
                number(EMPTY_EVERY, emptyEvery, 1, 0, EMPTY_EVERY_MAX),
                number(TERM, term, USUAL, 1, TERM_MAX));
    }

    ConsensusChoice of(List<Producer> producers) {
        ProducerSet set = new ProducerSet(producers);
        if (id.equals(BftConsensus.ID)) {
            return UsualConsensus.bft(set, slotMillis, emptyEvery);
        }
        return roundsPerTerm == USUAL
                ? UsualConsensus.dpos(set, slotMillis)
                : UsualConsensus.dpos(set, slotMillis, roundsPerTerm);
    }

    private static long number(String name, Optional<String> typed, long usual, long least, long most) {
        if (typed.isEmpty()) {
            return usual;
        }
        String text = typed.get();
        if (!text.matches("[0-9]{1,9}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw usage("--" + name + " is " + least + " to " + most + " but was '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private static RefusalException usage(String what) {
        return new RefusalException(ExitCode.USAGE, what);
    }
}
