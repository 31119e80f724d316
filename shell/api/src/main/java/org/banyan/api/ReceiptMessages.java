package org.banyan.api;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.receipt.Status;
import org.banyan.types.transaction.AccountCall;
import org.banyan.v1.Event;
import org.banyan.v1.ReceiptStatus;

/** Receipts and events in public form. */
final class ReceiptMessages {
    private final ChainReader reader;
    private final ContractTexts texts;

    ReceiptMessages(ChainReader reader, ContractTexts texts) {
        this.reader = reader;
        this.texts = texts;
    }

    /** @param call the call that the receipt is of, when it is known, to show what it returned */
    org.banyan.v1.Receipt receipt(Receipt receipt, Optional<AccountCall> call) {
        var message = org.banyan.v1.Receipt.newBuilder()
                .setTransactionId(
                        receipt.transactionId().map(TransactionId::toString).orElse(""))
                .setStatus(
                        receipt.status() == Status.SUCCEEDED
                                ? ReceiptStatus.RECEIPT_STATUS_SUCCEEDED
                                : ReceiptStatus.RECEIPT_STATUS_FAILED)
                .setFailureCode(receipt.failureCode())
                .setReturnValue(bytes(receipt.returnValue()))
                .setCost(receipt.cost())
                .setFee(receipt.fee().toString());
        failure(receipt, message);
        if (receipt.status() == Status.SUCCEEDED) {
            call.flatMap(made -> texts.reply(made.contract(), made.method(), receipt.returnValue()))
                    .ifPresent(message::setReturnJson);
        }
        receipt.events().forEach(event -> message.addEvents(event(event)));
        return message.build();
    }

    /** The engine writes "NAME: message". */
    private static void failure(Receipt receipt, org.banyan.v1.Receipt.Builder message) {
        String text = receipt.failureMessage();
        int end = text.indexOf(": ");
        if (end > 0) {
            message.setFailureName(text.substring(0, end)).setFailureMessage(text.substring(end + 2));
        } else {
            message.setFailureMessage(text);
        }
    }

    private Event event(org.banyan.types.receipt.Event event) {
        var message = Event.newBuilder()
                .setContract(reader.text(event.contract()))
                .setName(event.name())
                .setPayload(bytes(event.payload()));
        texts.at(event.contract())
                .ifPresent(known -> message.setContractName(known.record().name()));
        texts.event(event.contract(), event.name(), event.payload()).ifPresent(message::setJson);
        return message.build();
    }

    static ByteString bytes(Bytes bytes) {
        return ByteString.copyFrom(bytes.readOnlyArray());
    }
}
