package org.banyan.cli.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.banyan.cli.base.Table;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.GetTreeResponse;
import org.banyan.v1.TreeChain;

/** The tree as rows of a table: each chain of the node with its parents, then children that others run. */
final class Rows {
    static final String NONE = "-";
    private static final String UNKNOWN = "?";
    private static final int SHORT = 10;

    private Rows() {}

    static Table of(GetTreeResponse tree) {
        Table table = new Table("CHAIN", "PARENT", "HEIGHT", "INDEXED", "LAG", "STATE");
        Map<String, List<ChainEdge>> edges = new TreeMap<>();
        tree.getEdgesList()
                .forEach(edge -> edges.computeIfAbsent(edge.getChainId(), chain -> new ArrayList<>())
                        .add(edge));
        for (TreeChain chain : tree.getChainsList()) {
            String height = Long.toString(chain.getHead().getHeight());
            List<ChainEdge> up = edges.getOrDefault(chain.getChainId(), List.of());
            if (up.isEmpty()) {
                table.row(chain.getName(), NONE, height, NONE, NONE, "root");
            }
            up.forEach(edge -> row(table, chain.getName(), height, edge));
        }
        tree.getEdgesList().stream()
                .filter(edge -> !edge.getHosted())
                .forEach(edge -> row(table, edge.getName(), UNKNOWN, edge));
        return table;
    }

    private static void row(Table table, String chain, String height, ChainEdge edge) {
        boolean lagKnown = edge.getHosted() && edge.hasIndexed();
        table.row(
                chain,
                edge.getParent().isEmpty() ? shortened(edge.getParentChainId()) : edge.getParent(),
                height,
                edge.hasIndexed() ? Long.toString(edge.getIndexed().getHeight()) : NONE,
                lagKnown ? Long.toString(edge.getIndexLagBlocks()) : UNKNOWN,
                state(edge));
    }

    static String state(ChainEdge edge) {
        return switch (edge.getParentState()) {
            case EDGE_STATE_EXPIRED -> upwards(edge) + "; follows its parent no more: too old, renew";
            case EDGE_STATE_FROZEN -> upwards(edge) + "; follows its parent no more: FROZEN, two histories";
            default -> upwards(edge);
        };
    }

    private static String upwards(ChainEdge edge) {
        return switch (edge.getState()) {
            case EDGE_STATE_REGISTERED -> "registered, not indexed yet";
            case EDGE_STATE_INDEXED -> "● indexed";
            case EDGE_STATE_UNREGISTERED -> "not registered";
            case EDGE_STATE_PARENT_ELSEWHERE -> "parent is not run here";
            case EDGE_STATE_EXPIRED -> "too old, renew";
            case EDGE_STATE_FROZEN -> "FROZEN, two histories";
            case EDGE_STATE_UNSPECIFIED, UNRECOGNIZED -> UNKNOWN;
        };
    }

    static String shortened(String id) {
        return id.length() <= SHORT ? id : id.substring(0, SHORT) + "…";
    }
}
