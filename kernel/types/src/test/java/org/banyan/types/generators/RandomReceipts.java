package org.banyan.types.generators;

import org.banyan.types.receipt.Event;
import org.banyan.types.receipt.OutgoingMessage;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.receipt.Status;

/** Random receipts and their parts. */
public final class RandomReceipts {
    private final RandomValues values;

    public RandomReceipts(RandomValues values) {
        this.values = values;
    }

    public Receipt receipt() {
        boolean failed = values.chance(50);
        return new Receipt(
                values.maybe(values::transactionId),
                failed ? Status.FAILED : Status.SUCCEEDED,
                failed ? (int) values.uint64() : 0,
                failed ? values.text(60) : "",
                values.bytes(300),
                values.list(4, this::event),
                values.list(3, this::outgoingMessage),
                values.uint63(),
                values.amount());
    }

    public Event event() {
        return new Event(values.address(), values.member(), values.bytes(300));
    }

    public OutgoingMessage outgoingMessage() {
        return new OutgoingMessage(values.chainId(), values.uint63(), values.address(), values.bytes(300));
    }
}
