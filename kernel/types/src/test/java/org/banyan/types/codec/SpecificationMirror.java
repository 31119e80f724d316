package org.banyan.types.codec;

import com.google.protobuf.ByteString;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ConsensusChoice;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.ExtensionRule;
import org.banyan.types.specification.FeeRule;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.InherentRule;
import org.banyan.types.specification.Limits;
import org.banyan.types.specification.ParentChain;
import org.banyan.types.specification.SystemContract;
import org.banyan.types.specification.UpdateRule;

/** {@link ProtoMirror} for chain specifications. */
final class SpecificationMirror {
    private SpecificationMirror() {}

    static org.banyan.core.v1.ChainSpecification mirror(ChainSpecification value) {
        return org.banyan.core.v1.ChainSpecification.newBuilder()
                .setFormat(value.format())
                .setName(value.name())
                .setCryptoSuite(value.cryptoSuite())
                .setAddressPrefix(value.addressPrefix())
                .setGenesisTimeMillis(value.genesisTime().millis())
                .setConsensus(mirror(value.consensus()))
                .setCollection(mirror(value.collection()))
                .setUpdateRule(mirror(value.updateRule()))
                .addAllParents(value.parents().stream()
                        .map(SpecificationMirror::mirror)
                        .toList())
                .setIndexing(mirror(value.indexing()))
                .setLimits(mirror(value.limits()))
                .setFees(mirror(value.fees()))
                .addAllGenesisCalls(value.genesisCalls().stream()
                        .map(SpecificationMirror::mirror)
                        .toList())
                .build();
    }

    static org.banyan.core.v1.Consensus mirror(ConsensusChoice value) {
        return org.banyan.core.v1.Consensus.newBuilder()
                .setId(value.id())
                .setParameters(ProtoMirror.of(value.parameters()))
                .setSlotMillis(value.slotMillis())
                .build();
    }

    static org.banyan.core.v1.ContractCollection mirror(ContractCollection value) {
        return org.banyan.core.v1.ContractCollection.newBuilder()
                .addAllContracts(value.contracts().stream()
                        .map(SpecificationMirror::mirror)
                        .toList())
                .addAllExtensions(value.extensions().stream()
                        .map(SpecificationMirror::mirror)
                        .toList())
                .setAccountContract(value.accountContract())
                .setRegistryContract(value.registryContract())
                .setFeeContract(value.feeContract())
                .addAllDeployableCategories(value.deployableCategories())
                .addAllInherents(value.inherents().stream()
                        .map(SpecificationMirror::mirror)
                        .toList())
                .addAllLightClients(value.lightClients())
                .build();
    }

    static org.banyan.core.v1.InherentRule mirror(InherentRule value) {
        return org.banyan.core.v1.InherentRule.newBuilder()
                .setKind(value.kind())
                .setContract(value.contract())
                .setMethod(value.method())
                .build();
    }

    static org.banyan.core.v1.SystemContract mirror(SystemContract value) {
        return org.banyan.core.v1.SystemContract.newBuilder()
                .setName(value.name())
                .setVersion(value.version())
                .setCategory(value.category())
                .setDescriptorHash(ProtoMirror.of(value.descriptorHash()))
                .setCode(ProtoMirror.of(value.code()))
                .setParameters(ProtoMirror.of(value.parameters()))
                .build();
    }

    static org.banyan.core.v1.ExtensionRule mirror(ExtensionRule value) {
        return org.banyan.core.v1.ExtensionRule.newBuilder()
                .setId(value.id())
                .setCritical(value.critical())
                .build();
    }

    static org.banyan.core.v1.UpdateRule mirror(UpdateRule value) {
        return org.banyan.core.v1.UpdateRule.newBuilder()
                .setPercent(value.percent())
                .setWindow(value.window())
                .setConfirmations(value.confirmations())
                .build();
    }

    static org.banyan.core.v1.ParentChain mirror(ParentChain value) {
        return org.banyan.core.v1.ParentChain.newBuilder()
                .setChainId(ProtoMirror.of(value.chainId().hash()))
                .setAnchorHeader(ProtoMirror.of(value.anchorHeader()).toByteString())
                .setAnchorSet(set(value.anchorSet()))
                .setLightClient(value.lightClient())
                .build();
    }

    private static ByteString set(ProducerSet value) {
        return ProtoMirror.of(value).toByteString();
    }

    static org.banyan.core.v1.IndexingPolicy mirror(IndexingPolicy value) {
        return org.banyan.core.v1.IndexingPolicy.newBuilder()
                .setChildrenMax(value.childrenMax())
                .build();
    }

    static org.banyan.core.v1.Limits mirror(Limits value) {
        return org.banyan.core.v1.Limits.newBuilder()
                .setTransactionBytes(value.transactionBytes())
                .setBlockBytes(value.blockBytes())
                .setBlockTransactions(value.blockTransactions())
                .setAuthorizations(value.authorizations())
                .setTransactionCost(value.transactionCost())
                .setBlockCost(value.blockCost())
                .setCallDepth(value.callDepth())
                .setCodeBytes(value.codeBytes())
                .setValueBytes(value.valueBytes())
                .setEvents(value.events())
                .setInherents(value.inherents())
                .setHeaderBytes(value.headerBytes())
                .build();
    }

    static org.banyan.core.v1.FeeRule mirror(FeeRule value) {
        return org.banyan.core.v1.FeeRule.newBuilder()
                .setUnitPrice(ProtoMirror.of(value.unitPrice()))
                .setCosts(mirror(value.costs()))
                .setSerialLaneTip(ProtoMirror.of(value.serialLaneTip()))
                .build();
    }

    static org.banyan.core.v1.CostTable mirror(CostTable value) {
        return org.banyan.core.v1.CostTable.newBuilder()
                .setTransaction(value.transaction())
                .setTransactionByte(value.transactionByte())
                .setSignature(value.signature())
                .setRead(value.read())
                .setWrite(value.write())
                .setStateByte(value.stateByte())
                .setEvent(value.event())
                .setEventByte(value.eventByte())
                .setCall(value.call())
                .setHash(value.hash())
                .setDeploy(value.deploy())
                .setCodeByte(value.codeByte())
                .build();
    }

    static org.banyan.core.v1.GenesisCall mirror(GenesisCall value) {
        return org.banyan.core.v1.GenesisCall.newBuilder()
                .setContract(value.contract())
                .setMethod(value.method())
                .setArguments(ProtoMirror.of(value.arguments()))
                .build();
    }
}
