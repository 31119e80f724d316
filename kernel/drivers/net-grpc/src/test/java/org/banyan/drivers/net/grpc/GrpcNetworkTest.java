package org.banyan.drivers.net.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link.Direction;
import org.banyan.spi.network.Network;
import org.banyan.spi.network.NetworkLimits;
import org.banyan.spi.network.NetworkSetup;
import org.banyan.spi.network.NodeIdentity;
import org.banyan.spi.network.PeerAddress;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules of docs/spi/network.md that the driver keeps, over real sockets. */
class GrpcNetworkTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final NetworkLimits SMALL = new NetworkLimits(8, 2, 4, 1024 * 1024, 2, 3_000);

    private final List<Network> open = new ArrayList<>();
    private final Heard one = new Heard();
    private final Heard other = new Heard();

    @AfterEach
    void close() {
        open.forEach(Network::close);
    }

    private Network network(int number, Heard heard) {
        return network(number, heard, SMALL);
    }

    private Network network(int number, Heard heard, NetworkLimits limits) {
        NodeIdentity identity = NodeCertificateTest.identity(number);
        Network network = new GrpcNetworkFactory()
                .open(
                        new NetworkSetup(
                                identity,
                                LOOPBACK,
                                0,
                                limits,
                                NodeCertificate.LIFETIME,
                                () -> new Timestamp(System.currentTimeMillis())),
                        heard);
        open.add(network);
        return network;
    }

    private static PeerAddress at(int number, Network network) {
        return new PeerAddress(NodeCertificateTest.identity(number).id(), LOOPBACK, network.port());
    }

    private static Frame frame(String text) {
        return new Frame("test/words", Bytes.utf8(text));
    }

    @Test
    void frames_go_both_ways_in_order_and_each_side_knows_the_others_key() {
        Network first = network(1, one);
        Network second = network(2, other);
        second.dial(at(1, first));
        await().atMost(PATIENCE).until(() -> !one.opened.isEmpty() && !other.opened.isEmpty());
        assertThat(one.opened.getFirst().peer())
                .isEqualTo(NodeCertificateTest.identity(2).id());
        assertThat(other.opened.getFirst().peer())
                .isEqualTo(NodeCertificateTest.identity(1).id());
        assertThat(one.opened.getFirst().direction()).isEqualTo(Direction.INBOUND);

        long link = other.opened.getFirst().number();
        second.send(link, frame("a"));
        second.send(link, frame("b"));
        first.send(one.opened.getFirst().number(), frame("c"));
        await().atMost(PATIENCE).until(() -> one.frames.size() == 2 && other.frames.size() == 1);
        assertThat(one.frames).containsExactly(frame("a"), frame("b"));
        assertThat(other.frames).containsExactly(frame("c"));

        second.close(link, "done");
        await().atMost(PATIENCE).until(() -> one.closed.size() == 1 && other.closed.size() == 1);
    }

    @Test
    void a_node_that_is_not_the_expected_one_gets_no_link() {
        Network first = network(1, one);
        Network second = network(2, other);
        second.dial(new PeerAddress(NodeCertificateTest.identity(3).id(), LOOPBACK, first.port()));
        await().atMost(PATIENCE).until(() -> !other.notOpened.isEmpty());
        assertThat(other.notOpened.getFirst()).contains("another node answers");
        assertThat(other.opened).isEmpty();
    }

    @Test
    void a_peer_that_does_not_read_is_dropped_and_costs_bounded_memory() {
        Network first = network(1, one);
        Network second = network(2, other);
        second.dial(at(1, first));
        await().atMost(PATIENCE).until(() -> !other.opened.isEmpty());
        Frame large = new Frame("test/words", Bytes.wrap(new byte[Frame.PAYLOAD_BYTES_MAX]));
        for (int i = 0; i < 64; i++) {
            second.send(other.opened.getFirst().number(), large);
        }
        await().atMost(PATIENCE).until(() -> !other.closed.isEmpty());
        assertThat(other.closed.getFirst()).contains("NET-6");
        assertThat(one.frames).as("received before it was dealt with").hasSizeLessThanOrEqualTo(SMALL.windowFrames());
    }

    @Test
    void without_a_certificate_of_a_node_or_with_older_tls_there_is_no_way_in() throws Exception {
        Network first = network(1, one);
        for (String version : List.of("TLSv1.3", "TLSv1.2")) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            try (Socket plain = new Socket(InetAddress.getByName(LOOPBACK), first.port());
                    SSLSocket socket =
                            (SSLSocket) context.getSocketFactory().createSocket(plain, LOOPBACK, first.port(), true)) {
                socket.setEnabledProtocols(new String[] {version});
                socket.setSoTimeout((int) PATIENCE.toMillis());
                assertThat(isRefused(socket)).as(version).isTrue();
            }
        }
        assertThat(one.opened).isEmpty();
    }

    private static boolean isRefused(SSLSocket socket) {
        try {
            socket.startHandshake();
            return socket.getInputStream().read() < 0;
        } catch (java.io.IOException refused) {
            return !(refused instanceof java.net.SocketTimeoutException);
        }
    }

    @Test
    void one_address_has_no_more_connections_than_its_share() throws Exception {
        Network first = network(1, one);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SMALL.inboundPerAddress(); i++) {
                sockets.add(new Socket(InetAddress.getByName(LOOPBACK), first.port()));
            }
            try (Socket beyond = new Socket(InetAddress.getByName(LOOPBACK), first.port())) {
                beyond.setSoTimeout(2_000);
                assertThat(isClosed(beyond)).as("at once, before TLS gives up").isTrue();
            }
            Socket within = sockets.getFirst();
            await().atMost(PATIENCE).until(() -> isClosed(within)); // whoever says nothing is hung up on
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void an_address_that_connects_again_and_again_is_hung_up_on() throws Exception {
        NetworkLimits many = new NetworkLimits(1_000, 1_000, 4, 1024 * 1024, 2, 60_000);
        Network first = network(1, one, many);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < ConnectRates.CONNECTS_MAX; i++) {
                sockets.add(new Socket(InetAddress.getByName(LOOPBACK), first.port()));
            }
            try (Socket beyond = new Socket(InetAddress.getByName(LOOPBACK), first.port())) {
                beyond.setSoTimeout((int) PATIENCE.toMillis());
                assertThat(isClosed(beyond)).isTrue();
            }
            Socket within = sockets.getLast();
            within.setSoTimeout(100);
            assertThat(isClosed(within)).as("one that came before").isFalse();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (java.io.IOException reset) {
            return true;
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
