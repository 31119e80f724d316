package org.banyan.mainchain.node.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.core.peers.PeerSettings;
import org.banyan.mainchain.node.settings.PeerChoices;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.spi.network.NodeId;

/** Nodes that may be peers without being named in {@code p2p-peers}: a node id per line, and a remark after a space or {@code #}. No file is no node. */
public record AllowFile(Path path) {
    private static final int BYTES_MAX = 4 << 20;

    /** @param home data directory */
    public static AllowFile of(Path home, Configuration configuration) {
        return new AllowFile(home.resolve(configuration.get(PeerChoices.P2P_ALLOW_FILE)));
    }

    /** @throws RefusalException if a line is none, with its number */
    public List<NodeId> nodes() {
        return Files.exists(path) ? parse(text()) : List.of();
    }

    private String text() {
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new RefusalException(ExitCode.CONFIG, path + " has more than " + BYTES_MAX + " bytes");
            }
            return Files.readString(path);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot read " + path + ": " + failed, failed);
        }
    }

    private List<NodeId> parse(String text) {
        List<NodeId> nodes = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String word = lines[i].strip().split("[\\s#]", 2)[0];
            if (word.isEmpty()) {
                continue;
            }
            try {
                nodes.add(NodeId.parse(word));
            } catch (IllegalArgumentException malformed) {
                throw new RefusalException(
                        ExitCode.CONFIG,
                        path + " line " + (i + 1) + " has '" + word
                                + "' where a node id of 64 hexadecimal digits should"
                                + " be; 'banyan node id' tells a node's",
                        malformed);
            }
        }
        if (nodes.size() > PeerSettings.LISTED_MAX) {
            throw new RefusalException(
                    ExitCode.CONFIG, path + " lists " + nodes.size() + " nodes, more than " + PeerSettings.LISTED_MAX);
        }
        return nodes;
    }
}
