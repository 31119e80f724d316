package org.banyan.types.receipt;

import org.banyan.types.Address;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** Something a contract tells the world outside the chain. The payload's form is the contract's. */
public record Event(Address contract, String name, Bytes payload) {
    public static final int PAYLOAD_BYTES_MAX = 1024 * 1024;
    public static final Codec<Event> CODEC = new EventCodec();

    public Event {
        Identifiers.member("name of an event", name);
        Bounds.sizeMax("payload of an event", payload, PAYLOAD_BYTES_MAX);
    }

    private static final class EventCodec implements Codec<Event> {
        @Override
        public void write(Event value, CanonicalWriter out) {
            out.hash(1, value.contract.hash());
            out.string(2, value.name);
            out.bytes(3, value.payload);
        }

        @Override
        public Event read(CanonicalReader in) {
            return new Event(
                    new Address(in.hash(1)), in.string(2, Identifiers.LENGTH_MAX), in.bytes(3, PAYLOAD_BYTES_MAX));
        }
    }
}
