package org.banyan.drivers.crypto.secp256k1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;

/** The chosen provider and the sentence that says why. */
record ProviderSelection(Secp256k1Provider provider, String reason) {
    private static final byte[] PROBE_SECRET = hex("01");
    private static final byte[] PROBE_MESSAGE = hex("02");

    /** @throws IllegalStateException if {@code choice} is {@link ProviderChoice#NATIVE} and the native library cannot be used */
    static ProviderSelection of(ProviderChoice choice) {
        return of(choice, NativeProvider::new);
    }

    static ProviderSelection of(ProviderChoice choice, Supplier<Secp256k1Provider> nativeProvider) {
        Secp256k1Provider reference = new BouncyCastleProvider();
        if (choice == ProviderChoice.BOUNCYCASTLE) {
            return new ProviderSelection(reference, "as configured");
        }
        String failure;
        try {
            Secp256k1Provider candidate = nativeProvider.get();
            if (agree(candidate, reference)) {
                return new ProviderSelection(candidate, "library loaded and passed its known-answer check");
            }
            failure = "the library loaded but its answers differ from the reference";
        } catch (LinkageError | Exception notLoaded) {
            failure = "the native library did not load (" + rootOf(notLoaded) + ")";
        }
        if (choice == ProviderChoice.NATIVE) {
            throw new IllegalStateException("secp256k1: native provider required but " + failure + "; set "
                    + ProviderChoice.PROPERTY + "=auto to fall back to Bouncy Castle");
        }
        return new ProviderSelection(reference, "fallback: " + failure);
    }

    String describe() {
        return provider.name() + " (" + reason + ")";
    }

    private static boolean agree(Secp256k1Provider candidate, Secp256k1Provider reference) {
        byte[] key = reference.publicKey(PROBE_SECRET);
        byte[] signature = reference.sign(PROBE_MESSAGE, PROBE_SECRET);
        return Arrays.equals(key, candidate.publicKey(PROBE_SECRET))
                && Arrays.equals(signature, candidate.sign(PROBE_MESSAGE, PROBE_SECRET))
                && candidate.verify(PROBE_MESSAGE, key, signature)
                && !candidate.verify(PROBE_SECRET, key, signature);
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 16; depth++) {
            root = root.getCause();
        }
        return root.toString();
    }

    private static byte[] hex(String pair) {
        return HexFormat.of().parseHex(pair.repeat(32));
    }
}
