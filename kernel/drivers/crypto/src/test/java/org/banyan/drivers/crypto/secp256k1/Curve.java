package org.banyan.drivers.crypto.secp256k1;

import java.math.BigInteger;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** Builds signatures by algebra that no signer would make, to reach the corners of verification. */
final class Curve {
    static final BigInteger P =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
    static final BigInteger N = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    static final BigInteger HALF = N.shiftRight(1);
    private static final ECPoint G = CustomNamedCurves.getByName("secp256k1").getG();

    private Curve() {}

    static boolean isX(BigInteger x) {
        BigInteger square =
                x.modPow(BigInteger.valueOf(3), P).add(BigInteger.valueOf(7)).mod(P);
        return square.signum() == 0
                || square.modPow(P.subtract(BigInteger.ONE).shiftRight(1), P).equals(BigInteger.ONE);
    }

    /** The key for which (x(R) mod n, s) signs {@code z}, where R has the given x. */
    static Bytes keyFor(BigInteger xOfR, BigInteger s, BigInteger z) {
        ECPoint nonce =
                G.getCurve().decodePoint(Bytes.fromHex("02" + word(xOfR)).toArray());
        BigInteger inverse = xOfR.mod(N).modInverse(N);
        ECPoint key = nonce.multiply(s).subtract(G.multiply(z)).multiply(inverse);
        return Bytes.wrap(key.getEncoded(true));
    }

    static Bytes signature(BigInteger r, BigInteger s) {
        return Bytes.fromHex(word(r) + word(s));
    }

    static Hash message(BigInteger z) {
        return Hash.fromHex(word(z));
    }

    static String word(BigInteger value) {
        String hex = value.toString(16);
        return "0".repeat(64 - hex.length()) + hex;
    }
}
