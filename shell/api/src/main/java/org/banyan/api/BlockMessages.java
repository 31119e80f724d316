package org.banyan.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.api.ChainReader.Found;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Header;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.BlockHeader;
import org.banyan.v1.Finality;

/** Blocks in public form. */
final class BlockMessages {
    private final ChainReader reader;
    private final ReceiptMessages receipts;

    BlockMessages(ChainReader reader) {
        this.reader = reader;
        this.receipts = new ReceiptMessages(reader, new ContractTexts(reader));
    }

    org.banyan.v1.Block block(Found found, boolean headerOnly) {
        Block block = found.block();
        Header header = block.header();
        var message = org.banyan.v1.Block.newBuilder()
                .setHeader(header(found.id(), header))
                .setFinality(finality(found))
                .setDepth(Math.max(0, found.head().value() - header.height().value()))
                .setTransactionCount(block.body().transactions().size())
                .setSizeBytes(Body.CODEC.encode(block.body()).size());
        List<Receipt> stored =
                reader.chain().look(parts -> parts.store().receipts(found.id()).orElse(List.of()));
        message.setFees(stored.stream()
                .map(Receipt::fee)
                .reduce(Amount.ZERO, Amount::plus)
                .toString());
        message.setCost(stored.stream().mapToLong(Receipt::cost).sum());
        producer(header).ifPresent(message::setProducer);
        if (!headerOnly) {
            block.body()
                    .inherents()
                    .forEach(inherent -> message.addInherents(org.banyan.v1.Inherent.newBuilder()
                            .setKind(inherent.kind())
                            .setPayload(ReceiptMessages.bytes(inherent.payload()))));
            ids(block).forEach(message::addTransactionIds);
            stored.forEach(receipt -> message.addReceipts(receipts.receipt(receipt, Optional.empty())));
        }
        return message.build();
    }

    private Optional<String> producer(Header header) {
        return header.height().isGenesis()
                ? Optional.empty()
                : reader.chain().look(parts -> parts.producerOf(header)).map(reader::text);
    }

    private List<String> ids(Block block) {
        List<String> ids = new ArrayList<>();
        var hash = reader.chain().rules().suite().hash();
        block.body()
                .transactions()
                .forEach(raw -> ids.add(SignedTransaction.decode(raw, hash).id().toString()));
        return ids;
    }

    /** Blocks on top of a block that make it as good as sure for small amounts, and for larger ones. Source: aelf whitepaper 4.2.5. */
    static final int FAST_DEPTH = 5;

    static final int SUBSTANTIAL_DEPTH = 15;

    static Finality finality(Found found) {
        return found.main()
                ? finality(found.block().header().height(), found.head(), found.finalHeight())
                : Finality.FINALITY_UNSPECIFIED;
    }

    /** Of a block of the best branch. */
    static Finality finality(Height height, Height head, Height finalHeight) {
        if (height.compareTo(finalHeight) <= 0) {
            return Finality.FINALITY_FINAL;
        }
        long depth = head.value() - height.value();
        return depth >= SUBSTANTIAL_DEPTH
                ? Finality.FINALITY_SUBSTANTIAL
                : depth >= FAST_DEPTH ? Finality.FINALITY_FAST : Finality.FINALITY_PACKED;
    }

    /** Whether something that is {@code now} so far is at least {@code until}. */
    static boolean isAtLeast(Finality now, Finality until) {
        return rank(now) >= rank(until);
    }

    private static int rank(Finality finality) {
        return switch (finality) {
            case FINALITY_PENDING -> 1;
            case FINALITY_PACKED -> 2;
            case FINALITY_FAST -> 3;
            case FINALITY_SUBSTANTIAL -> 4;
            case FINALITY_FINAL -> 5;
            default -> 0;
        };
    }

    private static BlockHeader header(BlockId id, Header header) {
        var message = BlockHeader.newBuilder()
                .setVersion(header.version())
                .setChainId(header.chainId().toString())
                .setHeight(header.height().value())
                .setHash(id.toString())
                .setParent(header.parent().toString())
                .setTimeMillis(header.time().millis())
                .setBodyRoot(header.bodyRoot().toString())
                .setReceiptsRoot(header.receiptsRoot().toString())
                .setStateRoot(header.stateRoot().toString())
                .setHistoryRoot(header.historyRoot().toString())
                .setCanonical(ReceiptMessages.bytes(Header.CODEC.encode(header)));
        header.extensions()
                .forEach(extension -> message.addExtensions(org.banyan.v1.HeaderExtension.newBuilder()
                        .setId(extension.id())
                        .setValue(ReceiptMessages.bytes(extension.value()))));
        return message.build();
    }
}
