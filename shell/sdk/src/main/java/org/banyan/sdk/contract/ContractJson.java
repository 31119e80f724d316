package org.banyan.sdk.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import org.banyan.sdk.json.Json;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * Requests, responses and events of contracts between canonical bytes and JSON. Bytes fields with a meaning are texts: ADDRESS in bech32m, AMOUNT in decimal,
 * HASH in hexadecimal digits; the rest is the standard mapping of {@link MessageJson}.
 *
 * <p>Messages of contracts have no maps, optional scalars or unknown fields, so that protobuf-java writes them in their one canonical form (DESIGN.md 2).
 * Thread-safe.
 */
public final class ContractJson {
    private final Addresses addresses;
    private final MessageJson messages = new MessageJson(this::text);

    public ContractJson(Addresses addresses) {
        this.addresses = addresses;
    }

    /** @throws ArgumentsException naming the field that does not fit */
    public Bytes encode(Descriptor type, Json.Object object) {
        return Bytes.wrap(
                new ArgumentsReader(addresses).message(type, object, "").toByteArray());
    }

    /** @throws IllegalArgumentException if the bytes are no message of this type */
    public Json.Object decode(Descriptor type, Bytes bytes) {
        try {
            return messages.write(DynamicMessage.parseFrom(type, bytes.readOnlyArray()));
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException(
                    "the bytes are no message " + type.getFullName() + ": " + malformed.getMessage());
        }
    }

    /** A field that does not keep its meaning is shown raw rather than failing the whole answer. */
    private String text(FieldDescriptor field, ByteString value) {
        Bytes bytes = Bytes.wrap(value.toByteArray());
        Meaning meaning = Meaning.of(field);
        return switch (meaning) {
            case ADDRESS -> bytes.size() == Hash.SIZE ? addresses.format(new Address(Hash.of(bytes))) : bytes.toHex();
            case HASH -> bytes.toHex();
            case AMOUNT -> isAmount(bytes) ? Amount.fromBytes(bytes).toString() : "0x" + bytes.toHex();
            case PLAIN -> MessageJson.base64(value);
        };
    }

    private static boolean isAmount(Bytes bytes) {
        return bytes.size() <= Hash.SIZE && (bytes.isEmpty() || bytes.at(0) != 0);
    }
}
