package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.finality.Evidence;
import org.banyan.consensus.finality.FinalityGadget;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;

/** What an honest delegate says in its header: values, who was elected, whom to convict. Confined to one lane. */
final class BlockData {
    private final DposChain chain;
    private final PendingElection election;
    private final Watch watch;
    private final FinalityGadget gadget;
    private boolean silent;

    BlockData(DposChain chain, PendingElection election, Watch watch, FinalityGadget gadget) {
        this.chain = chain;
        this.election = election;
        this.watch = watch;
        this.gadget = gadget;
    }

    /** Convicts nobody any more: a block with evidence could not be built, and a delegate that never builds is worse than a convict that does. */
    void leaveOutEvidence() {
        silent = true;
    }

    HeaderData of(HeaderRules rules, long slot, Timestamp start, Secrets secrets) {
        Content entered = rules.entered();
        HeaderData data = rules.isExtra(slot) ? HeaderData.NONE : values(rules, slot, secrets);
        Optional<Election> elected = decided(entered).or(() -> election.in(rules, slot));
        if (elected.isPresent()) {
            data = data.with(elected.get());
        }
        return silent ? data : convicting(entered, start, data);
    }

    private HeaderData values(HeaderRules rules, long slot, Secrets secrets) {
        Content entered = rules.entered();
        int position = rules.position(slot);
        boolean reveals = entered.delegates().get(position).toReveal().isPresent();
        return HeaderData.values(
                reveals ? Optional.of(secrets.of(entered.oldestRound())) : Optional.empty(),
                chain.values()
                        .commitment(rules.producer(slot).address(), entered.round(), secrets.of(entered.round())));
    }

    private Optional<Election> decided(Content entered) {
        Optional<ProducerSet> set = new ElectionRules(chain, entered).decided();
        return set.map(next -> new Election(
                entered.term().number() + 1, entered.set().id(chain.suite().hash()), next, List.of()));
    }

    /** Brings the first evidence that counts. */
    private HeaderData convicting(Content entered, Timestamp start, HeaderData data) {
        Convictions convictions = new Convictions(chain, entered);
        for (DoubleSeal evidence : watch.evidence(entered.set())) {
            HeaderData with = data.with(evidence);
            if (convictions.check(start, with).isAccepted()) {
                return with;
            }
        }
        for (Evidence evidence : gadget.evidence().values()) {
            HeaderData with = data.with(evidence);
            if (convictions.check(start, with).isAccepted()) {
                return with;
            }
        }
        return data;
    }
}
