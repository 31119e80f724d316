/** Twins of the task runner that need no threads. */
@NullMarked
package org.banyan.testkit.execution;

import org.jspecify.annotations.NullMarked;
