package org.banyan.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.LightClient;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.consensus.ScriptedConsensusFactory;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Test;

/** Certificates with real signatures that somebody altered into others of the same signer: one certificate must not become two. */
class MalleatedVotesTest {
    /** Orders of the groups of secp256k1 and Ed25519. */
    private static final BigInteger SECP256K1 =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final BigInteger ED25519 =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @Test
    void a_vote_with_the_high_s_of_secp256k1_is_refused() {
        refused(StandardCryptoSuites.SECP256K1, signature -> {
            BigInteger s = new BigInteger(1, signature.slice(32, 64).toArray());
            return Bytes.concat(signature.slice(0, 32), word(SECP256K1.subtract(s)));
        });
    }

    @Test
    void a_vote_with_the_order_added_to_s_of_ed25519_is_refused() {
        refused(StandardCryptoSuites.ED25519, signature -> {
            BigInteger s = new BigInteger(1, reversed(signature.slice(32, 64)).toArray());
            return Bytes.concat(signature.slice(0, 32), reversed(word(s.add(ED25519))));
        });
    }

    private static void refused(String suiteId, java.util.function.UnaryOperator<Bytes> malleate) {
        CryptoSuite suite = new StandardCryptoSuites().create(suiteId);
        CertifiedChain chain = new CertifiedChain(suite, "side", TestProducers.count(suite, 4)).grow(2);
        LightClient client = new ScriptedConsensusFactory().lightClient(suite, chain.checkpoint(0));
        Certificate good = chain.certificate(2);
        List<VoteSignature> votes = new ArrayList<>(good.votes());
        votes.set(1, new VoteSignature(1, malleate.apply(votes.get(1).signature())));
        Certificate bad =
                new Certificate(good.chainId(), good.height(), good.block(), good.producerSet(), good.data(), votes);

        assertThat(client.follow(chain.header(2), bad, Optional.empty()).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.rule().text()).isEqualTo("CERT-5"));
        assertThat(client.follow(chain.header(2), good, Optional.empty()).verdict())
                .isEqualTo(Verdict.ACCEPTED);
    }

    private static Bytes word(BigInteger value) {
        String hex = value.toString(16);
        return Bytes.fromHex("0".repeat(64 - hex.length()) + hex);
    }

    private static Bytes reversed(Bytes bytes) {
        byte[] copy = bytes.toArray();
        for (int i = 0; i < copy.length / 2; i++) {
            byte other = copy[i];
            copy[i] = copy[copy.length - 1 - i];
            copy[copy.length - 1 - i] = other;
        }
        return Bytes.wrap(copy);
    }
}
