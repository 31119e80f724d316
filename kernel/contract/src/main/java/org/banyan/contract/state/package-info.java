/**
 * Typed state: keys, cells and the form of stored values. Rules CONTRACT-20 to CONTRACT-29 in {@code docs/spi/contract.md}.
 *
 * <p>Generated state classes are made of these. Knows keys and values only, no contract.
 */
@NullMarked
package org.banyan.contract.state;

import org.jspecify.annotations.NullMarked;
