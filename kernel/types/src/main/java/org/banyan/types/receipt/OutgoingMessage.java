package org.banyan.types.receipt;

import org.banyan.types.Address;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * An entry of the outbox towards one neighbour in the tree of chains.
 *
 * @param number position in the outbox of that edge, from 0
 * @param contract that sends it
 */
public record OutgoingMessage(ChainId target, long number, Address contract, Bytes payload) {
    public static final int PAYLOAD_BYTES_MAX = 64 * 1024;
    public static final Codec<OutgoingMessage> CODEC = new OutgoingMessageCodec();

    public OutgoingMessage {
        Bounds.between("number of an outgoing message", number, 0, Long.MAX_VALUE);
        Bounds.sizeMax("payload of an outgoing message", payload, PAYLOAD_BYTES_MAX);
    }

    private static final class OutgoingMessageCodec implements Codec<OutgoingMessage> {
        @Override
        public void write(OutgoingMessage value, CanonicalWriter out) {
            out.hash(1, value.target.hash());
            out.uint64(2, value.number);
            out.hash(3, value.contract.hash());
            out.bytes(4, value.payload);
        }

        @Override
        public OutgoingMessage read(CanonicalReader in) {
            return new OutgoingMessage(
                    new ChainId(in.hash(1)), in.uint64(2), new Address(in.hash(3)), in.bytes(4, PAYLOAD_BYTES_MAX));
        }
    }
}
