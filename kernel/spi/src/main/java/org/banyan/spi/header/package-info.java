/** Customizable parts of the block header. Rules: {@code docs/spi/header.md}. aelf whitepaper 5.2.8. */
@NullMarked
package org.banyan.spi.header;

import org.jspecify.annotations.NullMarked;
