package org.banyan.drivers.net.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.banyan.spi.network.NodeIdentity;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

class NodeCertificateTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();

    static NodeIdentity identity(int number) {
        byte[] secret = new byte[32];
        secret[31] = (byte) number;
        return new NodeIdentity(SUITE, SUITE.defaultScheme().signer(Bytes.wrap(secret)));
    }

    @Test
    void a_certificate_names_the_node_whose_key_signed_it() throws Exception {
        X509Certificate certificate =
                NodeCertificate.make(identity(1), NOW, NodeCertificate.LIFETIME).certificate();
        assertThat(NodeCertificate.nodeOf(certificate, identity(2), NOW))
                .isEqualTo(identity(1).id());
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void nobody_takes_the_name_of_a_node_without_its_key() {
        Signer victim = SUITE.defaultScheme().signer(Bytes.wrap(new byte[] {
            1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
        }));
        NodeIdentity thief = identity(3);
        Signer forger = new Signer() {
            @Override
            public PublicKey publicKey() {
                return victim.publicKey();
            }

            @Override
            public Bytes sign(Hash message) {
                return thief.sign(Bytes.wrap(message.toArray()));
            }
        };
        X509Certificate forged = NodeCertificate.make(new NodeIdentity(SUITE, forger), NOW, NodeCertificate.LIFETIME)
                .certificate();
        assertThatThrownBy(() -> NodeCertificate.nodeOf(forged, identity(2), NOW))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("did not sign");
    }

    @Test
    void a_certificate_is_refused_before_and_after_its_time() {
        X509Certificate certificate =
                NodeCertificate.make(identity(1), NOW, NodeCertificate.LIFETIME).certificate();
        assertThatThrownBy(() -> NodeCertificate.nodeOf(certificate, identity(2), NOW.plus(Duration.ofHours(25))))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> NodeCertificate.nodeOf(certificate, identity(2), NOW.minus(Duration.ofHours(3))))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void a_certificate_is_replaced_when_half_of_its_time_is_over() {
        long[] millis = {NOW.toEpochMilli()};
        NodeTls tls = new NodeTls(identity(1), NodeCertificate.LIFETIME, () -> new Timestamp(millis[0]));
        NodeCertificate first = tls.certificate();
        millis[0] += Duration.ofHours(11).toMillis();
        assertThat(tls.certificate()).isEqualTo(first);
        millis[0] += Duration.ofHours(2).toMillis();
        assertThat(tls.certificate()).isNotEqualTo(first);
    }
}
