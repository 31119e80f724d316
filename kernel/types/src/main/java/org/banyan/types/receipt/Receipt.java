package org.banyan.types.receipt;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Amount;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.TransactionId;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.CountedList;

/**
 * What a transaction, or the system at block start and block end, did. Part of the block's commitment, every byte of it. DESIGN.md 3.
 *
 * @param transactionId absent for block start and block end
 * @param failureCode of the contract when failed, else 0; unsigned
 * @param failureMessage of the contract when failed, else empty; at most {@value #FAILURE_MESSAGE_BYTES_MAX} UTF-8 bytes, see {@link #fitting}
 * @param cost metered units
 * @param fee charged in the fee token
 */
public record Receipt(
        Optional<TransactionId> transactionId,
        Status status,
        int failureCode,
        String failureMessage,
        Bytes returnValue,
        List<Event> events,
        List<OutgoingMessage> messages,
        long cost,
        Amount fee) {
    public static final int FAILURE_MESSAGE_BYTES_MAX = 1024;
    public static final int RETURN_BYTES_MAX = 1024 * 1024;
    public static final int EVENTS_MAX = 16 * 1024;
    public static final int MESSAGES_MAX = 1024;
    public static final Codec<Receipt> CODEC = new ReceiptCodec();

    public Receipt {
        boolean failed = status == Status.FAILED;
        if (!failed && (failureCode != 0 || !failureMessage.isEmpty())) {
            throw new IllegalArgumentException("a receipt that succeeded carries no failure code or message");
        }
        if (!failureMessage.isEmpty() && !failureMessage.equals(fitting(failureMessage))) {
            throw new IllegalArgumentException("a failure message is Unicode text of at most "
                    + FAILURE_MESSAGE_BYTES_MAX + " UTF-8 bytes; shorten it with Receipt.fitting");
        }
        Bounds.sizeMax("return value of a receipt", returnValue, RETURN_BYTES_MAX);
        events = List.copyOf(events);
        messages = List.copyOf(messages);
        Bounds.countMax("events of a receipt", events, EVENTS_MAX);
        Bounds.countMax("messages of a receipt", messages, MESSAGES_MAX);
        Bounds.between("cost of a receipt", cost, 0, Long.MAX_VALUE);
    }

    public static Receipt succeeded(
            Optional<TransactionId> transactionId,
            Bytes returnValue,
            List<Event> events,
            List<OutgoingMessage> messages,
            long cost,
            Amount fee) {
        return new Receipt(transactionId, Status.SUCCEEDED, 0, "", returnValue, events, messages, cost, fee);
    }

    /** Everything the call did is rolled back: no events, messages or return value. The message is cut to {@link #fitting} form. */
    public static Receipt failed(
            Optional<TransactionId> transactionId, int failureCode, String failureMessage, long cost, Amount fee) {
        return new Receipt(
                transactionId,
                Status.FAILED,
                failureCode,
                fitting(failureMessage),
                Bytes.EMPTY,
                List.of(),
                List.of(),
                cost,
                fee);
    }

    /** The same text cut at a character to {@value #FAILURE_MESSAGE_BYTES_MAX} UTF-8 bytes, each unpaired surrogate replaced by a question mark. */
    public static String fitting(String message) {
        StringBuilder fitting = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < message.length(); ) {
            int point = message.codePointAt(i);
            i += Character.charCount(point);
            int character = point >= 0xd800 && point <= 0xdfff ? '?' : point;
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > FAILURE_MESSAGE_BYTES_MAX) {
                break;
            }
            fitting.appendCodePoint(character);
        }
        return fitting.toString();
    }

    /**
     * The transaction that an encoded receipt is of, without reading the rest.
     *
     * @throws org.banyan.types.codec.CodecException if the bytes do not begin like a receipt
     */
    public static Optional<TransactionId> transactionOf(Bytes encoded) {
        return new CanonicalReader(encoded).optionalHash(1).map(TransactionId::new);
    }

    /** The root that a header's receipts root must equal. */
    public static Hash root(List<Receipt> receipts, HashFunction hash) {
        return rootOfEncoded(receipts.stream().map(CODEC::encode).toList(), hash);
    }

    /** The same for receipts that are encoded already. */
    public static Hash rootOfEncoded(List<Bytes> receipts, HashFunction hash) {
        return CountedList.root(hash, Tag.LIST_RECEIPTS, receipts);
    }

    private static final class ReceiptCodec implements Codec<Receipt> {
        @Override
        public void write(Receipt value, CanonicalWriter out) {
            out.optionalHash(1, value.transactionId.map(TransactionId::hash));
            out.uint32(2, value.status.code());
            out.uint32(3, value.failureCode);
            out.string(4, value.failureMessage);
            out.bytes(5, value.returnValue);
            out.repeated(6, value.events, Event.CODEC);
            out.repeated(7, value.messages, OutgoingMessage.CODEC);
            out.uint64(8, value.cost);
            out.amount(9, value.fee);
        }

        @Override
        public Receipt read(CanonicalReader in) {
            return new Receipt(
                    in.optionalHash(1).map(TransactionId::new),
                    Status.of(in.uint32(2)),
                    in.uint32(3),
                    in.string(4, FAILURE_MESSAGE_BYTES_MAX),
                    in.bytes(5, RETURN_BYTES_MAX),
                    in.repeated(6, Event.CODEC, EVENTS_MAX),
                    in.repeated(7, OutgoingMessage.CODEC, MESSAGES_MAX),
                    in.uint64(8),
                    in.amount(9));
        }
    }
}
