package org.banyan.simulation.network;

/**
 * How links behave while nothing cuts them.
 *
 * @param lossPercent messages that never arrive
 * @param delayMillis mean travel time; one message in 20 takes up to five times as long
 * @param duplicatePercent messages that arrive again later
 * @param tamperPermille messages that a liar on the way changes: a flipped bit, or another encoding of the same content
 */
public record Weather(int lossPercent, int delayMillis, int duplicatePercent, int tamperPermille) {
    /** What holds after healing. */
    public static final Weather FAIR = new Weather(0, 50, 0, 0);
}
