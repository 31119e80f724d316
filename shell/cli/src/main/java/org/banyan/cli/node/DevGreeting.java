package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.cli.base.Amounts;
import org.banyan.cli.base.Terminal;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ChainFacts;
import org.banyan.sdk.json.Json;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.GetTreeResponse;
import org.banyan.v1.TreeChain;

/** What {@code banyan dev} says once its chains run: where they are and what to try. */
final class DevGreeting {
    private static final int PORT_DEFAULT = 7070;

    private final Terminal terminal;
    private final BanyanClient client;
    private final String api;
    private final String more;

    DevGreeting(Terminal terminal, BanyanClient client, int port) {
        this.terminal = terminal;
        this.client = client;
        this.api = "http://localhost:" + port;
        this.more = port == PORT_DEFAULT ? "" : " --api " + api;
    }

    void show(ChainStatus status, Path data, boolean json) {
        ChainFacts facts = client.facts();
        GetTreeResponse tree = client.tree().all();
        if (json) {
            terminal.json(json(status, facts, tree, data));
            return;
        }
        terminal.line("");
        tree.getChainsList().forEach(chain -> terminal.line(line(chain, tree)));
        terminal.line("   api " + api + "   slot " + status.getSlotMillis() + " ms");
        String symbol = status.getFees().getSymbol();
        terminal.line("   " + DevKeys.NAMES.size() + " funded accounts, alice .. judy"
                + (symbol.isEmpty() ? "" : "   fee " + price(status)));
        terminal.line("   keys are public test keys; data in " + data + " (kept; --fresh wipes it)");
        terminal.line("");
        terminal.line(" Try, in another terminal:");
        tries(facts, symbol, tree).forEach(each -> terminal.line("   " + each + more));
        terminal.line("");
    }

    private String line(TreeChain chain, GetTreeResponse tree) {
        String line = terminal.good(" ●") + " " + terminal.bold(Terminal.printable(chain.getName())) + "  height "
                + chain.getHead().getHeight();
        return tree.getEdgesList().stream()
                .filter(edge -> edge.getChainId().equals(chain.getChainId()))
                .findFirst()
                .map(edge -> line + "  " + indexed(edge))
                .orElse(line);
    }

    private static String indexed(ChainEdge edge) {
        return edge.getIndexedHeaders() > 0
                ? "indexed by " + Terminal.printable(edge.getParent()) + " up to "
                        + edge.getIndexed().getHeight()
                : "being registered at " + Terminal.printable(edge.getParent());
    }

    private List<String> tries(ChainFacts facts, String symbol, GetTreeResponse tree) {
        String banyan = terminal.installation().command();
        String alice = address(facts, "alice");
        String bob = address(facts, "bob");
        List<String> tries = new ArrayList<>();
        tries.add(banyan + " transfer 5 --from alice --to " + bob);
        tries.add(banyan + " account " + alice);
        tries.add(banyan + " contract call token balance '{\"owner\":\"" + bob + "\",\"symbol\":\""
                + (symbol.isEmpty() ? "BNY" : symbol) + "\"}'");
        tree.getEdgesList().stream().findFirst().ifPresent(edge -> {
            tries.add(banyan + " chain status");
            tries.add(banyan + " proof get --chain " + edge.getName() + " --account alice --target " + edge.getParent()
                    + " --out alice.proof");
        });
        return tries;
    }

    private Json.Object json(ChainStatus status, ChainFacts facts, GetTreeResponse tree, Path data) {
        return Json.object()
                .put("api", api)
                .put("chain", facts.name())
                .put("chainId", facts.id().toString())
                .put("height", status.getHead().getHeight())
                .put(
                        "chains",
                        tree.getChainsList().stream()
                                .<Json>map(chain -> Json.object()
                                        .put("name", chain.getName())
                                        .put("chainId", chain.getChainId())
                                        .build())
                                .toList())
                .put("directory", data.toString())
                .put("accounts", accounts(facts))
                .build();
    }

    private static String price(ChainStatus status) {
        return Amounts.show(
                        status.getFees().getUnitPrice(),
                        status.getFees().getDecimals(),
                        status.getFees().getSymbol())
                + " per unit of cost";
    }

    private static List<Json> accounts(ChainFacts facts) {
        return DevKeys.NAMES.stream()
                .<Json>map(name -> Json.object()
                        .put("name", name)
                        .put("address", address(facts, name))
                        .build())
                .toList();
    }

    private static String address(ChainFacts facts, String name) {
        return facts.addressText()
                .format(facts.suite()
                        .addressOf(new DevKeys(facts.suite()).signer(name).publicKey()));
    }
}
