package org.banyan.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveJobTest {
    @Test
    void targets_of_the_same_name_in_two_modules_have_folders_of_their_own() {
        assertThat(job("org.banyan.one.RecordsFuzzTest").name())
                .isNotEqualTo(job("org.banyan.two.RecordsFuzzTest").name());
    }

    private static LiveJob job(String testClass) {
        return new LiveJob(Path.of("module"), "", testClass, "records", new Corpus(List.of()));
    }
}
