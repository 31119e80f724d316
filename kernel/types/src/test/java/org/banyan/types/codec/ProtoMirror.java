package org.banyan.types.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.banyan.core.v1.OtherLeaf;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.TransactionId;
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
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.StateStep;
import org.banyan.types.receipt.Event;
import org.banyan.types.receipt.OutgoingMessage;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.AuthorizationList;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.Transaction;

/** The same values as protobuf-java's classes: each field by its name in the proto, so that a swapped or misnumbered field shows. */
final class ProtoMirror {
    private ProtoMirror() {}

    static ByteString of(Bytes value) {
        return ByteString.copyFrom(value.readOnlyArray());
    }

    static ByteString of(Hash value) {
        return ByteString.copyFrom(value.toArray());
    }

    static ByteString of(Amount value) {
        return of(value.toBytes());
    }

    static org.banyan.core.v1.Authorization of(Authorization value) {
        return org.banyan.core.v1.Authorization.newBuilder()
                .setScheme(value.scheme())
                .setKey(of(value.key()))
                .setSignature(of(value.signature()))
                .build();
    }

    static org.banyan.core.v1.AuthorizationList of(AuthorizationList value) {
        return org.banyan.core.v1.AuthorizationList.newBuilder()
                .addAllAuthorizations(
                        value.authorizations().stream().map(ProtoMirror::of).toList())
                .build();
    }

    static org.banyan.core.v1.Transaction of(Transaction value) {
        return org.banyan.core.v1.Transaction.newBuilder()
                .setFamily(value.family())
                .setVersion(value.version())
                .setBody(of(value.body()))
                .addAllAuthorizations(
                        value.authorizations().stream().map(ProtoMirror::of).toList())
                .build();
    }

    static org.banyan.core.v1.AccountCall of(AccountCall value) {
        var call = org.banyan.core.v1.AccountCall.newBuilder()
                .setChainId(of(value.chainId().hash()))
                .setSender(of(value.sender().hash()))
                .setContract(of(value.contract().hash()))
                .setMethod(value.method())
                .setArguments(of(value.arguments()))
                .setMark(of(value.mark()))
                .setValidUntil(value.validUntil().value())
                .setSalt(value.salt())
                .setFee(of(value.fee()));
        if (!value.payer().equals(value.sender())) {
            call.setPayer(of(value.payer().hash()));
        }
        return call.build();
    }

    static org.banyan.core.v1.Mark of(Mark value) {
        return org.banyan.core.v1.Mark.newBuilder()
                .setHeight(value.height().value())
                .setBlockId(of(value.block().hash()))
                .build();
    }

    static org.banyan.core.v1.Fee of(Fee value) {
        return org.banyan.core.v1.Fee.newBuilder()
                .setLimit(of(value.limit()))
                .setTip(of(value.tip()))
                .build();
    }

    static org.banyan.core.v1.Header of(Header value) {
        return org.banyan.core.v1.Header.newBuilder()
                .setVersion(value.version())
                .setChainId(of(value.chainId().hash()))
                .setHeight(value.height().value())
                .setParent(of(value.parent().hash()))
                .setTimeMillis(value.time().millis())
                .setBodyRoot(of(value.bodyRoot()))
                .setReceiptsRoot(of(value.receiptsRoot()))
                .setStateRoot(of(value.stateRoot()))
                .setHistoryRoot(of(value.historyRoot()))
                .addAllExtensions(
                        value.extensions().stream().map(ProtoMirror::of).toList())
                .build();
    }

    static org.banyan.core.v1.HeaderExtension of(HeaderExtension value) {
        return org.banyan.core.v1.HeaderExtension.newBuilder()
                .setId(value.id())
                .setValue(of(value.value()))
                .build();
    }

    static org.banyan.core.v1.ConsensusExtension of(ConsensusExtension value) {
        return org.banyan.core.v1.ConsensusExtension.newBuilder()
                .setStateHash(of(value.stateHash()))
                .setProducerSet(of(value.producerSet()))
                .setData(of(value.data()))
                .build();
    }

    static org.banyan.core.v1.Inherent of(Inherent value) {
        return org.banyan.core.v1.Inherent.newBuilder()
                .setKind(value.kind())
                .setPayload(of(value.payload()))
                .build();
    }

    static org.banyan.core.v1.Body of(Body value) {
        var body = org.banyan.core.v1.Body.newBuilder()
                .addAllInherents(value.inherents().stream().map(ProtoMirror::of).toList());
        try {
            for (Bytes transaction : value.transactions()) {
                body.addTransactions(org.banyan.core.v1.Transaction.parseFrom(transaction.readOnlyArray()));
            }
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException(malformed);
        }
        return body.build();
    }

    static org.banyan.core.v1.Block of(Block value) {
        return org.banyan.core.v1.Block.newBuilder()
                .setHeader(of(value.header()))
                .setBody(of(value.body()))
                .build();
    }

    static org.banyan.core.v1.WitnessEntry of(WitnessEntry value) {
        return org.banyan.core.v1.WitnessEntry.newBuilder()
                .setKind(value.kind())
                .setPayload(of(value.payload()))
                .build();
    }

    static org.banyan.core.v1.Witness of(Witness value) {
        return org.banyan.core.v1.Witness.newBuilder()
                .addAllEntries(value.entries().stream().map(ProtoMirror::of).toList())
                .build();
    }

    static org.banyan.core.v1.VoteSignature of(VoteSignature value) {
        return org.banyan.core.v1.VoteSignature.newBuilder()
                .setPosition(value.position())
                .setSignature(of(value.signature()))
                .build();
    }

    static org.banyan.core.v1.Certificate of(Certificate value) {
        return org.banyan.core.v1.Certificate.newBuilder()
                .setChainId(of(value.chainId().hash()))
                .setHeight(value.height().value())
                .setBlockId(of(value.block().hash()))
                .setProducerSet(of(value.producerSet()))
                .setData(of(value.data()))
                .addAllVotes(value.votes().stream().map(ProtoMirror::of).toList())
                .build();
    }

    static org.banyan.core.v1.Producer of(Producer value) {
        return org.banyan.core.v1.Producer.newBuilder()
                .setAddress(of(value.address().hash()))
                .setScheme(value.key().scheme())
                .setKey(of(value.key().bytes()))
                .setWeight(value.weight())
                .build();
    }

    static org.banyan.core.v1.ProducerSet of(ProducerSet value) {
        return org.banyan.core.v1.ProducerSet.newBuilder()
                .addAllProducers(value.producers().stream().map(ProtoMirror::of).toList())
                .build();
    }

    static org.banyan.core.v1.Checkpoint of(Checkpoint value) {
        return org.banyan.core.v1.Checkpoint.newBuilder()
                .setHeader(of(value.header()))
                .setChildSet(of(value.childSet()))
                .build();
    }

    static org.banyan.core.v1.OffenceReport of(OffenceReport value) {
        return org.banyan.core.v1.OffenceReport.newBuilder()
                .setServed(of(value.served()))
                .setEvidence(of(value.evidence()))
                .build();
    }

    static org.banyan.core.v1.CertifiedHeader of(CertifiedHeader value) {
        var message = org.banyan.core.v1.CertifiedHeader.newBuilder()
                .setHeader(of(value.header()))
                .setCertificate(of(value.certificate()))
                .addAllLink(value.link().stream().map(ProtoMirror::of).toList());
        value.nextSet().ifPresent(set -> message.setNextSet(of(set)));
        return message.build();
    }

    static org.banyan.core.v1.IndexLeaf of(IndexLeaf value) {
        return org.banyan.core.v1.IndexLeaf.newBuilder()
                .setChainId(of(value.chainId().hash()))
                .setHeight(value.height().value())
                .setBlockId(of(value.block().hash()))
                .setTimeMillis(value.time().millis())
                .setBodyRoot(of(value.bodyRoot()))
                .setReceiptsRoot(of(value.receiptsRoot()))
                .setStateRoot(of(value.stateRoot()))
                .build();
    }

    static org.banyan.core.v1.ParentHeaders of(ParentHeaders value) {
        return org.banyan.core.v1.ParentHeaders.newBuilder()
                .addAllEntries(value.entries().stream().map(ProtoMirror::of).toList())
                .build();
    }

    static org.banyan.core.v1.ParentHeader of(ParentHeaders.Entry value) {
        return org.banyan.core.v1.ParentHeader.newBuilder()
                .setChainId(of(value.chainId().hash()))
                .setHeight(value.height().value())
                .setBlockId(of(value.block().hash()))
                .build();
    }

    static org.banyan.core.v1.Receipt of(Receipt value) {
        return org.banyan.core.v1.Receipt.newBuilder()
                .setTransactionId(value.transactionId()
                        .map(TransactionId::hash)
                        .map(ProtoMirror::of)
                        .orElse(ByteString.EMPTY))
                .setStatusValue(value.status().code())
                .setFailureCode(value.failureCode())
                .setFailureMessage(value.failureMessage())
                .setReturnValue(of(value.returnValue()))
                .addAllEvents(value.events().stream().map(ProtoMirror::of).toList())
                .addAllMessages(value.messages().stream().map(ProtoMirror::of).toList())
                .setCost(value.cost())
                .setFee(of(value.fee()))
                .build();
    }

    static org.banyan.core.v1.Event of(Event value) {
        return org.banyan.core.v1.Event.newBuilder()
                .setContract(of(value.contract().hash()))
                .setName(value.name())
                .setPayload(of(value.payload()))
                .build();
    }

    static org.banyan.core.v1.OutgoingMessage of(OutgoingMessage value) {
        return org.banyan.core.v1.OutgoingMessage.newBuilder()
                .setTarget(of(value.target().hash()))
                .setNumber(value.number())
                .setContract(of(value.contract().hash()))
                .setPayload(of(value.payload()))
                .build();
    }

    static org.banyan.core.v1.ListStep of(ListStep value) {
        return org.banyan.core.v1.ListStep.newBuilder()
                .setCount(value.proof().count())
                .setIndex(value.proof().index())
                .addAllSiblings(
                        value.proof().siblings().stream().map(ProtoMirror::of).toList())
                .setLeaf(of(value.leaf()))
                .build();
    }

    static org.banyan.core.v1.StateStep of(StateStep value) {
        var step = org.banyan.core.v1.StateStep.newBuilder()
                .setContract(of(value.contract().hash()))
                .setKey(of(value.key()))
                .setPresent(value.value().isPresent())
                .setValue(of(value.value().orElse(Bytes.EMPTY)))
                .addAllSiblings(
                        value.proof().siblings().stream().map(ProtoMirror::of).toList());
        value.proof()
                .other()
                .ifPresent(leaf -> step.setOther(
                        OtherLeaf.newBuilder().setKeyHash(of(leaf.keyHash())).setValueHash(of(leaf.valueHash()))));
        return step.build();
    }

    static org.banyan.core.v1.ProofStep of(ProofStep value) {
        var step = org.banyan.core.v1.ProofStep.newBuilder().setScheme(value.scheme());
        switch (value) {
            case ProofStep.TransactionInBlock transaction -> step.setTransactionInBlock(of(transaction.step()));
            case ProofStep.ReceiptInBlock receipt -> step.setReceiptInBlock(of(receipt.step()));
            case ProofStep.KeyInState key -> step.setKeyInState(of(key.step()));
            case ProofStep.BlockInHistory block -> step.setBlockInHistory(of(block.step()));
            case ProofStep.HeaderOfBlock header ->
                step.setHeader(org.banyan.core.v1.HeaderStep.newBuilder().setHeader(of(header.header())));
            case ProofStep.BlockInIndex index -> step.setBlockInIndex(of(index.step()));
            case ProofStep.HeaderInParent parent ->
                step.setHeaderInParent(org.banyan.core.v1.HeaderInParentStep.getDefaultInstance());
        }
        return step.build();
    }

    static org.banyan.core.v1.Proof of(Proof value) {
        return org.banyan.core.v1.Proof.newBuilder()
                .addAllSteps(value.steps().stream().map(ProtoMirror::of).toList())
                .build();
    }
}
