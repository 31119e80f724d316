/** How nodes reach each other: frames on named channels over authenticated links. Must not know what frames mean. Rules: {@code docs/spi/network.md}. */
@NullMarked
package org.banyan.spi.network;

import org.jspecify.annotations.NullMarked;
