package org.banyan.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.banyan.v1.ErrorReason;

/** Page sizes and opaque page tokens. */
final class Pages {
    static final int SIZE_DEFAULT = 50;
    static final int SIZE_MAX = 1000;

    private Pages() {}

    static int size(int asked) {
        if (asked < 0) {
            throw ApiFailure.field("page_size", "give a number from 0 to " + SIZE_MAX);
        }
        return asked == 0 ? SIZE_DEFAULT : Math.min(asked, SIZE_MAX);
    }

    static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException altered) {
            throw new ApiFailure(ErrorReason.ERROR_REASON_PAGE_TOKEN_INVALID, "the page token is not one of this list");
        }
    }
}
