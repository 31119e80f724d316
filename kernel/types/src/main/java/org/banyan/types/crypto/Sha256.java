package org.banyan.types.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
        if (size < mine.input.length) {
            mine.input[0] = tag.code();
            System.arraycopy(bytes, from, mine.input, 1, size);
            mine.digest.update(mine.input, 0, 1 + size);
        } else {
            mine.digest.update(tag.code());
            mine.digest.update(bytes, from, size);
        }
        return mine.finish();
    }

    @Override
    public Hash hash(Tag tag, Hash left, Hash right) {
        Scratch mine = scratch.get();
        mine.input[0] = tag.code();
        left.write(mine.input, 1);
        right.write(mine.input, 1 + Hash.SIZE);
        mine.digest.update(mine.input, 0, 1 + 2 * Hash.SIZE);
        return mine.finish();
    }

    @Override
    public void hash(Tag tag, long[] words, int left, int right, int target) {
        Scratch mine = scratch.get();
        mine.input[0] = tag.code();
        mine.put(words, left, 1);
        mine.put(words, right, 1 + Hash.SIZE);
        mine.digest.update(mine.input, 0, 1 + 2 * Hash.SIZE);
        mine.finish(words, target);
    }

    private static final class Scratch {
        private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

        private final MessageDigest digest = newDigest();

        /** Tag and short input together: one call of the digest costs less than copying a few bytes twice. */
        private final byte[] input = new byte[256];

        private final byte[] out = new byte[Hash.SIZE];

        private void put(long[] words, int from, int offset) {
            for (int i = 0; i < Hash.SIZE / Long.BYTES; i++) {
                LONGS.set(input, offset + Long.BYTES * i, words[from + i]);
            }
        }

        private void finish(long[] words, int target) {
            finishInto(out);
            for (int i = 0; i < Hash.SIZE / Long.BYTES; i++) {
                words[target + i] = (long) LONGS.get(out, Long.BYTES * i);
            }
        }

        private Hash finish() {
            finishInto(out);
            return Hash.read(out, 0);
        }

        private void finishInto(byte[] out) {
            try {
                digest.digest(out, 0, Hash.SIZE);
            } catch (DigestException impossible) {
                throw new IllegalStateException("SHA-256 did not yield 32 bytes", impossible);
            }
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
