package org.banyan.types.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.banyan.types.Hash;

/** The default hash function: the JDK's SHA-256, which uses the processor's instructions. Keeps one digest per thread. */
public final class Sha256 implements HashFunction {
    public static final HashFunction INSTANCE = new Sha256();

    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    private Sha256() {}

    @Override
    public Hash hash(Tag tag, byte[] bytes, int from, int size) {
        Scratch mine = scratch.get();
        mine.digest.update(tag.code());
        mine.digest.update(bytes, from, size);
        return mine.finish();
    }

    @Override
    public Hash hash(Tag tag, Hash left, Hash right) {
        Scratch mine = scratch.get();
        left.write(mine.pair, 0);
        right.write(mine.pair, Hash.SIZE);
        mine.digest.update(tag.code());
        mine.digest.update(mine.pair, 0, mine.pair.length);
        return mine.finish();
    }

    private static final class Scratch {
        private final MessageDigest digest = newDigest();
        private final byte[] pair = new byte[2 * Hash.SIZE];
        private final byte[] out = new byte[Hash.SIZE];

        private Hash finish() {
            try {
                digest.digest(out, 0, Hash.SIZE);
            } catch (DigestException impossible) {
                throw new IllegalStateException("SHA-256 did not yield 32 bytes", impossible);
            }
            return Hash.read(out, 0);
        }

        private static MessageDigest newDigest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }
    }
}
