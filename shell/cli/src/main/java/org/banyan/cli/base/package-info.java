/**
 * What every command shares: options, output, errors, configuration.
 *
 * <p>It must not know single commands.
 */
@NullMarked
package org.banyan.cli.base;

import org.jspecify.annotations.NullMarked;
