package org.banyan.drivers.crypto.secp256k1;

import java.util.Locale;

/** Which provider does the secp256k1 arithmetic. All give the same results; the native one is about three times faster. */
public enum ProviderChoice {
    /** Native when it loads and passes its known-answer check, else Bouncy Castle. */
    AUTO,
    /** Native only: refuse to start without it. */
    NATIVE,
    BOUNCYCASTLE;

    /** System property with {@code auto} (default), {@code native} or {@code bouncycastle}. */
    public static final String PROPERTY = "banyan.crypto.secp256k1";

    /** @throws IllegalArgumentException if the property has another value */
    public static ProviderChoice fromSystemProperty() {
        return parse(System.getProperty(PROPERTY, "auto"));
    }

    static ProviderChoice parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTO;
            case "native" -> NATIVE;
            case "bouncycastle" -> BOUNCYCASTLE;
            default ->
                throw new IllegalArgumentException(
                        "system property " + PROPERTY + " is '" + text + "'; use auto, native or bouncycastle");
        };
    }
}
