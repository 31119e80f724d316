package org.banyan.mainchain.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetCreateTest {
    @TempDir
    private Path folder;

    @Test
    void a_network_runs_on_what_was_asked_for() {
        assertThat(create("dpos").code()).isEqualTo(ExitCode.OK);
        assertThat(genesis("dpos")).content().contains("dpos", "slot-millis = 500");

        Said bft =
                create("bft", "--consensus", "bft", "--slot-millis", "1000", "--empty-every", "10", "--delegates", "3");
        assertThat(bft.code()).as(bft.err()).isEqualTo(ExitCode.OK);
        assertThat(genesis("bft"))
                .content()
                .contains("bft", "slot-millis = 1000", "empty-every = 10", "view-millis = 1000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --consensus raft                   | --consensus is dpos
                    --empty-every 5                    | --empty-every goes with --consensus bft
                    --consensus bft --empty-every -1   | --empty-every is 0 to 1000000 but was '-1'
                    --slot-millis 20                   | --slot-millis is 100 to
                    --slot-millis fast                 | --slot-millis is 100 to
                    --delegates 22                     | --delegates is 1 to 21""")
    void what_cannot_be_is_refused_before_anything_is_made(String flags, String why) {
        Said said = create("none", flags.split(" "));
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(why);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private Path genesis(String network) {
        return folder.resolve(network).resolve("node-1/chains/main/genesis.conf");
    }

    private Said create(String network, String... flags) {
        List<String> typed = new ArrayList<>(
                List.of("net-create", "--dir", folder.resolve(network).toString(), "--network", "dev"));
        typed.addAll(List.of(flags));
        return TestNode.run(folder.resolve("absent"), typed.toArray(String[]::new));
    }
}
