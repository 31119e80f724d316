package org.banyan.core.execution;

import org.banyan.types.Address;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;

/** What contracts can know of the block that is being executed. */
public record BlockEnvironment(Height height, Timestamp time, Address producer) {}
