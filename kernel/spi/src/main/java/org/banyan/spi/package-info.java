/**
 * Ports for chain builders. A plug-in is a plain factory found by {@link java.util.ServiceLoader}; each port has numbered rules under {@code docs/spi/},
 * contract tests and at least two implementations.
 */
@NullMarked
package org.banyan.spi;

import org.jspecify.annotations.NullMarked;
