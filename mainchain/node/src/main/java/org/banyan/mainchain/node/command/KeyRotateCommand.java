package org.banyan.mainchain.node.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.NodeKeyFile;
import org.banyan.drivers.crypto.keystore.SecureEntropy;
import org.banyan.mainchain.node.process.PeerStart;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.NodeIdentity;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/** {@code key-rotate}: a new key by which a stopped node is known to its peers. The old one stays beside it. */
final class KeyRotateCommand {
    private final Program program;
    private final Arguments arguments;

    KeyRotateCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Path home = Loading.home(arguments, program.environment(), false);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        Parts parts = Parts.of(configuration, home);
        if (!Files.exists(home.resolve("keys").resolve(NodeKeyFile.NAME))) {
            throw new RefusalException(
                    ExitCode.KEY,
                    home
                            + " has no node key to rotate; name the node's directory with --dir. A node makes its first key"
                            + " when it starts");
        }
        try (DataDirectory directory = DataDirectory.open(home)) {
            NodeId before =
                    PeerStart.identity(directory.keys(), parts.plugins()).id();
            CryptoSuite suite = parts.plugins().suite(StandardCryptoSuites.SECP256K1);
            Signer made = NodeKeyFile.rotate(
                    directory.keys().resolve(NodeKeyFile.NAME), suite.defaultScheme(), new SecureEntropy());
            say(before, new NodeIdentity(suite, made).id());
        }
        return ExitCode.OK;
    }

    private void say(NodeId before, NodeId after) {
        if (arguments.has("json")) {
            Map<String, Object> rotated = new LinkedHashMap<>();
            rotated.put("before", before.toString());
            rotated.put("after", after.toString());
            program.out().println(Json.line(rotated));
            return;
        }
        program.out().println("was  " + before);
        program.out().println("now  " + after);
        program.out()
                .println(
                        "peers that let in only whom they name must list the new id in config/allow before this node starts;"
                                + " the old one in their p2p-peers is corrected at their next restart");
        program.out().println("the old key is in keys/" + NodeKeyFile.OLD_NAME + "; remove it when all is well");
    }
}
