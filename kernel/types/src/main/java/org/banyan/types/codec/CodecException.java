package org.banyan.types.codec;

/** Bytes from outside are not the canonical encoding of a value. The message says what was found, at which offset. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CodecException(String message) {
        super(message);
    }
}
