package org.banyan.core.chain;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.StateReader;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.header.HeaderExtensionRule.BlockFacts;
import org.banyan.types.Address;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;

/** What header extensions may know of a block. */
final class ExtensionFacts {
    private ExtensionFacts() {}

    static BlockFacts of(
            ChainRules rules, Header parent, Timestamp time, List<Inherent> inherents, StateView parentState) {
        return new BlockFacts(
                rules.suite().hash(),
                parent,
                parent.height().next(),
                time,
                inherents,
                name -> contractState(rules, parentState, name));
    }

    private static Optional<StateReader> contractState(ChainRules rules, StateView state, String name) {
        boolean known = rules.collection().contracts().stream()
                .anyMatch(contract -> contract.name().equals(name));
        if (!known) {
            return Optional.empty();
        }
        Address address = rules.systemAddress(name);
        return Optional.of(key -> state.get(new StateKey(address, key)));
    }
}
