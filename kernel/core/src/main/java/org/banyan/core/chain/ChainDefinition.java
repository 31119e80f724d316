package org.banyan.core.chain;

import java.util.List;
import org.banyan.consensus.Consensus;
import org.banyan.core.execution.ChainRules;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.specification.ExtensionRule;

/**
 * Everything that makes one chain what it is: its rules, its consensus and its header extensions. Immutable.
 *
 * @param extensions rules of the collection's header extensions, ascending by id; {@code consensus} is the engine's own
 */
public record ChainDefinition(ChainRules rules, Consensus consensus, List<HeaderExtensionRule> extensions) {
    /** Blocks carry no transactions while head and final block are further apart. DESIGN.md 4. */
    public static final long UNFINAL_MAX = 256;

    /** @throws IllegalArgumentException if the collection lists an extension without a rule, or the other way round */
    public ChainDefinition {
        extensions = List.copyOf(extensions);
        List<String> given = extensions.stream().map(HeaderExtensionRule::id).toList();
        List<String> listed = rules.collection().extensions().stream()
                .map(ExtensionRule::id)
                .filter(id -> !id.equals(ConsensusExtension.ID))
                .toList();
        if (!given.equals(listed)) {
            throw new IllegalArgumentException("the chain's collection lists header extensions " + listed
                    + " but this node has rules for " + given);
        }
    }
}
