package org.banyan.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.api.ChainReader.Found;
import org.banyan.core.pool.TransactionPool;
import org.banyan.core.pool.WaitReason;
import org.banyan.core.store.ChainStore;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.TransactionFamilies;
import org.banyan.v1.Authorization;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.Finality;
import org.banyan.v1.Transaction;
import org.banyan.v1.TransactionStage;
import org.banyan.v1.TransactionStatus;

/** Transactions and their way through the chain in public form. */
final class TransactionMessages {
    private final ChainReader reader;
    private final ContractTexts texts;
    private final ReceiptMessages receipts;

    TransactionMessages(ChainReader reader) {
        this.reader = reader;
        this.texts = new ContractTexts(reader);
        this.receipts = new ReceiptMessages(reader, texts);
    }

    /** Where a transaction stands. */
    sealed interface Place {
        /** @param because why the last block that was filled here left it out; empty when none did */
        record Waiting(SignedTransaction transaction, String because) implements Place {}

        record Packed(SignedTransaction transaction, Found block, int index, Receipt receipt) implements Place {}
    }

    Optional<Place> place(TransactionId id) {
        Optional<Place> packed = reader.chain().look(parts -> packed(parts.store(), id));
        if (packed.isPresent()) {
            return packed;
        }
        Optional<Place> waiting = reader.chain()
                .read(engine -> engine.pool()
                        .get(id)
                        .map(transaction -> new Place.Waiting(transaction.signed(), because(engine.pool(), id))));
        // What was packed between the two looks is in neither.
        return waiting.isPresent() ? waiting : reader.chain().look(parts -> packed(parts.store(), id));
    }

    private Optional<Place> packed(ChainStore store, TransactionId id) {
        for (var position : store.positions(id)) {
            Found found = reader.block(position.block().toString());
            if (found.main()) {
                var raw = found.block().body().transactions().get(position.index());
                List<Receipt> all = store.receipts(position.block()).orElseThrow();
                return Optional.of(new Place.Packed(
                        SignedTransaction.decode(
                                raw, reader.chain().rules().suite().hash()),
                        found,
                        position.index(),
                        all.get(position.index() + 1)));
            }
        }
        return Optional.empty();
    }

    private static String because(TransactionPool pool, TransactionId id) {
        return pool.waitsBecause(id)
                .map(reason -> words(reason, pool.groupOf(id)))
                .orElse("");
    }

    /** Why a transaction waits, and what its sender can do about it. */
    static String words(WaitReason reason, Optional<TransactionPool.Group> group) {
        return switch (reason) {
            case KEYS_IN_DEMAND ->
                "waiting because others that touch the same keys had their share of the last block"
                        + group.map(its -> ": " + its.transactions() + " such transactions wait, of some " + its.cost()
                                        + " units together")
                                .orElse("");
            case SERIAL_LANE_FULL -> "waiting because the serial lane had its share of the last block";
            case PAYER_SHORT ->
                "waiting because its payer cannot cover its fee limit beside the transactions before it; add funds";
            case BEHIND_ITS_SENDERS -> "waiting because its sender's transactions before it wait";
            case BLOCK_FULL ->
                "waiting because the last block was full of transactions that pay as much or more; a tip brings it forward";
        };
    }

    Place required(TransactionId id) {
        return place(id).orElseThrow(() -> unknown(id));
    }

    private ApiFailure unknown(TransactionId id) {
        String dropped = dropped(id)
                .map(verdict -> ", for it dropped it: " + verdict.reason())
                .orElse("");
        return new ApiFailure(
                ErrorReason.ERROR_REASON_TX_NOT_FOUND,
                "this node knows no transaction " + id + dropped,
                Map.of("id", id.toString()));
    }

    /** Why a transaction that waited here was found unfit for a block. */
    Optional<Verdict.Rejected> dropped(TransactionId id) {
        return reader.chain().read(engine -> engine.pool().droppedBecause(id));
    }

    SignedTransaction signed(Place place) {
        return switch (place) {
            case Place.Waiting waiting -> waiting.transaction();
            case Place.Packed packed -> packed.transaction();
        };
    }

    TransactionStatus status(TransactionId id, Place place) {
        var status = TransactionStatus.newBuilder().setId(id.toString()).setHead(reader.head());
        return switch (place) {
            case Place.Waiting waiting ->
                status.setStage(TransactionStage.TRANSACTION_STAGE_PENDING)
                        .setMessage(waiting.because())
                        .setFinality(Finality.FINALITY_PENDING)
                        .build();
            case Place.Packed packed -> {
                var header = packed.block().block().header();
                yield status.setStage(stage(packed))
                        .setFinality(BlockMessages.finality(packed.block()))
                        .setBlock(reader.reference(packed.block().id(), header.height()))
                        .setIndex(packed.index())
                        .setDepth(
                                packed.block().head().value() - header.height().value())
                        .setReceipt(receipts.receipt(packed.receipt(), call(packed.transaction())))
                        .build();
            }
        };
    }

    /** The status of one that is neither in the pool nor in a block any more. */
    TransactionStatus left(TransactionId id) {
        return dropped(id)
                .map(verdict -> TransactionStatus.newBuilder()
                        .setId(id.toString())
                        .setStage(TransactionStage.TRANSACTION_STAGE_DROPPED)
                        .setReason(ApiFailure.publicName(ApiFailure.reasonOf(verdict.rule())))
                        .setMessage(verdict.reason())
                        .setHead(reader.head())
                        .build())
                .orElseGet(() ->
                        left(id, TransactionStage.TRANSACTION_STAGE_EXPIRED, ErrorReason.ERROR_REASON_TX_EXPIRED));
    }

    private TransactionStatus left(TransactionId id, TransactionStage stage, ErrorReason reason) {
        return TransactionStatus.newBuilder()
                .setId(id.toString())
                .setStage(stage)
                .setReason(ApiFailure.publicName(reason))
                .setMessage(Answers.rule(reason).getCause())
                .setHead(reader.head())
                .build();
    }

    private static TransactionStage stage(Place.Packed packed) {
        return BlockMessages.finality(packed.block()) == Finality.FINALITY_FINAL
                ? TransactionStage.TRANSACTION_STAGE_FINAL
                : TransactionStage.TRANSACTION_STAGE_PACKED;
    }

    org.banyan.v1.Receipt trial(Receipt receipt, SignedTransaction transaction) {
        return receipts.receipt(receipt, call(transaction));
    }

    Transaction transaction(SignedTransaction signed) {
        var message = Transaction.newBuilder()
                .setId(signed.id().toString())
                .setFullHash(signed.fullHash().toString())
                .setFamily(signed.family())
                .setVersion(signed.transaction().version())
                .setCanonical(ReceiptMessages.bytes(signed.raw()));
        signed.authorizations()
                .forEach(authorization -> message.addAuthorizations(Authorization.newBuilder()
                        .setScheme(schemeName(authorization.scheme()))
                        .setKey(authorization.key().toHex())
                        .setSignature(authorization.signature().toHex())));
        call(signed).ifPresent(call -> fill(message, call));
        return message.build();
    }

    private String schemeName(int scheme) {
        return reader.chain()
                .rules()
                .suite()
                .scheme(scheme)
                .map(SignatureScheme::name)
                .orElse(Integer.toUnsignedString(scheme));
    }

    private void fill(Transaction.Builder message, AccountCall call) {
        message.setChainId(call.chainId().toString())
                .setSender(reader.text(call.sender()))
                .setContract(reader.text(call.contract()))
                .setMethod(call.method())
                .setArguments(ReceiptMessages.bytes(call.arguments()))
                .setMark(BlockReference.newBuilder()
                        .setChainId(call.chainId().toString())
                        .setHeight(call.mark().height().value())
                        .setHash(call.mark().block().toString()))
                .setValidUntil(call.validUntil().value())
                .setSalt(call.salt())
                .setFeeLimit(call.fee().limit().toString())
                .setTip(call.fee().tip().toString())
                .setPayer(reader.text(call.payer()));
        texts.at(call.contract())
                .ifPresent(known -> message.setContractName(known.record().name()));
        texts.arguments(call.contract(), call.method(), call.arguments()).ifPresent(message::setArgumentsJson);
    }

    private static Optional<AccountCall> call(SignedTransaction signed) {
        if (signed.family() != TransactionFamilies.ACCOUNT) {
            return Optional.empty();
        }
        try {
            return Optional.of(AccountCall.CODEC.decode(signed.body()));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }
}
