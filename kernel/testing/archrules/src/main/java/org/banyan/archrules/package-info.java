/**
 * The architecture and determinism rules that every module runs in its tests, in one line:
 * {@code class ArchitectureTest implements ModuleRules {}} or, in a module whose results every node must agree on,
 * {@code class ArchitectureTest implements PureModuleRules {}}.
 *
 * <p>Knows the map of modules ({@link org.banyan.archrules.Layout}) and compiled classes, and nothing of what the modules do.
 * Source: DESIGN.md 1, RELIABILITY.md 3.1, STYLE.md 1 and 5.
 */
@NullMarked
package org.banyan.archrules;

import org.jspecify.annotations.NullMarked;
