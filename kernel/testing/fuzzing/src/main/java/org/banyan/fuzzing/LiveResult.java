package org.banyan.fuzzing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a live run of one target came to.
 *
 * @param finding the input that broke the target
 * @param failure what it broke, or why the run did not come to its end
 * @param discovered inputs that reached something new, smallest first
 * @param log all that Jazzer said
 */
record LiveResult(
        LiveJob job,
        long executions,
        Optional<byte[]> finding,
        List<String> failure,
        List<byte[]> discovered,
        Path log) {
    LiveResult {
        failure = List.copyOf(failure);
        discovered = List.copyOf(discovered);
    }

    boolean passed() {
        return failure.isEmpty() && finding.isEmpty();
    }
}
