package org.banyan.node.execution;

import java.util.Optional;
import org.banyan.core.execution.ExecutionReport;

/**
 * How a block was run here.
 *
 * @param times empty when nobody measured
 */
public record KeptExecution(ExecutionReport report, Optional<ExecutionTimes> times) {}
