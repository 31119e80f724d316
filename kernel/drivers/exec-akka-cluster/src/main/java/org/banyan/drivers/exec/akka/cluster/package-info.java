/**
 * Verifies signatures on other machines of the operator, which form an Akka Cluster with the node. Must not know transactions or chains. Rules:
 * {@code docs/spi/verification.md}.
 */
@NullMarked
package org.banyan.drivers.exec.akka.cluster;

import org.jspecify.annotations.NullMarked;
