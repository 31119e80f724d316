package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.v1.ErrorReason;

/** What clients put into requests as text: understood, or an {@link ApiFailure} with its public reason. */
class RequestFuzzTest {
    @FuzzTarget
    void page_tokens(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertThat(Pages.decode(Pages.encode(text))).isEqualTo(text);
        try {
            assertThat(Pages.decode(text)).isNotNull();
        } catch (ApiFailure refusal) {
            assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID);
        }
    }

    @FuzzTarget
    void hashes(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            assertThat(ChainReader.hash("id", text).toHex()).isEqualToIgnoringCase(text);
        } catch (ApiFailure refusal) {
            assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_ARGUMENT_INVALID);
        }
    }
}
