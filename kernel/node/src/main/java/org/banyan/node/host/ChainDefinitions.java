package org.banyan.node.host;

import java.util.List;
import java.util.TreeMap;
import org.banyan.consensus.Consensus;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.execution.ChainRules;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ExtensionRule;

/** What a specification means with this process's plug-ins. */
public final class ChainDefinitions {
    private ChainDefinitions() {}

    /**
     * @throws MissingPluginException if a plug-in that the specification names is not there
     * @throws IllegalArgumentException if its parameters are not valid
     */
    public static ChainDefinition of(Plugins plugins, ChainSpecification specification) {
        ChainRules rules = new ChainRules(
                specification,
                plugins.suite(specification.cryptoSuite()),
                plugins.runtimes(),
                plugins.families(),
                plugins.consensuses());
        return of(plugins, rules, plugins.consensus(specification));
    }

    static ChainDefinition of(Plugins plugins, ChainRules rules, Consensus consensus) {
        List<String> listed =
                rules.collection().extensions().stream().map(ExtensionRule::id).toList();
        var extensions = new TreeMap<String, HeaderExtensionRule>();
        plugins.extensions().stream()
                .filter(rule -> listed.contains(rule.id()))
                .forEach(rule -> extensions.put(rule.id(), rule));
        return new ChainDefinition(rules, consensus, List.copyOf(extensions.values()));
    }
}
