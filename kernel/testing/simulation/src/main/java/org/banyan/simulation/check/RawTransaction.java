package org.banyan.simulation.check;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** What a transaction's bytes say, when it is a call of the account family. Ids and addresses are hexadecimal. */
record RawTransaction(
        String id,
        String sender,
        String contract,
        String method,
        byte[] arguments,
        long markHeight,
        String mark,
        BigInteger feeLimit,
        BigInteger tip,
        String payer) {
    static RawTransaction of(byte[] envelope) {
        byte[] body = new RawMessage(envelope).bytes(3);
        RawMessage call = new RawMessage(body);
        String sender = Digest.hex(call.bytes(2));
        byte[] payer = call.bytes(10);
        return new RawTransaction(
                Digest.hex(Digest.hash(Digest.TRANSACTION_BODY, body)),
                sender,
                Digest.hex(call.bytes(3)),
                new String(call.bytes(4), StandardCharsets.UTF_8),
                call.bytes(5),
                call.message(6).number(1),
                Digest.hex(call.message(6).bytes(2)),
                number(call.message(9).bytes(1)),
                number(call.message(9).bytes(2)),
                payer.length == 0 ? sender : Digest.hex(payer));
    }

    static BigInteger number(byte[] bigEndian) {
        return new BigInteger(1, bigEndian);
    }
}
