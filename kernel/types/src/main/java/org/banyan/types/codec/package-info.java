/**
 * The canonical encoding: the Protocol Buffers wire format restricted to one byte string per value. Rules: {@code docs/spi/encoding.md}. DESIGN.md 2.
 *
 * <p>Knows no message: codecs of protocol objects stand beside the objects.
 */
@NullMarked
package org.banyan.types.codec;

import org.jspecify.annotations.NullMarked;
