/**
 * What a chain is: everything its genesis fixes. The chain id is the hash of it. DESIGN.md 3.
 *
 * <p>Knows no consensus, contract or suite by name: those fields are ids and opaque parameters.
 */
@NullMarked
package org.banyan.types.specification;

import org.jspecify.annotations.NullMarked;
