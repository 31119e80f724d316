/**
 * Commands about contracts: list, show, call, send.
 *
 * <p>They must not know processes.
 */
@NullMarked
package org.banyan.cli.contract;

import org.jspecify.annotations.NullMarked;
