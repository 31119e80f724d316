package org.banyan.simulation;

import java.util.ArrayList;
import java.util.List;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.SetRegistrarRequest;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.crosschain.HeaderInherent;
import org.banyan.crosschain.IndexExtension;
import org.banyan.crosschain.ParentExtension;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.ExtensionRule;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.InherentRule;
import org.banyan.types.specification.ParentChain;

/** What makes a simulated chain one of a tree. */
final class TreeSpecification {
    static final String CROSSCHAIN = "crosschain";
    static final List<String> CONTRACTS = List.of("account", CROSSCHAIN, "registry", "token");
    static final List<HeaderExtensionRule> EXTENSIONS = List.of(new IndexExtension(), new ParentExtension());

    private TreeSpecification() {}

    /** A parent that is trusted from its genesis on. */
    static ParentChain parent(ChainDefinition parent) {
        ChainEngine engine = ChainEngine.open(parent, new MemoryDisk().open(), PoolLimits.DEFAULT);
        return new ParentChain(
                parent.rules().chainId(),
                parent.consensus().id(),
                engine.head().header(),
                engine.head().state().producers());
    }

    /** @param lightClients ids of the consensus whose chains this one may follow, ascending */
    static ChainSpecification of(
            ChainSpecification alone,
            List<ParentChain> parents,
            List<String> lightClients,
            Signer registrar,
            CryptoSuite suite) {
        ContractCollection plain = alone.collection();
        List<GenesisCall> calls = new ArrayList<>(alone.genesisCalls());
        ContractCall set =
                CrosschainClient.SET_REGISTRAR.call(new SetRegistrarRequest(suite.addressOf(registrar.publicKey())));
        calls.add(new GenesisCall(CROSSCHAIN, set.method(), set.arguments()));
        return new ChainSpecification(
                alone.format(),
                parents.isEmpty() ? "parent" : "child",
                alone.cryptoSuite(),
                alone.addressPrefix(),
                alone.genesisTime(),
                alone.consensus(),
                new ContractCollection(
                        plain.contracts(),
                        List.of(
                                new ExtensionRule(IndexLeaf.EXTENSION, true),
                                new ExtensionRule(ParentHeaders.EXTENSION, true)),
                        plain.accountContract(),
                        plain.registryContract(),
                        plain.feeContract(),
                        plain.deployableCategories(),
                        List.of(
                                new InherentRule(
                                        HeaderInherent.CHILD, CROSSCHAIN, CrosschainClient.FOLLOW_CHILD.name()),
                                new InherentRule(
                                        HeaderInherent.PARENT, CROSSCHAIN, CrosschainClient.FOLLOW_PARENT.name())),
                        lightClients),
                alone.updateRule(),
                parents,
                new IndexingPolicy(4),
                alone.limits(),
                alone.fees(),
                calls);
    }
}
