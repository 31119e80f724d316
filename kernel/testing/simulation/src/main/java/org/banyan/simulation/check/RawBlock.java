package org.banyan.simulation.check;

import java.util.List;

/** What a block's bytes say. Ids are hexadecimal. */
record RawBlock(
        String id,
        long height,
        String parent,
        long timeMillis,
        String bodyRoot,
        String receiptsRoot,
        List<byte[]> inherents,
        List<byte[]> transactions) {
    static RawBlock of(byte[] block) {
        RawMessage message = new RawMessage(block);
        byte[] headerBytes = message.bytes(1);
        RawMessage header = new RawMessage(headerBytes);
        RawMessage body = message.message(2);
        return new RawBlock(
                Digest.hex(Digest.hash(Digest.HEADER, headerBytes)),
                header.number(3),
                Digest.hex(header.bytes(4)),
                header.number(5),
                Digest.hex(header.bytes(6)),
                Digest.hex(header.bytes(7)),
                body.all(1),
                body.all(2));
    }

    List<RawTransaction> read() {
        return transactions.stream().map(RawTransaction::of).toList();
    }
}
