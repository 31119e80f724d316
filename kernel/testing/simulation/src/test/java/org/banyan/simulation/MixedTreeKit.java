package org.banyan.simulation;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.bft.BftConsensus;
import org.banyan.consensus.bft.BftConsensusFactory;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.mainchain.dpos.DposConsensus;
import org.banyan.mainchain.dpos.DposConsensusFactory;
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

/** A chain of delegates and a child that agrees in views: each follows the other by the other's own light client. */
final class MixedTreeKit {
    private static final List<String> LIGHT_CLIENTS = List.of(BftConsensus.ID, DposConsensus.ID);
    private static final List<ConsensusFactory> FOLLOWED =
            List.of(new BftConsensusFactory(), new DposConsensusFactory());

    private MixedTreeKit() {}

    /** Both chains and a carrier, through the faults that the seed draws. */
    static Outcome run(long seed) {
        Parent parent = new Parent();
        return new TreeScenario(seed, Draw.ofTree(seed), parent, Child::new, parent::carry).run();
    }

    private static final class Parent extends DposKit {
        private Optional<TreeCarrier> carrier = Optional.empty();

        Parent() {
            super(new StubCryptoSuite());
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
        public List<ConsensusFactory> followed() {
            return FOLLOWED;
        }

        @Override
        public ChainSpecification specification(
                List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
            carrier = Optional.of(new TreeCarrier(suite(), accounts.getFirst()));
            return TreeSpecification.of(
                    super.specification(producers, accounts, slotMillis, genesisTime),
                    List.of(),
                    LIGHT_CLIENTS,
                    accounts.getFirst(),
                    suite());
        }

        void carry(RunningChain child, RunningChain parent) {
            carrier.orElseThrow().carry(child, parent);
        }
    }

    private static final class Child extends BftKit {
        private final ParentChain parent;

        Child(ChainDefinition parent) {
            super(new StubCryptoSuite());
            this.parent = TreeSpecification.parent(parent);
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
        public List<ConsensusFactory> followed() {
            return FOLLOWED;
        }

        @Override
        public ChainSpecification specification(
                List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
            return TreeSpecification.of(
                    super.specification(producers, accounts, slotMillis, genesisTime),
                    List.of(parent),
                    LIGHT_CLIENTS,
                    accounts.getFirst(),
                    suite());
        }
    }
}
