/**
 * Links between nodes: frames over bidirectional gRPC streams and mutual TLS 1.3, with certificates that this node makes and its node key signs. Must not know
 * what frames mean. Rules: {@code docs/spi/network.md}.
 */
@NullMarked
package org.banyan.drivers.net.grpc;

import org.jspecify.annotations.NullMarked;
