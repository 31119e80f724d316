package org.banyan.sdk.json;

/** A text is not JSON, or not the JSON that was asked for. The message says what and where. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JsonException(String message) {
        super(message);
    }
}
