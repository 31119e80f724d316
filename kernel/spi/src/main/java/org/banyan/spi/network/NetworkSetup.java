package org.banyan.spi.network;

import java.time.Duration;
import org.banyan.spi.time.TimeSource;

/**
 * What a network is opened with.
 *
 * @param host to listen on
 * @param port to listen on; 0 takes a free one
 * @param credentialLife how long what peers are shown is good for; it is made anew when half of that is over
 * @param time judges the validity of credentials
 */
public record NetworkSetup(
        NodeIdentity identity, String host, int port, NetworkLimits limits, Duration credentialLife, TimeSource time) {}
