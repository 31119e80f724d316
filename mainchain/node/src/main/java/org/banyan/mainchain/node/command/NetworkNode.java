package org.banyan.mainchain.node.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;

/**
 * A node of a network whose directories lie in one folder.
 *
 * @param host where it runs
 * @param port first of its three
 * @param id what peers call it
 */
record NetworkNode(int number, Path home, String host, int port, NodeId id) {
    static final String LOOPBACK = "127.0.0.1";

    /** Distance of the first ports of two nodes on one host. */
    static final int PORT_STEP = 10;

    /** Place of the port for peers in a node's row. */
    private static final int PEER_PORT_PLACE = 2;

    /** Each pair of nodes may have two links for a moment. */
    private static final int LINKS_PER_NODE = 3;

    private static final int LINKS_MIN = 8;

    static Path home(Path root, int number) {
        return root.resolve("node-" + number);
    }

    PeerAddress address() {
        return new PeerAddress(id, host, port + PEER_PORT_PLACE);
    }

    /** Connections that a node must take from one address when all nodes may be there. */
    static int linksPerAddress(int nodes) {
        return Math.max(LINKS_MIN, LINKS_PER_NODE * nodes);
    }

    /**
     * Writes configuration and start script.
     *
     * @param lines that differ between kinds of nodes
     * @param nodes of the network
     */
    void write(List<String> lines, boolean development, List<PeerAddress> peers, int nodes) {
        boolean alone = !host.equals(LOOPBACK);
        List<String> all = new ArrayList<>();
        all.add("# Node " + number + " of " + nodes + ". Every setting: banyan config show");
        all.add("network = " + (development ? NodeSettings.DEVELOPMENT : "private"));
        all.addAll(lines);
        all.add("port = " + port);
        all.add("p2p = on");
        all.add("p2p-host = \"" + (alone ? "0.0.0.0" : LOOPBACK) + "\"");
        all.add("p2p-per-address = " + linksPerAddress(nodes));
        all.add("# The other delegates: <node id>@<host>:<port>.");
        all.add("p2p-peers = \""
                + String.join(",", peers.stream().map(PeerAddress::toString).toList()) + "\"");
        file(home.resolve("config/node.conf"), String.join("\n", all) + "\n", "rw-r--r--");
        file(
                home.resolve("start.sh"),
                "#!/bin/sh\n# Starts this node; BANYAN names the command when it is not on the path.\n"
                        + "exec \"${BANYAN:-banyan}\" node start --dir \"$(cd \"$(dirname \"$0\")\" && pwd)\" \"$@\"\n",
                "rwxr-xr-x");
    }

    static void file(Path file, String text, String permissions) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            }
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot write " + file + ": " + failed, failed);
        }
    }
}
