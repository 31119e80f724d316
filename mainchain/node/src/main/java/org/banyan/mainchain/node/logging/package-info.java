/** How the product's log looks: text for people, JSON lines for programs. CONVENTIONS.md 4. */
@NullMarked
package org.banyan.mainchain.node.logging;

import org.jspecify.annotations.NullMarked;
