package org.banyan.drivers.crypto.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.banyan.fuzzing.FuzzTarget;

/** Key files as found on disk: read and written back as the same key, or refused before any key derivation is paid for. */
class KeyFileFuzzTest {
    @FuzzTarget
    void key_files(byte[] input) {
        KeyFile file;
        try {
            file = KeyFile.fromJson(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
            return;
        }
        assertThat(KeyFile.fromJson(file.toJson())).isEqualTo(file);
        assertThat((long) file.cost().memoryKib() * file.cost().iterations()).isLessThanOrEqualTo(1024 * 1024);
    }

    @FuzzTarget
    void flat_json(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            var fields = FlatJson.read(text);
            assertThat(FlatJson.read(FlatJson.write(fields))).isEqualTo(fields);
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
        }
    }
}
