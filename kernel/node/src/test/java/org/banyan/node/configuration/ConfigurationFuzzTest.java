package org.banyan.node.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/** Configuration files: settings, or one refusal that names the file or the setting. */
class ConfigurationFuzzTest {
    private static final Settings SETTINGS = new Settings(List.of(
            Setting.text("name", "main", "a name"),
            Setting.number("port", 1, 0, 65535, "a port"),
            Setting.choice("log", "info", "a level", "info", "debug")));

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
        try {
            Configuration configuration = Configuration.of(SETTINGS, List.of(ConfigurationFile.read(file)));
            assertThat(SETTINGS.all())
                    .allSatisfy(
                            setting -> assertThat(configuration.get(setting)).isNotNull());
        } catch (RefusalException refusal) {
            assertThat(refusal.code()).isEqualTo(ExitCode.CONFIG);
            assertThat(refusal.getMessage()).isNotBlank();
        }
    }
}
