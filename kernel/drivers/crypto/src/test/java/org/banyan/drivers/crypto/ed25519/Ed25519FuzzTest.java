package org.banyan.drivers.crypto.ed25519;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/** What is no signature never throws, and what is accepted holds by the equation without cofactor, computed with big integers. */
class Ed25519FuzzTest {
    private static final int KEY_SIZE = 32;

    private final Ed25519Scheme scheme = new Ed25519Scheme();
    private final Hash message = new Hash(1, 2, 3, 4);

    /** Key, then signature. */
    @FuzzTarget
    void keys_and_signatures(byte[] input) {
        int split = Math.min(input.length, KEY_SIZE);
        Bytes key = Bytes.wrap(Arrays.copyOf(input, split));
        Bytes signature = Bytes.wrap(Arrays.copyOfRange(input, split, input.length));

        if (scheme.verify(message, key, signature)) {
            assertThat(scheme.isWellFormedKey(key)).isTrue();
            assertThat(scheme.isWellFormedSignature(signature)).isTrue();
            assertThat(Edwards.holdsExactly(key, message.bytes(), signature)).isTrue();
        }
    }
}
