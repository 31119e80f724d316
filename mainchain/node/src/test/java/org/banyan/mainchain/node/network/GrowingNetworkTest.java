package org.banyan.mainchain.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Nodes are added to a private network that runs, and one of them is cut off again. */
@EnabledIfSystemProperty(named = "banyan.net.port", matches = "[0-9]+", disabledReason = "starts three processes")
class GrowingNetworkTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String INBOUND = "banyan_p2p_peers{direction=\"inbound\"}";

    @TempDir
    private Path folder;

    @Test
    void an_added_node_catches_up_and_a_list_without_it_cuts_it_off() throws Exception {
        try (NetworkProcesses net = new NetworkProcesses(folder, 1, Integer.getInteger("banyan.net.port", 0) + 60)) {
            Files.writeString(
                    net.home(1).resolve("config/node.conf"), "p2p-allow = named\n", StandardOpenOption.APPEND);
            net.start(1);
            soon("the only delegate finalizes alone", () -> net.finalHeight(1) >= 5);

            Said added = TestNode.run(
                    folder.resolve("absent"), "net-expand", "--dir", net.root().toString(), "--nodes", "2");
            assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.OK);
            net.start(2);
            net.start(3);
            double reached = net.finalHeight(1);
            soon("node-2 follows", () -> net.finalHeight(2) > reached);
            soon("node-3 follows", () -> net.finalHeight(3) > reached);

            Path list = folder.resolve("list");
            Files.writeString(
                    list,
                    Files.readAllLines(net.home(1).resolve("config/allow")).getFirst() + "\n");
            String third = TestNode.run(net.home(3), "node-id").out().strip();
            soon("the page shows both", () -> peers(net).out().lines().count() == 2);
            Said dry = peers(net, "--dry-run-allow", list.toString());
            assertThat(dry.code()).as(dry.out() + dry.err()).isEqualTo(ExitCode.CHECK_NEGATIVE);
            assertThat(dry.out())
                    .contains(third + "  127.0.0.1  inbound", "would be cut off", "1 of the nodes")
                    .doesNotContain(TestNode.run(net.home(2), "node-id").out().strip());
            assertThat(net.figure(1, INBOUND)).as("nothing was changed").isEqualTo(2);

            Files.copy(list, net.home(1).resolve("config/allow"), StandardCopyOption.REPLACE_EXISTING);
            soon("node-3 is cut off", () -> net.figure(1, INBOUND) == 1);
            double cut = net.finalHeight(3);
            double later = net.finalHeight(1) + 5;
            soon("node-2 goes on", () -> net.finalHeight(2) >= later);
            assertThat(net.finalHeight(3)).isLessThanOrEqualTo(cut + 2);
            assertThat(peers(net, "--dry-run-allow", list.toString()).code()).isEqualTo(ExitCode.OK);
            assertThat(net.log(1)).contains("1 nodes besides the named ones").doesNotContain("broke a rule");
        }
    }

    private static Said peers(NetworkProcesses net, String... more) throws IOException {
        String[] typed = new String[more.length + 1];
        typed[0] = "peers";
        System.arraycopy(more, 0, typed, 1, more.length);
        return TestNode.run(net.home(1), typed);
    }

    private static void soon(String what, Callable<Boolean> holds) {
        await().alias(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(holds);
    }
}
