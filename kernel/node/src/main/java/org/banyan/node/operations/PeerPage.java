package org.banyan.node.operations;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.banyan.core.peers.LinkedPeer;
import org.banyan.node.configuration.ConfigurationFile;
import org.banyan.node.directory.Json;
import org.banyan.spi.network.Link.Direction;
import org.banyan.spi.network.NodeId;

/** The peers of a node as its operations port shows them: {@code {"peers":[{"nodeId":...,"address":...,"direction":...,"agent":...,"named":...}]}}. */
public record PeerPage(List<LinkedPeer> peers) {
    public static final String PATH = "/peers";

    private static final int CHARACTERS_MAX = 4 << 20;

    public PeerPage {
        peers = List.copyOf(peers);
    }

    public String text() {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (LinkedPeer peer : peers) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("nodeId", peer.id().toString());
            fields.put("address", peer.remote());
            fields.put("direction", peer.direction().name().toLowerCase(Locale.ROOT));
            fields.put("agent", peer.agent());
            fields.put("named", peer.named());
            shown.add(fields);
        }
        return Json.line(Map.of("peers", shown)) + "\n";
    }

    /** @throws IllegalArgumentException if {@code text} is no such page */
    public static PeerPage parse(String text) {
        try {
            return new PeerPage(
                    ConfigurationFile.parseText(text, "the page of peers", CHARACTERS_MAX)
                            .getConfigList("peers")
                            .stream()
                            .map(PeerPage::peer)
                            .toList());
        } catch (ConfigException malformed) {
            throw new IllegalArgumentException("no page of peers: " + malformed.getMessage(), malformed);
        }
    }

    private static LinkedPeer peer(Config fields) {
        return new LinkedPeer(
                NodeId.parse(fields.getString("nodeId")),
                fields.getString("address"),
                Direction.valueOf(fields.getString("direction").toUpperCase(Locale.ROOT)),
                fields.getString("agent"),
                fields.getBoolean("named"));
    }
}
