package org.banyan.drivers.crypto.secp256k1;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * The reference and the fallback: Bouncy Castle's own curve arithmetic ({@code CustomNamedCurves}; the generic curve is five times slower).
 *
 * <p>Secrets pass through {@code BigInteger}, which cannot be wiped and is not constant-time: for delegates' keys prefer the native provider.
 */
final class BouncyCastleProvider implements Secp256k1Provider {
    private static final int WORD = 32;

    private final ECDomainParameters curve;
    private final BigInteger halfOrder;
    private final DecodedKeys<ECPublicKeyParameters> keys = new DecodedKeys<>(this::parameters);

    BouncyCastleProvider() {
        X9ECParameters parameters = CustomNamedCurves.getByName("secp256k1");
        this.curve = new ECDomainParameters(
                parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH(), parameters.getSeed());
        this.halfOrder = curve.getN().shiftRight(1);
    }

    @Override
    public String name() {
        return "Bouncy Castle";
    }

    @Override
    public boolean verify(byte[] message, byte[] key, byte[] signature) {
        Optional<ECPublicKeyParameters> decoded = keys.find(key).or(() -> parameters(key));
        if (decoded.isEmpty()) {
            return false;
        }
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, decoded.get());
        return verifier.verifySignature(
                message,
                BigIntegers.fromUnsignedByteArray(signature, 0, WORD),
                BigIntegers.fromUnsignedByteArray(signature, WORD, WORD));
    }

    @Override
    public byte[] sign(byte[] message, byte[] secret) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(BigIntegers.fromUnsignedByteArray(secret), curve));
        BigInteger[] pair = signer.generateSignature(message);
        BigInteger low = pair[1].compareTo(halfOrder) > 0 ? curve.getN().subtract(pair[1]) : pair[1];
        byte[] signature = new byte[2 * WORD];
        BigIntegers.asUnsignedByteArray(pair[0], signature, 0, WORD);
        BigIntegers.asUnsignedByteArray(low, signature, WORD, WORD);
        return signature;
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        BigInteger scalar = BigIntegers.fromUnsignedByteArray(secret);
        return new FixedPointCombMultiplier().multiply(curve.getG(), scalar).getEncoded(true);
    }

    @Override
    public boolean isOnCurve(byte[] key) {
        return decode(key).isPresent();
    }

    private Optional<ECPublicKeyParameters> parameters(byte[] key) {
        return decode(key).map(point -> new ECPublicKeyParameters(point, curve));
    }

    private Optional<ECPoint> decode(byte[] key) {
        try {
            return Optional.of(curve.getCurve().decodePoint(key));
        } catch (IllegalArgumentException notOnCurve) {
            return Optional.empty();
        }
    }
}
