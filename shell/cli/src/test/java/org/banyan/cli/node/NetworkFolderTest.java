package org.banyan.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFolderTest {
    @TempDir
    private Path root;

    @Test
    void a_process_that_began_after_its_number_was_written_is_a_stranger() throws IOException {
        Path pid = Files.createDirectories(root.resolve("node-1/run")).resolve("pid");
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(pid, self.pid() + "\n");
        NetworkFolder.Node node = new NetworkFolder(root).nodes().getFirst();
        assertThat(node.process()).contains(self);

        Instant began = self.info().startInstant().orElse(Instant.now());
        Files.setLastModifiedTime(pid, FileTime.from(began.minus(Duration.ofMinutes(1))));
        assertThat(node.process()).isEmpty();
    }
}
