package org.banyan.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.banyan.simulation.scenario.Transcript;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RELIABILITY.md T2: schedules that once broke a chain somewhere, as transcripts. {@code -Dsimulation.transcripts=write} puts the answers of this run in place
 * of those that are written down.
 */
class TranscriptsTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");

    /** Every build plays those of one digit of producers, {@code bin/simulate --transcripts} all. */
    private static final Pattern SMALL = Pattern.compile("(?m)^> \\w+ chain of \\d producers");

    static Stream<Path> transcripts() throws IOException {
        List<Path> chosen = new ArrayList<>();
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            for (Path file : files.sorted().toList()) {
                if (!asked().isEmpty() || SMALL.matcher(Files.readString(file)).find()) {
                    chosen.add(file);
                }
            }
        }
        return chosen.stream();
    }

    /** Nothing, {@code all} or {@code write}. */
    private static String asked() {
        return System.getProperty("simulation.transcripts", "");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void a_schedule_goes_as_its_transcript_says(Path transcript) throws IOException {
        String expected = Files.readString(transcript, StandardCharsets.UTF_8);
        String played = new Transcript(Kits::named).play(expected);
        if (asked().equals("write")) {
            Files.writeString(transcript, played, StandardCharsets.UTF_8);
        }
        assertThat(played)
                .as(
                        "%s; see what changed, and write it down by -Dsimulation.transcripts=write if it should be so",
                        transcript)
                .isEqualTo(expected)
                .doesNotContain("found [");
    }
}
