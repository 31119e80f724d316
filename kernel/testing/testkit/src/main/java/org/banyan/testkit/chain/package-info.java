/**
 * Chains of headers for tests of who follows chains without running them: real roots, histories and certificates, and honest proofs.
 *
 * <p>Knows no engine: blocks are made here as the test dictates.
 */
@NullMarked
package org.banyan.testkit.chain;

import org.jspecify.annotations.NullMarked;
