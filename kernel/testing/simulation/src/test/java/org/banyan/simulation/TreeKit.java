package org.banyan.simulation;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.node.chain.RunningChain;
import org.banyan.simulation.scenario.Draw;
import org.banyan.simulation.scenario.Outcome;
import org.banyan.simulation.scenario.TreeScenario;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ParentChain;

/** A chain of the tree on proof of authority: the product's collection with edges, as a parent or as the child of one. */
class TreeKit extends AuthorityKit {
    private final List<ParentChain> parents;
    private Optional<TreeCarrier> carrier = Optional.empty();

    TreeKit() {
        this(List.of());
    }

    TreeKit(List<ParentChain> parents) {
        super(new StubCryptoSuite());
        this.parents = parents;
    }

    static TreeKit childOf(ChainDefinition parent) {
        return new TreeKit(List.of(TreeSpecification.parent(parent)));
    }

    @Override
    List<String> contracts() {
        return TreeSpecification.CONTRACTS;
    }

    @Override
    public List<HeaderExtensionRule> extensions() {
        return TreeSpecification.EXTENSIONS;
    }

    @Override
    public ChainSpecification specification(
            List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
        carrier = Optional.of(new TreeCarrier(suite(), accounts.getFirst()));
        return TreeSpecification.of(
                super.specification(producers, accounts, slotMillis, genesisTime),
                parents,
                List.of(AuthorityConsensus.ID),
                accounts.getFirst(),
                suite());
    }

    /** A chain and its child that a seed runs; a liar carries between them as well. */
    static Outcome run(long seed, TreeKit parent) {
        return new TreeScenario(seed, Draw.ofTree(seed), parent, TreeKit::childOf, parent::carry).run();
    }

    private void carry(RunningChain child, RunningChain parent) {
        carrier.orElseThrow().carry(child, parent);
    }
}
