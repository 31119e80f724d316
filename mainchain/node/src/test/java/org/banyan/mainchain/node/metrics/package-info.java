/** What a live node's metrics look like, and who builds on them. */
@NullMarked
package org.banyan.mainchain.node.metrics;

import org.jspecify.annotations.NullMarked;
