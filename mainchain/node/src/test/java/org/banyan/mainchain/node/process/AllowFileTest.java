package org.banyan.mainchain.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.banyan.node.exit.RefusalException;
import org.banyan.spi.network.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowFileTest {
    private static final String FIRST = "01".repeat(32);
    private static final String SECOND = "02".repeat(32);

    @TempDir
    private Path folder;

    @Test
    void a_line_names_a_node_and_may_have_a_remark() throws IOException {
        assertThat(file("# ours\n\n  " + FIRST + " # node-1\n" + SECOND + "\r\n")
                        .nodes())
                .containsExactly(NodeId.parse(FIRST), NodeId.parse(SECOND));
    }

    @Test
    void no_file_is_no_node() {
        assertThat(new AllowFile(folder.resolve("absent")).nodes()).isEmpty();
    }

    @Test
    void a_line_that_is_no_node_is_named() throws IOException {
        AllowFile wrong = file(FIRST + "\nnode-2 " + SECOND + "\n");
        assertThatThrownBy(wrong::nodes)
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("line 2 has 'node-2'");
    }

    private AllowFile file(String text) throws IOException {
        return new AllowFile(Files.writeString(folder.resolve("allow"), text));
    }
}
