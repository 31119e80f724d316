/** {@code banyan load}: draws, signs and submits a workload, follows it into final blocks and reports what it cost. Knows nodes by their API alone. */
@NullMarked
package org.banyan.cli.load;

import org.jspecify.annotations.NullMarked;
