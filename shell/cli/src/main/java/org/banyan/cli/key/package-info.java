/**
 * Commands about keys, and where keys come from when something is to be signed.
 *
 * <p>A private key is never shown unless asked for.
 */
@NullMarked
package org.banyan.cli.key;

import org.jspecify.annotations.NullMarked;
