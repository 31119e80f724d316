package org.banyan.mainchain.node.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.banyan.api.guard.ApiLimits;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.configuration.Setting;
import org.banyan.node.configuration.Settings;

/** Every setting of a node, its profiles and its network presets. */
public final class NodeSettings {
    public static final String DEVELOPMENT = "dev";

    /** The runner that every node has. */
    public static final String SEQUENTIAL = "sequential";

    private static final int PORT_MAX = 65_535;
    private static final int AUTO = -1;

    public static final Setting<String> NETWORK = Setting.choice(
            "network",
            "private",
            "The kind of network. Public test keys are allowed on dev alone.",
            "private",
            DEVELOPMENT);
    public static final Setting<String> PROFILE = Setting.choice(
            "profile", "none", "A named set of values for one kind of node.", "none", "producer", "follower", "small");
    public static final Setting<String> SIGNER = new Setting<>(
            "signer",
            "none, local:NAME, test:NAME or test",
            "none",
            "The key that produces blocks: one of the keystore, a public test key on network dev, or there on each chain all test keys that its genesis names.",
            NodeSettings::signer);
    public static final Setting<String> SIGNER_PASSWORD_FILE =
            Setting.text("signer-password-file", "", "File whose first line is the password of the signer's key.");
    public static final Setting<String> SIGNER_NEW = Setting.choice(
            "signer-new",
            "no",
            "Whether the signer's key may begin to sign without a record of what it signed, where the chain has blocks here or peers may have them.",
            "no",
            "yes");
    public static final Setting<Integer> SILENT_PRODUCERS = Setting.number(
            "silent-producers",
            0,
            0,
            100,
            "With signer test: so many of a chain's test keys, the last ones, neither build nor vote, but one always does. For seeing how a chain does when producers fail.");
    public static final Setting<Integer> PORT = Setting.number(
            "port", 7070, 0, PORT_MAX - 2, "First of the node's three ports in a row; 0 takes free ones.");
    public static final Setting<String> API_HOST =
            Setting.text("api-host", "127.0.0.1", "Address that the public API listens on.");
    public static final Setting<Integer> API_PORT = port("api-port", "Port of the public API; auto is the first.");
    public static final Setting<String> OPS_HOST =
            Setting.text("ops-host", "127.0.0.1", "Address that health and metrics listen on.");
    public static final Setting<Integer> OPS_PORT =
            port("ops-port", "Port of health and metrics; auto is the one after the first.");
    public static final Setting<String> STORE_ENGINE =
            Setting.text("store-engine", "leveldb", "Driver of the chains' stores.");
    public static final Setting<Integer> POOL_TRANSACTIONS = Setting.number(
            "pool-transactions", 50_000, 1, 10_000_000, "Transactions that may wait for a block, per chain.");
    public static final Setting<Integer> POOL_MEGABYTES = Setting.number(
            "pool-megabytes",
            0,
            0,
            65_536,
            "Memory that waiting transactions may take, per chain; 0 takes an eighth of the heap, at most 64.");
    /** What state takes of memory at most unless a setting says so, all chains together. */
    public static final long STATE_BYTES_MAX = 1L << 30;

    public static final Setting<Integer> STATE_MEGABYTES = Setting.number(
            "state-megabytes",
            0,
            0,
            65_536,
            "Memory for state that was used last, per chain; 0 shares an eighth of the heap, at most 1024, among the chains. More of it makes chains with many"
                    + " accounts faster.");
    public static final Setting<Integer> POOL_PER_ACCOUNT = Setting.number(
            "pool-per-account",
            10_000,
            1,
            10_000_000,
            "Transactions of one account that may wait, per chain; it also has this share of the memory.");
    public static final Setting<Integer> WORKERS = Setting.number(
            "workers",
            0,
            0,
            1_024,
            "Threads that check signatures, and that a contract's batch is spread over; 0 takes one per processor.");
    public static final Setting<String> EXECUTION_RUNNER = Setting.text(
            "execution-runner",
            "akka",
            "What runs the transactions of a block: a driver, or sequential for one after another. Every choice gives the same blocks.");
    public static final Setting<Integer> EXECUTION_WORKERS = Setting.number(
            "execution-workers", 0, 0, 1_024, "Transactions that run at the same time; 0 takes one per processor.");
    public static final Setting<String> CONTRACTS_FOLDER = Setting.choice(
            "contracts-folder",
            "off",
            "Whether trusted contracts are also loaded from the folder contracts/. They run with all rights of the node. Only on network dev.",
            "off",
            "on");
    public static final Setting<Integer> READY_LAG = Setting.number(
            "ready-lag",
            5,
            1,
            1_000_000,
            "Slots that the head may be behind the clock, and blocks behind peers, before the node is not ready.");
    public static final Setting<String> LOG_LEVEL = Setting.choice(
            "log-level",
            "info",
            "Least important messages that are logged.",
            "error",
            "warn",
            "info",
            "debug",
            "trace");
    public static final Setting<String> LOG_FORMAT = Setting.choice(
            "log-format",
            "auto",
            "Text for people or one line of JSON per event; auto is text on a terminal.",
            "auto",
            "text",
            "json");

    private NodeSettings() {}

    public static Settings all() {
        List<Setting<?>> all = new ArrayList<>(List.of(
                NETWORK,
                PROFILE,
                SIGNER,
                SIGNER_PASSWORD_FILE,
                SIGNER_NEW,
                SILENT_PRODUCERS,
                PORT,
                API_HOST,
                API_PORT,
                OPS_HOST,
                OPS_PORT));
        all.addAll(CallerSettings.all());
        all.addAll(PeerChoices.all());
        all.addAll(SyncChoices.all());
        all.addAll(List.of(
                STORE_ENGINE,
                POOL_TRANSACTIONS,
                POOL_MEGABYTES,
                POOL_PER_ACCOUNT,
                STATE_MEGABYTES,
                WORKERS,
                EXECUTION_RUNNER,
                EXECUTION_WORKERS));
        all.addAll(VerifyChoices.all());
        all.addAll(List.of(CONTRACTS_FOLDER, READY_LAG, LOG_LEVEL, LOG_FORMAT));
        return new Settings(all);
    }

    static Setting<Integer> port(String name, String meaning) {
        String form = "auto, or a number from 0 to " + PORT_MAX;
        return new Setting<>(name, form, "auto", meaning, text -> {
            if (text.equals("auto")) {
                return AUTO;
            }
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > PORT_MAX) {
                throw new IllegalArgumentException(form);
            }
            return Integer.valueOf(text);
        });
    }

    /** Port of the public API; 0 takes a free one. */
    public static int apiPort(Configuration configuration) {
        return port(configuration, API_PORT, 0);
    }

    /** Port of health and metrics; 0 takes a free one. */
    public static int operationsPort(Configuration configuration) {
        return port(configuration, OPS_PORT, 1);
    }

    static int port(Configuration configuration, Setting<Integer> setting, int place) {
        int chosen = configuration.get(setting);
        int first = configuration.get(PORT);
        return chosen != AUTO ? chosen : first == 0 ? 0 : first + place;
    }

    /** What callers of the public API may have of it. */
    public static ApiLimits apiLimits(Configuration configuration) {
        return CallerSettings.limits(configuration);
    }

    private static String signer(String text) {
        if (!text.matches("none|test|(local|test):[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("none, local:NAME, test:NAME or test");
        }
        return text;
    }

    /** Values of a profile. */
    public static Map<String, String> profile(String name) {
        return switch (name) {
            case "producer" -> Map.of(LOG_FORMAT.name(), "json");
            case "follower" -> Map.of(SIGNER.name(), "none", LOG_FORMAT.name(), "json");
            case "small" ->
                Map.of(
                        POOL_TRANSACTIONS.name(),
                        "5000",
                        POOL_MEGABYTES.name(),
                        "8",
                        WORKERS.name(),
                        "1",
                        EXECUTION_RUNNER.name(),
                        SEQUENTIAL);
            default -> Map.of();
        };
    }

    /** Values of a network. */
    public static Map<String, String> network(String name) {
        return name.equals(DEVELOPMENT)
                ? Map.of(SIGNER.name(), "test", CONTRACTS_FOLDER.name(), "on", PeerChoices.P2P.name(), "off")
                : Map.of();
    }
}
