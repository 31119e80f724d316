/**
 * What generated code leans on: field helpers, argument decoding, the read-only context of views, declared access. Called by the generator's output, not by
 * authors.
 */
@NullMarked
package org.banyan.contract.generated;

import org.jspecify.annotations.NullMarked;
