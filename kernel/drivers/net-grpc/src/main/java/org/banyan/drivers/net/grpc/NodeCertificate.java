package org.banyan.drivers.net.grpc;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.NodeIdentity;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.PublicKey;

/**
 * A certificate for a TLS key that lives in this process alone, with an extension in which the node key signs the TLS key and the time for which it may be
 * used. So the node key stays the node's name while certificates come and go, and no authority is needed.
 */
record NodeCertificate(X509Certificate certificate, PrivateKey key) {
    /** How long a certificate is usually used. */
    static final Duration LIFETIME = Duration.ofHours(24);

    /** Longest time that a peer's certificate may be valid for. */
    static final Duration LIFETIME_MAX = Duration.ofDays(31);

    /** Clocks may differ by this much. */
    static final Duration SKEW = Duration.ofHours(1);

    /** Of the extension, under the arc of identifiers that are made from a UUID. */
    static final String EXTENSION = "2.25.263418711302094541905320573194362208441";

    private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final int VERSION_3 = 2;
    private static final int KEY_BYTES_MAX = 128;

    /** What the extension holds: the node key and its signature of the statement. */
    private record Binding(int scheme, Bytes key, Bytes signature) {
        private static final Codec<Binding> CODEC = new Codec<>() {
            @Override
            public void write(Binding value, CanonicalWriter out) {
                out.uint32(1, value.scheme);
                out.bytes(2, value.key);
                out.bytes(3, value.signature);
            }

            @Override
            public Binding read(CanonicalReader in) {
                return new Binding(in.uint32(1), in.bytes(2, KEY_BYTES_MAX), in.bytes(3, KEY_BYTES_MAX));
            }
        };
    }

    /** A new TLS key and its certificate, valid around {@code now}. */
    static NodeCertificate make(NodeIdentity identity, Instant now, Duration life) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Instant from = Instant.ofEpochSecond(now.minus(SKEW).getEpochSecond());
            Instant to = from.plus(SKEW).plus(life);
            byte[] tlsKey = pair.getPublic().getEncoded();
            Binding binding = new Binding(
                    identity.key().scheme(), identity.key().bytes(), identity.sign(statement(tlsKey, from, to)));
            byte[] algorithm = Der.sequence(Der.identifier(ECDSA_SHA256));
            byte[] name = Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text("banyan node"))));
            byte[] content = Der.sequence(
                    Der.explicit(0, Der.integer(BigInteger.valueOf(VERSION_3))),
                    Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
                    algorithm,
                    name,
                    Der.sequence(Der.time(from), Der.time(to)),
                    name,
                    tlsKey,
                    Der.explicit(
                            3,
                            Der.sequence(Der.sequence(
                                    Der.identifier(EXTENSION),
                                    Der.octets(Binding.CODEC.encode(binding).toArray())))));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            byte[] encoded = Der.sequence(content, algorithm, Der.bits(signature.sign()));
            return new NodeCertificate(
                    (X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded)),
                    pair.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform cannot make a P-256 certificate", impossible);
        }
    }

    private static Bytes statement(byte[] tlsKey, Instant from, Instant to) {
        CanonicalWriter out = new CanonicalWriter();
        out.bytes(1, Bytes.copyOf(tlsKey));
        out.uint64(2, from.getEpochSecond());
        out.uint64(3, to.getEpochSecond());
        return out.toBytes();
    }

    /**
     * The node that a peer's certificate belongs to. That the peer has the certificate's TLS key is proven by the TLS handshake, not here.
     *
     * @throws CertificateException if the certificate is not one of a node, or not valid now
     */
    static NodeId nodeOf(X509Certificate certificate, NodeIdentity identity, Instant now) throws CertificateException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (from.isAfter(now.plus(SKEW)) || to.isBefore(now)) {
            throw new CertificateException(
                    "the peer's certificate is valid from " + from + " to " + to + ", the local clock says " + now);
        }
        if (from.plus(LIFETIME_MAX).isBefore(to)) {
            throw new CertificateException(
                    "the peer's certificate is valid for more than " + LIFETIME_MAX.toDays() + " days");
        }
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            throw new CertificateException("the peer's certificate names no node key");
        }
        Binding binding = binding(extension);
        PublicKey key = new PublicKey(binding.scheme(), binding.key());
        Bytes statement = statement(certificate.getPublicKey().getEncoded(), from, to);
        if (!identity.verify(key, statement, binding.signature())) {
            throw new CertificateException("the peer's node key did not sign its certificate");
        }
        return identity.idOf(key);
    }

    /** @param extension an octet string around the binding, as Java hands it out */
    private static Binding binding(byte[] extension) throws CertificateException {
        int header = extension.length > 1 && (extension[1] & 0xff) > 0x80 ? 2 + (extension[1] & 0x7f) : 2;
        if (header >= extension.length) {
            throw new CertificateException("the node key in the peer's certificate is malformed");
        }
        try {
            return Binding.CODEC.decode(Bytes.copyOf(extension).slice(header, extension.length));
        } catch (CodecException malformed) {
            throw new CertificateException("the node key in the peer's certificate is malformed", malformed);
        }
    }
}
