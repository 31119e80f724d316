package org.banyan.mainchain.node.settings;

import java.time.Duration;
import java.util.List;
import org.banyan.api.guard.ApiLimits;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.configuration.Setting;

/** Settings of what callers of the public API may have of it. Behind a proxy all callers have the proxy's address. */
final class CallerSettings {
    private static final ApiLimits BUILT_IN = ApiLimits.DEFAULT;
    private static final int MANY = 1_000_000;
    private static final int THREADS_MAX = 4_096;

    static final Setting<Integer> CONNECTIONS = Setting.number(
            "api-connections",
            BUILT_IN.connections(),
            1,
            MANY,
            "Open connections to the API. One more closes the one that idles longest.");
    static final Setting<Integer> CONNECTIONS_PER_ADDRESS = Setting.number(
            "api-connections-per-address",
            BUILT_IN.connectionsPerAddress(),
            1,
            MANY,
            "Those of one address: an IPv4 address, or the first 64 bits of an IPv6 address.");
    static final Setting<Integer> CALLS = Setting.number(
            "api-calls", BUILT_IN.calls(), 1, THREADS_MAX, "Calls that run at once, streams among them.");
    static final Setting<Integer> CALLS_PER_ADDRESS = Setting.number(
            "api-calls-per-address",
            BUILT_IN.callsPerAddress(),
            1,
            THREADS_MAX,
            "Those of one address; never more than are free.");
    static final Setting<Integer> STREAMS = Setting.number(
            "api-streams",
            BUILT_IN.streams(),
            1,
            THREADS_MAX,
            "Streams, and calls that wait for a transaction, at once. Keep it below api-calls.");
    static final Setting<Integer> STREAMS_PER_ADDRESS = Setting.number(
            "api-streams-per-address",
            BUILT_IN.streamsPerAddress(),
            1,
            THREADS_MAX,
            "Those of one address; never more than are free.");
    static final Setting<Integer> READERS = Setting.number(
            "api-readers",
            0,
            0,
            THREADS_MAX,
            "Reads of state, blocks and proofs that run at once, beside the chains; 0 takes half the processors.");
    static final Setting<Integer> REQUEST_KILOBYTES = Setting.number(
            "api-request-kilobytes", BUILT_IN.requestBytes() >> 10, 1, 65_536, "Largest request, unpacked.");
    static final Setting<Integer> HELD_MEGABYTES = Setting.number(
            "api-held-megabytes",
            0,
            0,
            65_536,
            "Memory that requests may take at once, those of one address no more than is free; 0 takes an eighth of the heap, at most 64.");
    static final Setting<Integer> REFUSALS_PER_SECOND = Setting.number(
            "api-refusals-per-second",
            BUILT_IN.refusalsPerSecond(),
            1,
            10_000_000,
            "Refused transactions that one address may submit; a wrong signature counts for ten. Ten seconds' worth may come at once.");
    static final Setting<Integer> PATIENCE_SECONDS = Setting.number(
            "api-patience-seconds",
            (int) BUILT_IN.patience().toSeconds(),
            1,
            3_600,
            "How long a connection may be silent, or hold up what it began, before it is closed.");
    static final Setting<Integer> BYTES_PER_SECOND = Setting.number(
            "api-bytes-per-second",
            BUILT_IN.bytesPerSecond(),
            1,
            1_000_000_000,
            "What a caller must send of a request, or take of an answer, once that is over.");

    private CallerSettings() {}

    static List<Setting<?>> all() {
        return List.of(
                CONNECTIONS,
                CONNECTIONS_PER_ADDRESS,
                CALLS,
                CALLS_PER_ADDRESS,
                STREAMS,
                STREAMS_PER_ADDRESS,
                READERS,
                REQUEST_KILOBYTES,
                HELD_MEGABYTES,
                REFUSALS_PER_SECOND,
                PATIENCE_SECONDS,
                BYTES_PER_SECOND);
    }

    static ApiLimits limits(Configuration configuration) {
        int readers = configuration.get(READERS);
        return new ApiLimits(
                configuration.get(CONNECTIONS),
                configuration.get(CONNECTIONS_PER_ADDRESS),
                configuration.get(CALLS),
                configuration.get(CALLS_PER_ADDRESS),
                configuration.get(STREAMS),
                configuration.get(STREAMS_PER_ADDRESS),
                readers > 0 ? readers : BUILT_IN.readers(),
                configuration.get(REQUEST_KILOBYTES) << 10,
                HeapShare.bytes(configuration.get(HELD_MEGABYTES), BUILT_IN.bodyBytes()),
                configuration.get(REFUSALS_PER_SECOND),
                Duration.ofSeconds(configuration.get(PATIENCE_SECONDS)),
                configuration.get(BYTES_PER_SECOND));
    }
}
