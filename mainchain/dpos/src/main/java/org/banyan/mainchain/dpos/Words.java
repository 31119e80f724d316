package org.banyan.mainchain.dpos;

import org.banyan.types.Hash;

/** Hashes as numbers from 0 to 2^256 - 1, most significant byte first. */
final class Words {
    private static final long LOW = 0xffff_ffffL;

    private Words() {}

    /** Sum mod 2^256. */
    static Hash sum(Hash a, Hash b) {
        long w3 = a.word3() + b.word3();
        long w2 = a.word2() + b.word2();
        long c2 = overflows(w3, a.word3());
        long c1 = overflows(w2, a.word2());
        w2 += c2;
        c1 |= overflows(w2, c2);
        long w1 = a.word1() + b.word1();
        long c0 = overflows(w1, a.word1());
        w1 += c1;
        c0 |= overflows(w1, c1);
        return new Hash(a.word0() + b.word0() + c0, w1, w2, w3);
    }

    /** @param divisor 1 to 2^31 - 1 */
    static int remainder(Hash number, int divisor) {
        long rest = remainder(0, number.word0(), divisor);
        rest = remainder(rest, number.word1(), divisor);
        rest = remainder(rest, number.word2(), divisor);
        return (int) remainder(rest, number.word3(), divisor);
    }

    private static long remainder(long rest, long word, int divisor) {
        long high = (rest << 32 | word >>> 32) % divisor;
        return (high << 32 | word & LOW) % divisor;
    }

    /** 1 when adding something to {@code part} gave {@code sum} beyond 2^64. */
    private static long overflows(long sum, long part) {
        return Long.compareUnsigned(sum, part) < 0 ? 1 : 0;
    }
}
