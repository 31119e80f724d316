package org.banyan.contract.state;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.banyan.types.Bytes;

/** Text as bytes and back without replacement characters: two texts never have the same bytes. */
final class Utf8 {
    private Utf8() {}

    static Bytes encode(String text) {
        byte[] ascii = new byte[text.length()];
        for (int i = 0; i < ascii.length; i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                return encodeAny(text);
            }
            ascii[i] = (byte) character;
        }
        return Bytes.wrap(ascii);
    }

    private static Bytes encodeAny(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return Bytes.wrap(bytes);
        } catch (CharacterCodingException unpaired) {
            throw new IllegalArgumentException("text holds an unpaired surrogate", unpaired);
        }
    }

    static String decode(Bytes bytes) {
        for (int i = 0; i < bytes.size(); i++) {
            if (bytes.at(i) < 0) {
                return decodeAny(bytes);
            }
        }
        return new String(bytes.readOnlyArray(), StandardCharsets.US_ASCII);
    }

    private static String decodeAny(Bytes bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.readOnlyArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("text is not valid UTF-8", malformed);
        }
    }
}
