package org.banyan.drivers.crypto.keystore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;

/**
 * PUBLIC TEST KEYS: everybody knows these secrets. Development networks and tests only; every other network refuses keys for which {@link #isTestKey} holds.
 *
 * <p>The secret of a name is SHA-256 of the UTF-8 text {@code "banyan public test key: " + name}, the same in every scheme. Thread-safe.
 */
public final class DevKeys {
    public static final List<String> NAMES =
            List.of("alice", "bob", "carol", "dave", "eve", "frank", "grace", "heidi", "ivan", "judy");

    /** Keys that own nothing at genesis, for development chains with many producers: {@code producer-1} to {@code producer-21}. */
    public static final List<String> PRODUCERS = IntStream.rangeClosed(1, 21)
            .mapToObj(number -> "producer-" + number)
            .toList();

    private static final String PREFIX = "banyan public test key: ";

    private final CryptoSuite suite;
    private final Set<PublicKey> all = new LinkedHashSet<>();

    public DevKeys(CryptoSuite suite) {
        this.suite = suite;
    }

    /** Signs with the suite's default scheme. */
    public Signer signer(String name) {
        return suite.defaultScheme().signer(secret(name).reveal());
    }

    /** Whether this is one of the test keys in any scheme of the suite. */
    public boolean isTestKey(PublicKey key) {
        return all().contains(key);
    }

    /** Made when it is first needed: most commands never ask. */
    private synchronized Set<PublicKey> all() {
        if (all.isEmpty()) {
            Stream.concat(NAMES.stream(), PRODUCERS.stream())
                    .forEach(name -> schemes()
                            .forEach(scheme ->
                                    all.add(scheme.signer(secret(name).reveal()).publicKey())));
        }
        return all;
    }

    /** @throws IllegalArgumentException if {@code name} is none of {@link #NAMES} and {@link #PRODUCERS} */
    public static Secret secret(String name) {
        if (!NAMES.contains(name) && !PRODUCERS.contains(name)) {
            throw new IllegalArgumentException("no public test key '" + name + "'; known are " + NAMES + " and "
                    + PRODUCERS.getFirst() + " to " + PRODUCERS.getLast());
        }
        try {
            byte[] text = (PREFIX + name).getBytes(StandardCharsets.UTF_8);
            return Secret.of(Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(text)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private Stream<SignatureScheme> schemes() {
        return Stream.of(SignatureScheme.SECP256K1, SignatureScheme.ED25519)
                .map(suite::scheme)
                .flatMap(Optional::stream);
    }
}
