package org.banyan.api.guard;

import java.time.Duration;

/**
 * What the API gives to its callers, in all and to one address at most; of calls, streams and bytes an address never has more than are free. An address is an IPv4 address or the first 64 bits of an IPv6 address.
 *
 * @param connections open connections
 * @param connectionsPerAddress of one address
 * @param calls calls that run at once, streams among them
 * @param callsPerAddress of one address
 * @param streams calls that may last: streams and waiting for a transaction
 * @param streamsPerAddress of one address
 * @param readers reads of state, blocks and proofs that run at once; others wait for their turn
 * @param requestBytes largest request
 * @param bodyBytes bytes of requests that are held at once
 * @param refusalsPerSecond refused transactions of one address; a wrong signature counts {@value #SIGNATURE_WEIGHT} times. Ten seconds' worth may come at once
 * @param patience how long a connection may hold up what it began, while the node looks; long enough for an honest caller whose machine is busy
 * @param bytesPerSecond what one must send or take on average once patience is over
 */
public record ApiLimits(
        int connections,
        int connectionsPerAddress,
        int calls,
        int callsPerAddress,
        int streams,
        int streamsPerAddress,
        int readers,
        int requestBytes,
        long bodyBytes,
        int refusalsPerSecond,
        Duration patience,
        int bytesPerSecond) {
    /** A wrong signature costs about this many times what other refusals cost. */
    public static final int SIGNATURE_WEIGHT = 10;

    public static final ApiLimits DEFAULT = new ApiLimits(
            1024,
            128,
            512,
            64,
            256,
            32,
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            4 << 20,
            64L << 20,
            2_000,
            Duration.ofSeconds(10),
            4096);
}
