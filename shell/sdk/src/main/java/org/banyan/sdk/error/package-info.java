/**
 * Failures as callers of the SDK see them: a stable reason, where it happened, and what to do.
 *
 * <p>It must not know contracts or transactions.
 */
@NullMarked
package org.banyan.sdk.error;

import org.jspecify.annotations.NullMarked;
