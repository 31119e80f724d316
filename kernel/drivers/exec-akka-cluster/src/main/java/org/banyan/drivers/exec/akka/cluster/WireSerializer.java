package org.banyan.drivers.exec.akka.cluster;

import akka.serialization.SerializerWithStringManifest;
import java.io.NotSerializableException;

/** {@link Wire} messages for Akka; anything else, and what is malformed, is refused. */
final class WireSerializer extends SerializerWithStringManifest {
    static final String HELLO = "h1";
    static final String REQUEST = "r1";
    static final String ANSWER = "a1";

    private static final int IDENTIFIER = 740_148;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case Wire.Hello hello -> HELLO;
            case Wire.Request request -> REQUEST;
            case Wire.Answer answer -> ANSWER;
            default -> throw new IllegalArgumentException(message.getClass() + " is not sent to other machines");
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        if (message instanceof Wire wire) {
            return WireForm.write(wire);
        }
        throw new IllegalArgumentException(message.getClass() + " is not sent to other machines");
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case HELLO -> WireForm.readHello(bytes);
                case REQUEST -> WireForm.readRequest(bytes);
                case ANSWER -> WireForm.readAnswer(bytes);
                default -> throw new IllegalArgumentException("there are no messages '" + manifest + "'");
            };
        } catch (IllegalArgumentException malformed) {
            throw new NotSerializableException(malformed.getMessage());
        }
    }
}
