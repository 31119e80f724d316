package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.types.Bytes;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;

/** The one approved election that the operator handed in, until its term has begun. */
final class PendingElection {
    private Optional<Election> pending = Optional.empty();

    /** @return the answer for the operator's log */
    String offer(DposChain chain, Bytes encoded, Optional<Tip> head) {
        if (head.isEmpty()) {
            return "the election was not taken: there is no head yet; try again";
        }
        Election election;
        try {
            election = Election.CODEC.decode(encoded);
        } catch (CodecException malformed) {
            return "the election was not taken: " + malformed.getMessage();
        }
        Content content = ((DposState) head.get().state()).content();
        if (election.term() <= content.term().number()) {
            return "the election was not taken: it is for term " + election.term() + " but term "
                    + content.term().number() + " has begun";
        }
        ProducerSet next = election.next();
        Optional<String> defect = DposParameters.defect(next, chain.suite());
        if (defect.isPresent()) {
            return "the election was not taken: the next delegates cannot serve: " + defect.get();
        }
        pending = Optional.of(election);
        return "the first block that this node builds in the last round before term " + election.term() + " elects "
                + next.size() + " delegates, if a quorum of those in office then has approved";
    }

    /** An election whose term has begun for good is done with. */
    void onFinal(Tip finalBlock) {
        long term = ((DposState) finalBlock.state()).content().term().number();
        pending = pending.filter(election -> election.term() > term);
    }

    /** What a block may carry. */
    Optional<Election> in(HeaderRules rules, long slot) {
        return pending.filter(election -> rules.mayElect(slot, election));
    }
}
