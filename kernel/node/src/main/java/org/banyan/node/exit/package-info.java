/** How a node says why it does not start or go on: stable exit codes with a message for the operator. CONVENTIONS.md 4. */
@NullMarked
package org.banyan.node.exit;

import org.jspecify.annotations.NullMarked;
