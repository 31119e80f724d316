/** A contract over batches of meter readings: what map, aggregate and contains are for. Knows the contract API alone. */
package org.banyan.examples.readings;
