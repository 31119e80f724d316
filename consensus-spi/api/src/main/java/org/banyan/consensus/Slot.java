package org.banyan.consensus;

import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Timestamp;

/**
 * One slot.
 *
 * @param number counted from genesis, whose slot is 0
 * @param isExtra whether it is in addition to the producer's own slot of the round
 * @param outUntil set when its producer may not build in it: until then its slots are taken from it
 */
public record Slot(long number, Timestamp start, Address producer, boolean isExtra, Optional<Timestamp> outUntil) {}
