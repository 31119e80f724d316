package org.banyan.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ErrorReason;

/** Reads lists that come in pages. */
final class Pages {
    /** Most pages of one list: a node must not keep a client busy for ever. */
    static final int PAGES_MAX = 1000;

    private Pages() {}

    static <P, T> List<T> all(Function<String, P> page, Function<P, List<T>> items, Function<P, String> nextToken) {
        List<T> all = new ArrayList<>();
        String token = "";
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            P read = page.apply(token);
            all.addAll(items.apply(read));
            token = nextToken.apply(read);
            if (token.isEmpty()) {
                return all;
            }
        }
        throw BanyanException.of(
                ErrorReason.ERROR_REASON_INTERNAL,
                "the list does not end",
                Map.of("pages", Integer.toString(PAGES_MAX)));
    }
}
