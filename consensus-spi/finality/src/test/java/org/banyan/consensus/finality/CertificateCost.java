package org.banyan.consensus.finality;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;

/**
 * CPU time of one certificate check, 12 signatures of 17 producers, on the thread that does it. A program, not a test; run it with the module's test class
 * path. The least of ten batches is the figure: everything else on the machine only adds to it.
 */
final class CertificateCost {
    private static final int BATCHES = 10;
    private static final int CHECKS = 300;

    private CertificateCost() {}

    public static void main(String[] args) {
        CryptoSuite suite = new StandardCryptoSuites().create("sha256-secp256k1");
        TestProducers producers = TestProducers.count(suite, 17);
        ChainId chain = new ChainId(new Hash(1, 2, 3, 4));
        Electorate electorate = new Electorate(chain, producers.set(), 1, true, suite);
        Certificate certificate = certificate(electorate, producers, chain, suite);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < CHECKS; i++) {
                if (!electorate.check(certificate).isAccepted()) {
                    throw new IllegalStateException("the certificate is refused: " + electorate.check(certificate));
                }
            }
            least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
        }
        System.out.printf(
                Locale.ROOT,
                "a certificate of %d signatures: %.3f ms CPU%n",
                certificate.votes().size(),
                least / 1e6 / CHECKS);
    }

    private static Certificate certificate(
            Electorate electorate, TestProducers producers, ChainId chain, CryptoSuite suite) {
        Certificate ballot =
                electorate.ballot(new Height(7), new BlockId(new Hash(5, 5, 5, 5)), VoteData.precommit(1, 9));
        List<VoteSignature> votes = new ArrayList<>();
        for (int position = 0; position < 12; position++) {
            Hash message = suite.signingHash(
                    chain, SignatureType.VOTE, electorate.quorum().object(ballot));
            votes.add(new VoteSignature(
                    position, producers.signers().get(position).sign(message)));
        }
        return electorate.quorum().assemble(ballot, votes).orElseThrow();
    }
}
