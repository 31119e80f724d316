package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.finality.VoteData;
import org.banyan.consensus.quorum.CertificateRule;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.secp256k1.ProviderChoice;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds to check the certificate of one block, as light clients and chains that follow others do it: 17 delegates, the 12 votes of their quorum. The
 * goal is 500 with native signatures; {@code signatures} is the verification alone, by the same library. Run: {@code ./bench micro}.
 */
@State(Scope.Thread)
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CertificateBenchmark {
    private static final int DELEGATES = 17;
    private static final int QUORUM = 12;
    private static final int BLOCKS = 64;
    private static final ChainId CHAIN = new ChainId(new Hash(7, 7, 7, 7));

    @Param({"NATIVE", "BOUNCYCASTLE"})
    public ProviderChoice provider;

    private final List<Certificate> certificates = new ArrayList<>();
    private final List<Hash> messages = new ArrayList<>();
    private CryptoSuite suite;
    private TestProducers delegates;
    private CertificateRule rule;
    private int next;

    @Setup
    public void certify() {
        suite = new StandardCryptoSuites(provider).create(StandardCryptoSuites.SECP256K1);
        delegates = TestProducers.count(suite, DELEGATES);
        rule = Electorate.certificates(CHAIN, delegates.set(), suite);
        Electorate electorate = new Electorate(CHAIN, delegates.set(), 0, true, suite);
        for (int i = 1; i <= BLOCKS; i++) {
            Certificate ballot =
                    electorate.ballot(new Height(i), new BlockId(new Hash(1, 2, 3, i)), VoteData.precommit(0, i));
            Hash message = suite.signingHash(
                    CHAIN, SignatureType.VOTE, electorate.quorum().object(ballot));
            List<VoteSignature> votes = new ArrayList<>();
            for (int voter = 0; voter < QUORUM; voter++) {
                votes.add(
                        new VoteSignature(voter, delegates.signers().get(voter).sign(message)));
            }
            messages.add(message);
            certificates.add(new Certificate(
                    ballot.chainId(), ballot.height(), ballot.block(), ballot.producerSet(), ballot.data(), votes));
        }
    }

    @Benchmark
    public Verdict check() {
        next = (next + 1) % BLOCKS;
        Verdict verdict = rule.check(certificates.get(next));
        if (!verdict.isAccepted()) {
            throw new IllegalStateException("a certificate of a quorum is refused: " + verdict);
        }
        return verdict;
    }

    @Benchmark
    public int signatures() {
        next = (next + 1) % BLOCKS;
        int genuine = 0;
        for (VoteSignature vote : certificates.get(next).votes()) {
            var key = delegates.set().producers().get(vote.position()).key();
            genuine +=
                    suite.scheme(key.scheme()).orElseThrow().verify(messages.get(next), key.bytes(), vote.signature())
                            ? 1
                            : 0;
        }
        return genuine;
    }
}
