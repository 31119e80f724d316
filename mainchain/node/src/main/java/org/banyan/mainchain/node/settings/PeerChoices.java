package org.banyan.mainchain.node.settings;

import java.util.Arrays;
import java.util.List;
import org.banyan.core.peers.PeerSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.configuration.Setting;
import org.banyan.spi.network.NetworkLimits;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;

/** The settings about peers. */
public final class PeerChoices {
    /** Place of the port in the node's row of three. */
    private static final int PORT_PLACE = 2;

    private static final int COUNT_MAX = 1_024;

    private static final int CERTIFICATE_SECONDS_MIN = 10;

    /** Peers take no certificate that is good for longer than 31 days, an hour before now included. */
    private static final int CERTIFICATE_SECONDS_MAX = 30 * 86_400;

    private static final String PEERS_FORM = "NODE-ID@HOST:PORT, several separated by commas";

    public static final Setting<String> P2P = Setting.choice(
            "p2p",
            "on",
            "Whether the node has peers. Off on network dev, where one process is the whole network.",
            "on",
            "off");
    public static final Setting<String> P2P_HOST = Setting.text(
            "p2p-host", "127.0.0.1", "Address that peers are listened for on; 0.0.0.0 takes all of this host.");
    public static final Setting<Integer> P2P_PORT = NodeSettings.port("p2p-port", "Port for peers; auto is the third.");
    public static final Setting<List<PeerAddress>> P2P_PEERS =
            new Setting<>("p2p-peers", PEERS_FORM, "", "Peers that the node keeps a link to.", PeerChoices::peers);
    public static final Setting<String> P2P_ALLOW = Setting.choice(
            "p2p-allow",
            "any",
            "Who may be a peer: any node that has a chain in common, or those of p2p-peers and p2p-allow-file alone.",
            "any",
            "named");
    public static final Setting<String> P2P_ALLOW_FILE = Setting.text(
            "p2p-allow-file",
            "config/allow",
            "File in the data directory with a node id per line, each of which may be a peer where p2p-allow is named. Read again when it changes.");
    public static final Setting<Integer> P2P_PEERS_MAX =
            Setting.number("p2p-peers-max", 64, 1, COUNT_MAX, "Peers at once; named ones come in beyond that.");
    public static final Setting<Integer> P2P_PER_ADDRESS = Setting.number(
            "p2p-per-address",
            8,
            1,
            COUNT_MAX,
            "Connections of peers from one address at once, greeting ones included.");
    public static final Setting<Integer> P2P_CERTIFICATE_SECONDS = Setting.number(
            "p2p-certificate-seconds",
            86_400,
            CERTIFICATE_SECONDS_MIN,
            CERTIFICATE_SECONDS_MAX,
            "How long the certificate is good that peers are shown; the node makes a new one when half of that is over.");

    private PeerChoices() {}

    static List<Setting<?>> all() {
        return List.of(
                P2P,
                P2P_HOST,
                P2P_PORT,
                P2P_PEERS,
                P2P_ALLOW,
                P2P_ALLOW_FILE,
                P2P_PEERS_MAX,
                P2P_PER_ADDRESS,
                P2P_CERTIFICATE_SECONDS);
    }

    private static List<PeerAddress> peers(String text) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(PeerAddress::parse)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(PEERS_FORM, malformed);
        }
    }

    public static boolean on(Configuration configuration) {
        return configuration.get(P2P).equals("on");
    }

    /** Port for peers; 0 takes a free one. */
    public static int port(Configuration configuration) {
        return NodeSettings.port(configuration, P2P_PORT, PORT_PLACE);
    }

    /** Whether only some nodes may be peers. */
    public static boolean named(Configuration configuration) {
        return configuration.get(P2P_ALLOW).equals("named");
    }

    /** @param listed by the file of those that may be peers */
    public static PeerSettings settings(Configuration configuration, NodeId self, String agent, List<NodeId> listed) {
        return new PeerSettings(
                self,
                agent,
                configuration.get(P2P_PEERS),
                named(configuration),
                listed,
                configuration.get(P2P_PEERS_MAX),
                Math.max(PeerSettings.MEMORY_BYTES_MIN, HeapShare.bytes(0, 2 * PeerSettings.MEMORY_BYTES_MAX) / 2));
    }

    public static NetworkLimits limits(Configuration configuration) {
        NetworkLimits usual = NetworkLimits.DEFAULT;
        return new NetworkLimits(
                configuration.get(P2P_PEERS_MAX) + usual.inboundPerAddress(),
                configuration.get(P2P_PER_ADDRESS),
                PeerSettings.DIALED_MAX,
                usual.queueBytes(),
                usual.windowFrames(),
                usual.handshakeMillis());
    }
}
