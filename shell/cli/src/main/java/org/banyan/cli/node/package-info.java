/**
 * Commands that start nodes as processes of their own and look after their directories.
 *
 * <p>They must not know the node's classes.
 */
@NullMarked
package org.banyan.cli.node;

import org.jspecify.annotations.NullMarked;
