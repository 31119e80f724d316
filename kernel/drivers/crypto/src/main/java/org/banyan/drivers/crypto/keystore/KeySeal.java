package org.banyan.drivers.crypto.keystore;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.banyan.types.Bytes;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id from password to key, AES-256-GCM from key to seal. Wipes what it derives. */
final class KeySeal {
    private static final int KEY_SIZE = 32;
    private static final int TAG_BITS = 128;

    private KeySeal() {}

    static KeyFile seal(KeyFile unsealed, Secret secret, char[] password) {
        byte[] key = derive(unsealed.cost(), unsealed.salt(), password);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, unsealed);
            return unsealed.withSealed(Bytes.wrap(cipher.doFinal(secret.reveal().readOnlyArray())));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the platform has no AES-256-GCM", impossible);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Empty when the password is wrong or any field was changed: the seal cannot tell which. */
    static Optional<Secret> open(KeyFile file, char[] password) {
        byte[] key = derive(file.cost(), file.salt(), password);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, file);
            return Optional.of(Secret.of(Bytes.wrap(cipher.doFinal(file.sealed().readOnlyArray()))));
        } catch (AEADBadTagException wrong) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the platform has no AES-256-GCM", impossible);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static byte[] derive(Argon2Cost cost, Bytes salt, char[] password) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        byte[] key = new byte[KEY_SIZE];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(cost.memoryKib())
                    .withIterations(cost.iterations())
                    .withParallelism(cost.lanes())
                    .withSalt(salt.toArray())
                    .build());
            generator.generateBytes(bytes, key);
            return key;
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }

    private static Cipher cipher(int mode, byte[] key, KeyFile file) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BITS, file.nonce().readOnlyArray()));
        cipher.updateAAD(file.associatedData().readOnlyArray());
        return cipher;
    }
}
