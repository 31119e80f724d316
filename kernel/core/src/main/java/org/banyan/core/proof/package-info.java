/** Makes proofs from a chain's own records; checking them is in kernel/types. */
@NullMarked
package org.banyan.core.proof;

import org.jspecify.annotations.NullMarked;
