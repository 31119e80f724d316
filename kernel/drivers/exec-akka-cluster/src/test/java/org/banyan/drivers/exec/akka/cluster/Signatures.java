package org.banyan.drivers.exec.akka.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.spi.verification.SignatureCheck;
import org.banyan.spi.verification.SignatureChunk;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;

/** Made-up signatures of the default suite, some of them wrong. */
final class Signatures {
    static final CryptoSuite SUITE = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);

    private final SplittableRandom random;
    private final Signer signer;

    Signatures(long seed) {
        this.random = new SplittableRandom(seed);
        byte[] secret = new byte[Hash.SIZE];
        random.nextBytes(secret);
        secret[0] = 1;
        this.signer = SUITE.defaultScheme().signer(Bytes.wrap(secret));
    }

    /** @param wrongOneIn every so-manieth signature is of another message, by chance; 0 for none */
    SignatureChunk chunk(int size, int wrongOneIn) {
        List<SignatureCheck> checks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Hash message = message();
            Hash signed = wrongOneIn > 0 && random.nextInt(wrongOneIn) == 0 ? message() : message;
            checks.add(new SignatureCheck(
                    signer.publicKey().scheme(), message, signer.publicKey().bytes(), signer.sign(signed)));
        }
        return new SignatureChunk(SUITE.id(), checks);
    }

    private Hash message() {
        byte[] bytes = new byte[Hash.SIZE];
        random.nextBytes(bytes);
        return Sha256.INSTANCE.hash(Tag.SIGNATURE, Bytes.wrap(bytes));
    }
}
