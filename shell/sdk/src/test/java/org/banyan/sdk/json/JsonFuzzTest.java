package org.banyan.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.banyan.fuzzing.FuzzTarget;

/** JSON from nodes, files and command lines: read and written back the same, or refused with a place. */
class JsonFuzzTest {
    @FuzzTarget
    void texts(byte[] input) {
        Json value;
        try {
            value = Json.parse(new String(input, StandardCharsets.UTF_8));
        } catch (JsonException refusal) {
            assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(1000);
            return;
        }
        assertThat(Json.parse(value.compact())).isEqualTo(value);
        assertThat(Json.parse(value.pretty())).isEqualTo(value);
    }
}
