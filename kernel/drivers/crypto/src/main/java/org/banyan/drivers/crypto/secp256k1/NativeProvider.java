package org.banyan.drivers.crypto.secp256k1;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Optional;

/** libsecp256k1 over JNI. Making one loads the library, which throws a {@link LinkageError} or an exception where the platform has none. */
final class NativeProvider implements Secp256k1Provider {
    private final Secp256k1 library = Secp256k1.get();

    /** As 65 bytes. */
    private final DecodedKeys<byte[]> keys = new DecodedKeys<>(this::uncompressed);

    @Override
    public String name() {
        return "native libsecp256k1";
    }

    @Override
    public boolean verify(byte[] message, byte[] key, byte[] signature) {
        try {
            return library.verify(signature, message, keys.find(key).orElse(key));
        } catch (Secp256k1Exception notOnCurve) {
            return false;
        }
    }

    @Override
    public byte[] sign(byte[] message, byte[] secret) {
        return library.sign(message, secret);
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        return library.pubKeyCompress(library.pubkeyCreate(secret));
    }

    @Override
    public boolean isOnCurve(byte[] key) {
        return uncompressed(key).isPresent();
    }

    private Optional<byte[]> uncompressed(byte[] key) {
        try {
            return Optional.of(library.pubkeyParse(key));
        } catch (Secp256k1Exception notOnCurve) {
            return Optional.empty();
        }
    }
}
