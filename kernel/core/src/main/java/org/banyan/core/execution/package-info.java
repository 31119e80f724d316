/** Runs the transactions of a block in order: contexts, metering, fees, authorization, receipts. The oracle for every other runner. Knows no fork and no store layout. */
@NullMarked
package org.banyan.core.execution;

import org.jspecify.annotations.NullMarked;
