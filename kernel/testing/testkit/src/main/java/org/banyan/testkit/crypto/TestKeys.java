package org.banyan.testkit.crypto;

import org.banyan.types.Bytes;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;

/** Keys by name, the same in every run. */
public final class TestKeys {
    private TestKeys() {}

    /** The key of {@code name} in the suite's default scheme. */
    public static Signer named(CryptoSuite suite, String name) {
        Bytes secret = Sha256.INSTANCE
                .hash(Tag.CONTRACT_DATA, Bytes.utf8("test key " + name))
                .bytes();
        return suite.defaultScheme().signer(secret);
    }
}
