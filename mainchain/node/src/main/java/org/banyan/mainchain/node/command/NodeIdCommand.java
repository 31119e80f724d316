package org.banyan.mainchain.node.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.banyan.drivers.crypto.keystore.NodeKeyFile;
import org.banyan.mainchain.node.process.PeerStart;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.spi.network.NodeId;

/** {@code node-id}: what peers call this node. Makes the node's key when there is none. */
final class NodeIdCommand {
    private final Program program;
    private final Arguments arguments;

    NodeIdCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Path home = Loading.home(arguments, program.environment(), false);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        Parts parts = Parts.of(configuration, home);
        Path keys = home.resolve("keys");
        if (Files.exists(keys.resolve(NodeKeyFile.NAME))) {
            say(keys, parts); // also while the node runs
        } else {
            try (DataDirectory directory = DataDirectory.open(home)) {
                say(directory.keys(), parts);
            }
        }
        return ExitCode.OK;
    }

    private void say(Path keys, Parts parts) {
        NodeId id = PeerStart.identity(keys, parts.plugins()).id();
        program.out().println(arguments.has("json") ? Json.line(Map.of("nodeId", id.toString())) : id.toString());
    }
}
