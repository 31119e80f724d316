package org.banyan.mainchain.node.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.KeyInfo;
import org.banyan.drivers.crypto.keystore.KeyRole;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.drivers.crypto.keystore.SecureEntropy;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.mainchain.node.process.PeerStart;
import org.banyan.mainchain.node.process.SignRecords;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.types.Address;
import org.banyan.types.block.Producer;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;

/** {@code net-create}: ready data directories for the delegates of a new network: keys, genesis, configuration, start scripts. */
final class NetCreateCommand {
    private static final String SIGNING_KEY = "delegate";
    private static final String OWNER_KEY = "owner";
    private static final String PASSWORD_FILE = "password";
    private static final int PASSWORD_BYTES = 24;
    private static final int DELEGATES_MAX = 21;

    private final Program program;
    private final Arguments arguments;

    private record Node(NetworkNode place, KeyInfo key) {}

    NetCreateCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Path root = Path.of(arguments
                        .flag(Loading.DIR)
                        .orElseThrow(() -> usage("say where the network's directories shall be: --dir DIR")))
                .toAbsolutePath()
                .normalize();
        Configuration configuration = Loading.configuration(arguments, program.environment(), root, Map.of());
        program.logs(configuration, arguments);
        List<String> hosts = hosts();
        int delegates = delegates(hosts);
        WantedConsensus consensus = WantedConsensus.of(arguments);
        if (Files.exists(root.resolve("node-1"))) {
            throw new RefusalException(
                    ExitCode.CONFIG, root + " has a network already and stays as it is; choose another directory");
        }
        Parts parts = Parts.of(configuration, root);
        CryptoSuite suite = parts.plugins().suite(StandardCryptoSuites.SECP256K1);
        Directories.create(root);
        List<Node> nodes = IntStream.rangeClosed(1, delegates)
                .mapToObj(number -> node(root, number, hosts, configuration.get(NodeSettings.PORT), parts, suite))
                .toList();
        boolean development = configuration.get(NodeSettings.NETWORK).equals(NodeSettings.DEVELOPMENT);
        Optional<Address> owner = development
                ? Optional.empty()
                : Optional.of(
                        key(ownerKeys(root), OWNER_KEY, KeyRole.OWNER, suite).address());
        ChainSpecification specification = DevelopmentChain.network(
                suite,
                parts.trusted(),
                new SystemTimeSource().now(),
                consensus.of(nodes.stream()
                        .map(node ->
                                new Producer(node.key().address(), node.key().publicKey(), 1))
                        .sorted(Comparator.comparing(Producer::address))
                        .toList()),
                owner);
        nodes.forEach(node -> write(node, nodes, specification, parts, suite, development));
        say(root, nodes, specification, suite);
        return ExitCode.OK;
    }

    private static RefusalException usage(String what) {
        return new RefusalException(ExitCode.USAGE, what);
    }

    private List<String> hosts() {
        return arguments.flag("hosts").map(text -> List.of(text.split(",", -1))).orElse(List.of());
    }

    private int delegates(List<String> hosts) {
        String text = arguments.flag("delegates").orElse(hosts.isEmpty() ? "4" : Integer.toString(hosts.size()));
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > DELEGATES_MAX) {
            throw usage("--delegates is 1 to " + DELEGATES_MAX + " but was '" + text + "'");
        }
        int delegates = Integer.parseInt(text);
        if (!hosts.isEmpty() && hosts.size() != delegates) {
            throw usage("--hosts names " + hosts.size() + " hosts for " + delegates + " delegates; name one for each");
        }
        return delegates;
    }

    // One node

    private static Node node(Path root, int number, List<String> hosts, int firstPort, Parts parts, CryptoSuite suite) {
        Path home = NetworkNode.home(root, number);
        boolean alone = !hosts.isEmpty();
        try (DataDirectory directory = DataDirectory.open(home)) {
            return new Node(
                    new NetworkNode(
                            number,
                            home,
                            alone ? hosts.get(number - 1) : NetworkNode.LOOPBACK,
                            alone ? firstPort : firstPort + NetworkNode.PORT_STEP * (number - 1),
                            PeerStart.identity(directory.keys(), parts.plugins())
                                    .id()),
                    key(directory.keys(), SIGNING_KEY, KeyRole.SIGNING, suite));
        }
    }

    /** A directory of keys as the command line takes it. */
    private static Path ownerKeys(Path root) {
        Path keys = root.resolve("owner").resolve("keys");
        Directories.create(keys);
        return keys;
    }

    /** A new key with a random password in a file beside it, which only the owner may read. */
    private static KeyInfo key(Path folder, String name, KeyRole role, CryptoSuite suite) {
        String password = HexFormat.of().formatHex(new SecureEntropy().bytes(PASSWORD_BYTES));
        KeyInfo key = new Keystore(folder, suite).create(name, role, password.toCharArray());
        NetworkNode.file(folder.resolve(PASSWORD_FILE), password + "\n", "rw-------");
        return key;
    }

    private static void write(
            Node node,
            List<Node> all,
            ChainSpecification specification,
            Parts parts,
            CryptoSuite suite,
            boolean development) {
        try (DataDirectory directory = DataDirectory.open(node.place().home())) {
            Directories.create(directory.chain(specification.name()));
            parts.genesis().write(directory.genesis(specification.name()), specification);
            new SignRecords(directory, specification.name(), specification.id(suite.hash()), suite)
                    .begin(node.key().publicKey());
        }
        node.place()
                .write(
                        List.of(
                                "signer = \"local:" + SIGNING_KEY + "\"",
                                "# The path on the host where the node runs.",
                                "signer-password-file = \""
                                        + node.place().home().resolve("keys").resolve(PASSWORD_FILE) + "\""),
                        development,
                        all.stream()
                                .filter(other -> other != node)
                                .map(other -> other.place().address())
                                .toList(),
                        all.size());
    }

    private void say(Path root, List<Node> nodes, ChainSpecification specification, CryptoSuite suite) {
        if (arguments.has("json")) {
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("chain", specification.name());
            made.put("chainId", specification.id(suite.hash()).toString());
            made.put("delegates", nodes.size());
            made.put("dir", root.toString());
            program.out().println(Json.line(made));
            return;
        }
        program.out().println("chain '" + specification.name() + "' with id " + specification.id(suite.hash()));
        nodes.forEach(node -> program.out()
                .println("  " + node.place().home() + "  API on port "
                        + node.place().port() + ", peers at " + node.place().address()));
        program.out().println("next: banyan net up --dir " + root);
    }
}
