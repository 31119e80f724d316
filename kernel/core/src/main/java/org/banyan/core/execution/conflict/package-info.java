/**
 * Which methods' calls conflict, and whose declared access is at fault: for contract authors, from traced runs. Pure; no result depends on it. Must not know
 * contracts' code.
 */
@NullMarked
package org.banyan.core.execution.conflict;

import org.jspecify.annotations.NullMarked;
