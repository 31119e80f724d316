/** Many chains in one process, one child injector each. Must not know any driver, consensus or contract by name. DESIGN.md 6. */
@NullMarked
package org.banyan.node.host;

import org.jspecify.annotations.NullMarked;
