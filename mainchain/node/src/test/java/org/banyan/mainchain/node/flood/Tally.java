package org.banyan.mainchain.node.flood;

import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.banyan.sdk.error.BanyanException;

/** What a flooder was told, counted. Thread-safe. */
final class Tally {
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void add(String what) {
        add(what, 1);
    }

    void add(String what, long count) {
        counts.computeIfAbsent(what, unknown -> new LongAdder()).add(count);
    }

    /** The reason in a refusal; the status code where there is none. */
    void refused(RuntimeException failure) {
        add(
                switch (failure) {
                    case BanyanException known -> known.reason();
                    case StatusRuntimeException status -> reason(status);
                    default -> failure.getClass().getSimpleName();
                });
    }

    private static String reason(StatusRuntimeException status) {
        String text = String.valueOf(status.getStatus().getDescription());
        int colon = text.indexOf(':');
        boolean named = colon > 0 && text.substring(0, colon).matches("[A-Z_]+");
        return named ? text.substring(0, colon) : status.getStatus().getCode().name();
    }

    /** One line for each count, {@code what=count}. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        counts.forEach((what, count) ->
                lines.append(what).append('=').append(count.sum()).append('\n'));
        return lines.toString();
    }
}
