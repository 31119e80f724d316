/**
 * The command line: {@link org.banyan.cli.Banyan} finds the command that the first word names and loads only that one, so that help answers at once.
 *
 * <p>It talks to nodes through the SDK and starts nodes as processes; it must not know the node's classes.
 */
@NullMarked
package org.banyan.cli;

import org.jspecify.annotations.NullMarked;
