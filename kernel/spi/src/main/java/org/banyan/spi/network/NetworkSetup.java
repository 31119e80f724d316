package org.banyan.spi.network;

import org.banyan.spi.time.TimeSource;

/**
 * What a network is opened with.
 *
 * @param host to listen on
 * @param port to listen on; 0 takes a free one
 * @param time judges the validity of certificates
 */
public record NetworkSetup(NodeIdentity identity, String host, int port, NetworkLimits limits, TimeSource time) {}
