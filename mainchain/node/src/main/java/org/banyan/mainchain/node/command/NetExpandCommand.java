package org.banyan.mainchain.node.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.banyan.core.peers.PeerSettings;
import org.banyan.mainchain.node.process.AllowFile;
import org.banyan.mainchain.node.process.PeerStart;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.settings.PeerChoices;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.Plugins;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;

/**
 * {@code net-expand}: data directories for more nodes of a network that {@code net-create} made. They produce nothing: they join, catch up and follow. The
 * nodes that are there may run meanwhile.
 */
final class NetExpandCommand {
    private static final int NODES_MAX = 100;
    private static final String PER_ADDRESS = PeerChoices.P2P_PER_ADDRESS.name() + " = ";

    private final Program program;
    private final Arguments arguments;
    private final Plugins plugins = Parts.ofEveryNetwork().plugins();

    /** @param configuration as its own file says */
    private record Present(NetworkNode place, Configuration configuration) {}

    NetExpandCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Path root = Path.of(arguments
                        .flag(Loading.DIR)
                        .orElseThrow(() -> usage("say where the network's directories are: --dir DIR")))
                .toAbsolutePath()
                .normalize();
        program.logs(Loading.configuration(arguments, program.environment(), root, Map.of()), arguments);
        List<String> hosts = arguments
                .flag("hosts")
                .map(text -> List.of(text.split(",", -1)))
                .orElse(List.of());
        int count = count(hosts);
        List<Present> present = present(root);
        List<NetworkNode> added = IntStream.range(0, count)
                .mapToObj(i -> added(root, present, hosts, i))
                .toList();
        added.forEach(node -> write(node, present, present.size() + count));
        List<String> advice = new ArrayList<>();
        present.forEach(node -> know(node, added, present.size() + count, advice));
        say(root, added, advice);
        return ExitCode.OK;
    }

    private static RefusalException usage(String what) {
        return new RefusalException(ExitCode.USAGE, what);
    }

    private int count(List<String> hosts) {
        String text = arguments.flag("nodes").orElse(Integer.toString(Math.max(1, hosts.size())));
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > NODES_MAX) {
            throw usage("--nodes is 1 to " + NODES_MAX + " but was '" + text + "'");
        }
        int count = Integer.parseInt(text);
        if (!hosts.isEmpty() && hosts.size() != count) {
            throw usage("--hosts names " + hosts.size() + " hosts for " + count + " nodes; name one for each");
        }
        return count;
    }

    // The nodes that are there

    private List<Present> present(Path root) {
        Map<NodeId, String> hosts = new TreeMap<>();
        Map<Integer, Configuration> configurations = new TreeMap<>();
        for (int number = 1; Files.isDirectory(NetworkNode.home(root, number)); number++) {
            Configuration own =
                    Loading.configuration(Arguments.parse("start"), Map.of(), NetworkNode.home(root, number), Map.of());
            own.get(PeerChoices.P2P_PEERS).forEach(peer -> hosts.put(peer.id(), peer.host()));
            configurations.put(number, own);
        }
        if (configurations.isEmpty()) {
            throw new RefusalException(
                    ExitCode.CONFIG, root + " has no network; make one with 'banyan net create --dir DIR'");
        }
        return configurations.entrySet().stream()
                .map(entry -> present(NetworkNode.home(root, entry.getKey()), entry.getKey(), entry.getValue(), hosts))
                .toList();
    }

    private Present present(Path home, int number, Configuration own, Map<NodeId, String> hosts) {
        NodeId id = PeerStart.identity(home.resolve("keys"), plugins).id();
        boolean local = own.get(PeerChoices.P2P_HOST).equals(NetworkNode.LOOPBACK);
        if (!local && !hosts.containsKey(id)) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    "no node's p2p-peers says on which host " + home + " runs; add " + id + "@HOST:PORT to its own");
        }
        return new Present(
                new NetworkNode(
                        number,
                        home,
                        local ? NetworkNode.LOOPBACK : hosts.getOrDefault(id, ""),
                        own.get(NodeSettings.PORT),
                        id),
                own);
    }

    /** Lets a node know those that were added: who is listed may come, and enough may come from one address. */
    private void know(Present node, List<NetworkNode> added, int nodes, List<String> advice) {
        Path home = node.place().home();
        if (PeerChoices.named(node.configuration())) {
            AllowFile list = AllowFile.of(home, node.configuration());
            List<String> lines = added.stream()
                    .map(each -> each.id() + " # node-" + each.number())
                    .toList();
            append(list.path(), String.join("\n", lines) + "\n");
            advice.add(list.path() + " lists them now; a node that runs there reads it within seconds");
        }
        int needed = NetworkNode.linksPerAddress(nodes);
        int has = node.configuration().get(PeerChoices.P2P_PER_ADDRESS);
        boolean crowded = added.stream().anyMatch(each -> each.host().equals(NetworkNode.LOOPBACK));
        if (crowded && has < needed) {
            raise(home.resolve("config/node.conf"), needed, advice);
        }
    }

    private static void append(Path file, String lines) {
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            Files.writeString(file, gap + lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot write " + file + ": " + failed, failed);
        }
    }

    private static void raise(Path file, int needed, List<String> advice) {
        try {
            String text = Files.readString(file);
            String raised = text.replaceFirst("(?m)^" + PER_ADDRESS + "[0-9]+$", PER_ADDRESS + needed);
            if (!raised.equals(text)) {
                DataDirectory.replace(file, raised);
                advice.add(
                        file + " takes " + needed + " connections from one address now; restart the node if it runs");
            } else {
                advice.add("set " + PER_ADDRESS + needed + " in " + file + ", or not all find room");
            }
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot read " + file + ": " + failed, failed);
        }
    }

    // The nodes that are added

    private NetworkNode added(Path root, List<Present> present, List<String> hosts, int index) {
        int number = present.size() + 1 + index;
        Path home = NetworkNode.home(root, number);
        boolean alone = !hosts.isEmpty();
        int last = present.stream()
                .filter(node -> node.place().host().equals(NetworkNode.LOOPBACK))
                .mapToInt(node -> node.place().port())
                .max()
                .orElse(present.getFirst().place().port() - NetworkNode.PORT_STEP);
        try (DataDirectory directory = DataDirectory.open(home)) {
            return new NetworkNode(
                    number,
                    home,
                    alone ? hosts.get(index) : NetworkNode.LOOPBACK,
                    alone ? present.getFirst().place().port() : last + NetworkNode.PORT_STEP * (index + 1),
                    PeerStart.identity(directory.keys(), plugins).id());
        }
    }

    private static void write(NetworkNode node, List<Present> present, int nodes) {
        Path chains = present.getFirst().place().home().resolve("chains");
        try (Stream<Path> found = Files.list(chains)) {
            for (Path chain : found.filter(each -> Files.exists(each.resolve("genesis.conf")))
                    .toList()) {
                Path copy = node.home().resolve("chains").resolve(String.valueOf(chain.getFileName()));
                Directories.create(copy);
                Files.copy(chain.resolve("genesis.conf"), copy.resolve("genesis.conf"));
            }
        } catch (IOException failed) {
            throw new RefusalException(
                    ExitCode.CONFIG, "cannot copy the genesis from " + chains + ": " + failed, failed);
        }
        Configuration first = present.getFirst().configuration();
        node.write(
                List.of("profile = follower"),
                first.get(NodeSettings.NETWORK).equals(NodeSettings.DEVELOPMENT),
                delegates(present),
                nodes);
    }

    private static List<PeerAddress> delegates(List<Present> present) {
        return present.stream()
                .filter(node -> !node.configuration().get(NodeSettings.SIGNER).equals("none"))
                .map(node -> node.place().address())
                .limit(PeerSettings.DIALED_MAX)
                .toList();
    }

    private void say(Path root, List<NetworkNode> added, List<String> advice) {
        if (arguments.has("json")) {
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("dir", root.toString());
            made.put(
                    "added", added.stream().map(node -> "node-" + node.number()).toList());
            made.put("advice", advice);
            program.out().println(Json.line(made));
            return;
        }
        added.forEach(node -> program.out()
                .println("  " + node.home() + "  API on port " + node.port() + ", peers at " + node.address()));
        advice.forEach(program.out()::println);
        program.out()
                .println("next: banyan net up --dir " + root
                        + added.stream().map(node -> " " + node.number()).reduce("", String::concat));
    }
}
