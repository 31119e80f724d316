/**
 * Commands that write new projects from templates.
 *
 * <p>They must not know connections.
 */
@NullMarked
package org.banyan.cli.project;

import org.jspecify.annotations.NullMarked;
