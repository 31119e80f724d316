package org.banyan.drivers.crypto.keystore;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key is for. Roles keep funds, block signing, peer identity and relaying on separate keys; the file binds the role. CONVENTIONS.md 4. */
public enum KeyRole {
    OWNER,
    SIGNING,
    NODE,
    RELAYER;

    /** Word in key files and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<KeyRole> parse(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
