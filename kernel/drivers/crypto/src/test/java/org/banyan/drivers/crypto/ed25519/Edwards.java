package org.banyan.drivers.crypto.ed25519;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.banyan.types.Bytes;

/** edwards25519 on big numbers, affine and slow, written from RFC 8032 alone: an independent judge, and a maker of malicious points. */
final class Edwards {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger I =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

    static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE);
    static final Point BASE = decode(Bytes.fromHex("58" + "66".repeat(31)));
    /** A point of order 8. */
    static final Point TORSION =
            decode(Bytes.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"));

    record Point(BigInteger x, BigInteger y) {
        Point plus(Point other) {
            BigInteger cross = D.multiply(x)
                    .multiply(other.x)
                    .multiply(y)
                    .multiply(other.y)
                    .mod(P);
            BigInteger sum = x.multiply(other.y).add(y.multiply(other.x));
            BigInteger product = y.multiply(other.y).add(x.multiply(other.x));
            return new Point(
                    sum.multiply(BigInteger.ONE.add(cross).modInverse(P)).mod(P),
                    product.multiply(BigInteger.ONE.subtract(cross).modInverse(P))
                            .mod(P));
        }

        Point negated() {
            return new Point(P.subtract(x).mod(P), y);
        }

        Point times(BigInteger scalar) {
            Point result = NEUTRAL;
            for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
                result = result.plus(result);
                result = scalar.testBit(bit) ? result.plus(this) : result;
            }
            return result;
        }

        Bytes encoded() {
            byte[] bytes = littleEndian(y);
            bytes[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
            return Bytes.wrap(bytes);
        }
    }

    private Edwards() {}

    static Point decode(Bytes encoded) {
        byte[] bytes = encoded.toArray();
        boolean odd = bytes[31] < 0;
        bytes[31] &= 0x7f;
        BigInteger y = number(bytes, 0, 32);
        BigInteger square = y.multiply(y)
                .subtract(BigInteger.ONE)
                .multiply(D.multiply(y).multiply(y).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        BigInteger x = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        x = x.multiply(x).mod(P).equals(square) ? x : x.multiply(I).mod(P);
        if (!x.multiply(x).mod(P).equals(square)) {
            throw new IllegalArgumentException("not on the curve: " + encoded);
        }
        return new Point(x.testBit(0) == odd ? x : P.subtract(x).mod(P), y);
    }

    /** [S]B = R + [k]A. */
    static boolean holdsExactly(Bytes key, Bytes message, Bytes signature) {
        return difference(key, message, signature).equals(NEUTRAL);
    }

    /** [8][S]B = [8]R + [8][k]A. */
    static boolean holdsWithCofactor(Bytes key, Bytes message, Bytes signature) {
        return difference(key, message, signature).times(BigInteger.valueOf(8)).equals(NEUTRAL);
    }

    private static Point difference(Bytes key, Bytes message, Bytes signature) {
        Point r = decode(signature.slice(0, 32));
        BigInteger s = number(signature.toArray(), 32, 32);
        BigInteger k = challenge(signature.slice(0, 32), key, message);
        return BASE.times(s).plus(decode(key).times(k).plus(r).negated());
    }

    /** A signature by (a, A + keyTorsion) with nonce point [nonce]B + nonceTorsion. */
    static Bytes sign(BigInteger a, BigInteger nonce, Point nonceTorsion, Bytes key, Bytes message) {
        Bytes r = BASE.times(nonce).plus(nonceTorsion).encoded();
        BigInteger s = nonce.add(challenge(r, key, message).multiply(a)).mod(L);
        return Bytes.concat(r, Bytes.wrap(littleEndian(s)));
    }

    private static BigInteger challenge(Bytes r, Bytes key, Bytes message) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512")
                    .digest(Bytes.concat(r, key, message).toArray());
            return number(hash, 0, 64).mod(L);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] littleEndian(BigInteger value) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger number(byte[] littleEndian, int from, int size) {
        byte[] bigEndian = new byte[size];
        for (int i = 0; i < size; i++) {
            bigEndian[size - 1 - i] = littleEndian[from + i];
        }
        return new BigInteger(1, bigEndian);
    }
}
