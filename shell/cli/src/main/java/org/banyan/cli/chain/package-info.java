/**
 * Commands that read a chain and send to it: status, blocks, transactions, accounts, transfers.
 *
 * <p>They must not know processes.
 */
@NullMarked
package org.banyan.cli.chain;

import org.jspecify.annotations.NullMarked;
