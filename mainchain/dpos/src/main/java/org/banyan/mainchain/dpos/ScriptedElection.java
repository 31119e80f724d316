package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.Optional;
import org.banyan.types.block.ProducerSet;

/** Elections that genesis decided.
 *
 * @param elections ascending by term
 */
record ScriptedElection(List<Elected> elections) implements DelegateElection {
    ScriptedElection {
        elections = List.copyOf(elections);
    }

    @Override
    public Optional<ProducerSet> electedFor(long term) {
        return elections.stream()
                .filter(elected -> elected.term() == term)
                .map(Elected::delegates)
                .findFirst();
    }

    @Override
    public long decidedAfter(long term) {
        return elections.stream()
                .mapToLong(Elected::term)
                .filter(decided -> decided > term)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
