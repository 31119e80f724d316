package org.banyan.mainchain.node.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.configuration.Setting;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;

/** The settings about machines that verify signatures for a node. */
public final class VerifyChoices {
    private static final int PORT_MAX = 65_535;
    private static final String WORKERS_FORM = "NODE-ID, several separated by commas";
    private static final String NODE_FORM = "NODE-ID@HOST:PORT";

    public static final Setting<List<NodeId>> WORKERS = new Setting<>(
            "verify-workers",
            WORKERS_FORM,
            "",
            "Machines that verify signatures for this node, by their node ids. What they call valid is believed but for samples, so a machine that lies can make this node take invalid blocks: name your own machines alone.",
            VerifyChoices::workers);
    public static final Setting<Integer> SAMPLE = Setting.number(
            "verify-sample",
            5,
            0,
            100,
            "Of a hundred transactions that a verify worker calls valid, how many this node verifies again, one of each chunk at least; 100 believes nothing.");
    public static final Setting<Integer> MILLIS = Setting.number(
            "verify-millis", 500, 10, 60_000, "Time that a verify worker has for a chunk; then this node verifies it.");
    public static final Setting<String> HOST = Setting.text(
            "verify-host",
            "127.0.0.1",
            "Name or address under which node and verify workers reach this process, and on which it listens for them; not 0.0.0.0.");
    public static final Setting<Integer> PORT = Setting.number(
            "verify-port", 7073, 1, PORT_MAX, "Port on which node and verify workers listen for each other.");
    public static final Setting<Optional<PeerAddress>> NODE = new Setting<>(
            "verify-node",
            NODE_FORM,
            "",
            "With command verify-worker: the node that this process verifies for, with its verify-host and verify-port.",
            VerifyChoices::node);

    private VerifyChoices() {}

    static List<Setting<?>> all() {
        return List.of(WORKERS, SAMPLE, MILLIS, HOST, PORT, NODE);
    }

    private static List<NodeId> workers(String text) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(NodeId::parse)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(WORKERS_FORM, malformed);
        }
    }

    private static Optional<PeerAddress> node(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(PeerAddress.parse(text));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(NODE_FORM, malformed);
        }
    }

    public static Duration limit(Configuration configuration) {
        return Duration.ofMillis(configuration.get(MILLIS));
    }
}
