/**
 * Who this node's peers are: greeting, channels, scores and bans, as a state machine without threads or clocks. Must not know what travels on a chain's
 * channels. Rules: {@code docs/spi/network.md}.
 */
@NullMarked
package org.banyan.core.peers;

import org.jspecify.annotations.NullMarked;
