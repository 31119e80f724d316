/** Transaction families: what a transaction body means. Rules: {@code docs/spi/family.md}. */
@NullMarked
package org.banyan.spi.family;

import org.jspecify.annotations.NullMarked;
