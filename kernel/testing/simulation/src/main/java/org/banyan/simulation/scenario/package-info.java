/** What a seed makes of a network: configuration, faults, clients and the three phases of a run, and the report at its end. */
@NullMarked
package org.banyan.simulation.scenario;

import org.jspecify.annotations.NullMarked;
