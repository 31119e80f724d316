package org.banyan.drivers.net.grpc;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.NodeIdentity;
import org.banyan.spi.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3 with both sides proving their node keys. A fresh certificate is made when the present one is through half of its time; links that are open stay so.
 * Thread-safe.
 */
final class NodeTls {
    private static final String PROTOCOL = "TLSv1.3";
    private static final String ALIAS = "node";
    private static final String KEY_TYPE = "EC";

    private final NodeIdentity identity;
    private final TimeSource time;
    private final Duration life;
    private NodeCertificate current;

    /** @param life of a certificate */
    NodeTls(NodeIdentity identity, Duration life, TimeSource time) {
        this.identity = identity;
        this.time = time;
        this.life = life;
        this.current = NodeCertificate.make(identity, now(time), life);
    }

    private static Instant now(TimeSource time) {
        return Instant.ofEpochMilli(time.now().millis());
    }

    /** The certificate to show now. */
    synchronized NodeCertificate certificate() {
        Instant now = now(time);
        Instant due = current.certificate().getNotAfter().toInstant().minus(life.dividedBy(2));
        if (now.isAfter(due)) {
            current = NodeCertificate.make(identity, now, life);
        }
        return current;
    }

    SslContext server() {
        return build(SslContextBuilder.forServer(new ShownCertificate()).clientAuth(ClientAuth.REQUIRE));
    }

    SslContext client() {
        return build(SslContextBuilder.forClient().keyManager(new ShownCertificate()));
    }

    /** For a protocol other than gRPC: shows this node's certificate and trusts those nodes alone. */
    SSLContext contextFor(Predicate<NodeId> trusted) {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(new KeyManager[] {new ShownCertificate()}, new TrustManager[] {new NodeTrust(trusted)}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform cannot speak " + PROTOCOL, impossible);
        }
    }

    private SslContext build(SslContextBuilder builder) {
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK)
                    .protocols(PROTOCOL)
                    .trustManager(new NodeTrust(anyNode -> true))
                    .build();
        } catch (SSLException failed) {
            throw new IllegalStateException("this Java platform cannot speak " + PROTOCOL, failed);
        }
    }

    /**
     * Who is at the other end of an established session.
     *
     * @throws CertificateException if it is no node
     */
    NodeId peer(@Nullable SSLSession session) throws CertificateException {
        if (session == null) {
            throw new CertificateException("the connection is not encrypted");
        }
        try {
            return nodeOf(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException unverified) {
            throw new CertificateException("the peer showed no certificate", unverified);
        }
    }

    private NodeId nodeOf(Certificate[] chain) throws CertificateException {
        if (chain.length != 1 || !(chain[0] instanceof X509Certificate certificate)) {
            throw new CertificateException("a node shows one certificate, the peer showed " + chain.length);
        }
        return NodeCertificate.nodeOf(certificate, identity, now(time));
    }

    /** Trusts whoever proves the key of a node that may be one; gRPC lets all in and decides above whether a node is welcome. */
    private final class NodeTrust extends X509ExtendedTrustManager {
        private final Predicate<NodeId> trusted;

        private NodeTrust(Predicate<NodeId> trusted) {
            this.trusted = trusted;
        }

        private void require(X509Certificate[] chain) throws CertificateException {
            NodeId node = nodeOf(chain);
            if (!trusted.test(node)) {
                throw new CertificateException("node " + node + " is not one that this process trusts");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            require(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Shows the certificate of the moment to every new connection. */
    private final class ShownCertificate extends X509ExtendedKeyManager {
        /** One handshake asks for alias, chain and key in turn: the alias carries which certificate it is, so that a change between them does no harm. */
        private volatile NodeCertificate shown = certificate();

        private volatile NodeCertificate before = shown;

        private String alias() {
            NodeCertificate now = certificate();
            if (!now.equals(shown)) {
                before = shown;
                shown = now;
            }
            return ALIAS + now.certificate().getSerialNumber();
        }

        private NodeCertificate of(String alias) {
            NodeCertificate newest = shown;
            return alias.equals(ALIAS + newest.certificate().getSerialNumber()) ? newest : before;
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {alias()};
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {alias()};
        }

        @Override
        public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return alias();
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return type.startsWith(KEY_TYPE) ? alias() : null;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return alias();
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return type.startsWith(KEY_TYPE) ? alias() : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {of(alias).certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return of(alias).key();
        }
    }
}
