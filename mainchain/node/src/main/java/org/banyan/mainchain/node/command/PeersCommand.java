package org.banyan.mainchain.node.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.banyan.core.peers.LinkedPeer;
import org.banyan.mainchain.node.process.AllowFile;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.settings.PeerChoices;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.configuration.ConfigurationFile;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.operations.PeerPage;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;

/** {@code peers}: who is connected to the running node, and who would be cut off if only the nodes of a file and the named ones were let in. Changes nothing. */
final class PeersCommand {
    static final String DRY_RUN = "dry-run-allow";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Program program;
    private final Arguments arguments;

    PeersCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Path home = Loading.home(arguments, program.environment(), false);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        if (!arguments.has(DRY_RUN)) {
            page(home, configuration).peers().forEach(peer -> say(peer, peer.named() ? "named" : ""));
            return ExitCode.OK;
        }
        Set<NodeId> allowed =
                new TreeSet<>(new AllowFile(Path.of(arguments.flag(DRY_RUN).orElseThrow())).nodes());
        configuration.get(PeerChoices.P2P_PEERS).stream().map(PeerAddress::id).forEach(allowed::add);
        List<LinkedPeer> cut = page(home, configuration).peers().stream()
                .filter(peer -> !allowed.contains(peer.id()))
                .toList();
        cut.forEach(peer -> say(peer, "would be cut off"));
        if (!arguments.has("json")) {
            program.out()
                    .println(
                            cut.isEmpty()
                                    ? "nobody who is connected now would be cut off"
                                    : cut.size()
                                            + " of the nodes that are connected now would be cut off; list those that"
                                            + " may stay");
        }
        return cut.isEmpty() ? ExitCode.OK : ExitCode.CHECK_NEGATIVE;
    }

    private void say(LinkedPeer peer, String state) {
        String direction = peer.direction().name().toLowerCase(Locale.ROOT);
        if (!arguments.has("json")) {
            program.out()
                    .println(peer.id() + "  " + peer.remote() + "  " + direction + "  " + peer.agent()
                            + (state.isEmpty() ? "" : "  " + state));
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodeId", peer.id().toString());
        fields.put("address", peer.remote());
        fields.put("direction", direction);
        fields.put("agent", peer.agent());
        fields.put("state", state);
        program.out().println(Json.line(fields));
    }

    // The running node

    private static PeerPage page(Path home, Configuration configuration) {
        URI address = URI.create("http://" + host(configuration) + ":" + port(home) + PeerPage.PATH);
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return PeerPage.parse(answer.body());
        } catch (IOException | IllegalArgumentException failed) {
            throw new RefusalException(
                    ExitCode.UNREACHABLE, "the node does not tell its peers at " + address + ": " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RefusalException(ExitCode.INTERRUPTED, "interrupted", interrupted);
        }
    }

    private static String host(Configuration configuration) {
        String host = configuration.get(NodeSettings.OPS_HOST);
        return host.equals("0.0.0.0") ? "127.0.0.1" : host;
    }

    private static String port(Path home) {
        Path file = home.resolve("run/ports.json");
        if (!Files.exists(file)) {
            throw new RefusalException(ExitCode.UNREACHABLE, "no node runs in " + home + "; start it first");
        }
        return ConfigurationFile.read(file).values().getOrDefault("ops", "");
    }
}
