package org.banyan.node.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.node.configuration.ConfigurationFile;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.fixture.TestProcess;
import org.banyan.types.specification.ChainSpecification;

/** Chain specifications as files from others: written back they mean the same, or they are refused with every problem. */
class SpecificationFuzzTest {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private final SpecificationText text = new SpecificationText(id -> TestProcess.SUITE, List.of());
    private final Path file = file();

    private static Path file() {
        try {
            Path made = Files.createTempFile("banyan-fuzz", ".conf");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @FuzzTarget
    void files(byte[] input) throws IOException {
        Files.write(file, input);
        ChainSpecification read;
        try {
            read = read();
        } catch (RefusalException refusal) {
            assertThat(refusal.code()).isEqualTo(ExitCode.CONFIG);
            assertThat(refusal).hasMessageContaining(file.toString());
            return;
        }
        Files.writeString(file, text.write(read, List.of()));
        assertThat(read()).isEqualTo(read);
    }

    private ChainSpecification read() {
        return text.read(ConfigurationFile.parse(file, FILE_BYTES_MAX), file.toString());
    }
}
