package org.banyan.types.codec;

import com.google.protobuf.Message;
import java.util.List;
import java.util.function.Function;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.generators.RandomBlocks;
import org.banyan.types.generators.RandomProofs;
import org.banyan.types.generators.RandomReceipts;
import org.banyan.types.generators.RandomSpecifications;
import org.banyan.types.generators.RandomTransactions;
import org.banyan.types.generators.RandomValues;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.StateStep;
import org.banyan.types.receipt.Event;
import org.banyan.types.receipt.OutgoingMessage;
import org.banyan.types.receipt.Receipt;
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
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.AuthorizationList;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.Transaction;

/**
 * One message of the protocol: how to make random values of it, our codec, and the same value in protobuf-java.
 *
 * @param prototype default instance of protobuf-java's class
 */
record MessageKind<T>(
        Message prototype, Codec<T> codec, Function<RandomValues, T> generate, Function<T, Message> mirror) {
    static List<MessageKind<?>> all() {
        return List.of(
                transaction(
                        org.banyan.core.v1.Authorization.getDefaultInstance(),
                        Authorization.CODEC,
                        RandomTransactions::authorization,
                        ProtoMirror::of),
                transaction(
                        org.banyan.core.v1.AuthorizationList.getDefaultInstance(),
                        AuthorizationList.CODEC,
                        RandomTransactions::authorizationList,
                        ProtoMirror::of),
                transaction(
                        org.banyan.core.v1.Transaction.getDefaultInstance(),
                        Transaction.CODEC,
                        RandomTransactions::transaction,
                        ProtoMirror::of),
                transaction(
                        org.banyan.core.v1.AccountCall.getDefaultInstance(),
                        AccountCall.CODEC,
                        RandomTransactions::accountCall,
                        ProtoMirror::of),
                transaction(
                        org.banyan.core.v1.Mark.getDefaultInstance(),
                        Mark.CODEC,
                        RandomTransactions::mark,
                        ProtoMirror::of),
                transaction(
                        org.banyan.core.v1.Fee.getDefaultInstance(),
                        Fee.CODEC,
                        RandomTransactions::fee,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.Header.getDefaultInstance(),
                        Header.CODEC,
                        RandomBlocks::header,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.HeaderExtension.getDefaultInstance(),
                        HeaderExtension.CODEC,
                        RandomBlocks::headerExtension,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.ConsensusExtension.getDefaultInstance(),
                        ConsensusExtension.CODEC,
                        RandomBlocks::consensusExtension,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.Inherent.getDefaultInstance(),
                        Inherent.CODEC,
                        RandomBlocks::inherent,
                        ProtoMirror::of),
                block(org.banyan.core.v1.Body.getDefaultInstance(), Body.CODEC, RandomBlocks::body, ProtoMirror::of),
                block(org.banyan.core.v1.Block.getDefaultInstance(), Block.CODEC, RandomBlocks::block, ProtoMirror::of),
                block(
                        org.banyan.core.v1.WitnessEntry.getDefaultInstance(),
                        WitnessEntry.CODEC,
                        RandomBlocks::witnessEntry,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.Witness.getDefaultInstance(),
                        Witness.CODEC,
                        RandomBlocks::witness,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.Certificate.getDefaultInstance(),
                        Certificate.CODEC,
                        RandomBlocks::certificate,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.VoteSignature.getDefaultInstance(),
                        VoteSignature.CODEC,
                        RandomBlocks::voteSignature,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.ProducerSet.getDefaultInstance(),
                        ProducerSet.CODEC,
                        RandomBlocks::producerSet,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.Producer.getDefaultInstance(),
                        Producer.CODEC,
                        RandomBlocks::producer,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.Checkpoint.getDefaultInstance(),
                        Checkpoint.CODEC,
                        RandomBlocks::checkpoint,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.OffenceReport.getDefaultInstance(),
                        OffenceReport.CODEC,
                        RandomBlocks::offenceReport,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.CertifiedHeader.getDefaultInstance(),
                        CertifiedHeader.CODEC,
                        RandomBlocks::certifiedHeader,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.IndexLeaf.getDefaultInstance(),
                        IndexLeaf.CODEC,
                        RandomBlocks::indexLeaf,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.ParentHeaders.getDefaultInstance(),
                        ParentHeaders.CODEC,
                        RandomBlocks::parentHeaders,
                        ProtoMirror::of),
                block(
                        org.banyan.core.v1.ParentHeader.getDefaultInstance(),
                        ParentHeaders.Entry.CODEC,
                        RandomBlocks::parentHeader,
                        ProtoMirror::of),
                receipt(
                        org.banyan.core.v1.Receipt.getDefaultInstance(),
                        Receipt.CODEC,
                        RandomReceipts::receipt,
                        ProtoMirror::of),
                receipt(
                        org.banyan.core.v1.Event.getDefaultInstance(),
                        Event.CODEC,
                        RandomReceipts::event,
                        ProtoMirror::of),
                receipt(
                        org.banyan.core.v1.OutgoingMessage.getDefaultInstance(),
                        OutgoingMessage.CODEC,
                        RandomReceipts::outgoingMessage,
                        ProtoMirror::of),
                proof(org.banyan.core.v1.Proof.getDefaultInstance(), Proof.CODEC, RandomProofs::proof, ProtoMirror::of),
                proof(
                        org.banyan.core.v1.ProofStep.getDefaultInstance(),
                        ProofStep.CODEC,
                        RandomProofs::step,
                        ProtoMirror::of),
                proof(
                        org.banyan.core.v1.ListStep.getDefaultInstance(),
                        ListStep.CODEC,
                        RandomProofs::listStep,
                        ProtoMirror::of),
                proof(
                        org.banyan.core.v1.StateStep.getDefaultInstance(),
                        StateStep.CODEC,
                        RandomProofs::stateStep,
                        ProtoMirror::of),
                specification(
                        org.banyan.core.v1.ChainSpecification.getDefaultInstance(),
                        ChainSpecification.CODEC,
                        RandomSpecifications::specification,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.Consensus.getDefaultInstance(),
                        ConsensusChoice.CODEC,
                        RandomSpecifications::consensus,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.ContractCollection.getDefaultInstance(),
                        ContractCollection.CODEC,
                        RandomSpecifications::collection,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.SystemContract.getDefaultInstance(),
                        SystemContract.CODEC,
                        RandomSpecifications::systemContract,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.ExtensionRule.getDefaultInstance(),
                        ExtensionRule.CODEC,
                        RandomSpecifications::extensionRule,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.InherentRule.getDefaultInstance(),
                        InherentRule.CODEC,
                        RandomSpecifications::inherentRule,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.UpdateRule.getDefaultInstance(),
                        UpdateRule.CODEC,
                        RandomSpecifications::updateRule,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.ParentChain.getDefaultInstance(),
                        ParentChain.CODEC,
                        RandomSpecifications::parentChain,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.IndexingPolicy.getDefaultInstance(),
                        IndexingPolicy.CODEC,
                        RandomSpecifications::indexing,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.Limits.getDefaultInstance(),
                        Limits.CODEC,
                        RandomSpecifications::limits,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.FeeRule.getDefaultInstance(),
                        FeeRule.CODEC,
                        RandomSpecifications::fees,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.CostTable.getDefaultInstance(),
                        CostTable.CODEC,
                        RandomSpecifications::costs,
                        SpecificationMirror::mirror),
                specification(
                        org.banyan.core.v1.GenesisCall.getDefaultInstance(),
                        GenesisCall.CODEC,
                        RandomSpecifications::genesisCall,
                        SpecificationMirror::mirror));
    }

    private static <T> MessageKind<T> transaction(
            Message prototype, Codec<T> codec, Function<RandomTransactions, T> generate, Function<T, Message> mirror) {
        return new MessageKind<>(prototype, codec, generate.compose(RandomTransactions::new), mirror);
    }

    private static <T> MessageKind<T> block(
            Message prototype, Codec<T> codec, Function<RandomBlocks, T> generate, Function<T, Message> mirror) {
        return new MessageKind<>(prototype, codec, generate.compose(RandomBlocks::new), mirror);
    }

    private static <T> MessageKind<T> receipt(
            Message prototype, Codec<T> codec, Function<RandomReceipts, T> generate, Function<T, Message> mirror) {
        return new MessageKind<>(prototype, codec, generate.compose(RandomReceipts::new), mirror);
    }

    private static <T> MessageKind<T> proof(
            Message prototype, Codec<T> codec, Function<RandomProofs, T> generate, Function<T, Message> mirror) {
        return new MessageKind<>(prototype, codec, generate.compose(RandomProofs::new), mirror);
    }

    private static <T> MessageKind<T> specification(
            Message prototype,
            Codec<T> codec,
            Function<RandomSpecifications, T> generate,
            Function<T, Message> mirror) {
        return new MessageKind<>(prototype, codec, generate.compose(RandomSpecifications::new), mirror);
    }

    @Override
    public String toString() {
        return prototype.getDescriptorForType().getName();
    }
}
