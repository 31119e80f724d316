package org.banyan.simulation.scenario;

/**
 * A vote as it stands beside a block.
 *
 * @param voter position in the set
 * @param place where its voter may vote once, such as a height, or a phase of a round
 */
public record CastVote(int voter, String place) {}
