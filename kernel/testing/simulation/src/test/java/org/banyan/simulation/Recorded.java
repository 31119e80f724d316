package org.banyan.simulation;

import java.util.List;
import java.util.stream.Stream;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.evidence.Conviction;
import org.banyan.contracts.evidence.EvidenceClient;
import org.banyan.contracts.evidence.ListConvictionsReply;
import org.banyan.contracts.evidence.ListConvictionsRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Inherent;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.InherentRule;

/** Chains of kits with the evidence contract, and what it has recorded. */
final class Recorded {
    static final List<String> CONTRACTS = List.of("account", "evidence", "registry", "token");

    private Recorded() {}

    /** A delegate's chain. */
    static DposKit dpos(CryptoSuite suite) {
        return new DposKit(suite) {
            @Override
            List<String> contracts() {
                return CONTRACTS;
            }

            @Override
            public ChainSpecification specification(
                    List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
                return recording(super.specification(producers, accounts, slotMillis, genesisTime));
            }
        };
    }

    /** A chain that agrees in views. */
    static BftKit bft(CryptoSuite suite) {
        return new BftKit(suite) {
            @Override
            List<String> contracts() {
                return CONTRACTS;
            }

            @Override
            public ChainSpecification specification(
                    List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
                return recording(super.specification(producers, accounts, slotMillis, genesisTime));
            }
        };
    }

    static ChainSpecification recording(ChainSpecification plain) {
        ContractCollection collection = plain.collection();
        List<InherentRule> rules = Stream.concat(
                        collection.inherents().stream(),
                        Stream.of(new InherentRule(Inherent.EVIDENCE, "evidence", EvidenceClient.RECORD.name())))
                .toList();
        return new ChainSpecification(
                plain.format(),
                plain.name(),
                plain.cryptoSuite(),
                plain.addressPrefix(),
                plain.genesisTime(),
                plain.consensus(),
                new ContractCollection(
                        collection.contracts(),
                        collection.extensions(),
                        collection.accountContract(),
                        collection.registryContract(),
                        collection.feeContract(),
                        collection.deployableCategories(),
                        rules,
                        collection.lightClients()),
                plain.updateRule(),
                plain.parents(),
                plain.indexing(),
                plain.limits(),
                plain.fees(),
                plain.genesisCalls());
    }

    /** In the state after the final block. */
    static List<Conviction> convictions(ChainEngine engine) {
        var finalBlock = engine.finalBlock().header();
        var reply = engine.parts()
                .views()
                .call(
                        engine.parts().store().stateAt(finalBlock.height()).orElseThrow(),
                        new BlockEnvironment(finalBlock.height(), finalBlock.time(), SystemAddresses.KERNEL),
                        SystemAddresses.KERNEL,
                        engine.parts().rules().systemAddress("evidence"),
                        EvidenceClient.LIST_CONVICTIONS.name(),
                        ListConvictionsRequest.CODEC.encode(new ListConvictionsRequest(0)));
        return ListConvictionsReply.CODEC.decode(reply).convictions();
    }
}
