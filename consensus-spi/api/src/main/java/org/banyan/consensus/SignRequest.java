package org.banyan.consensus;

import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.SignatureType;

/**
 * Something a producer wants to sign.
 *
 * <p>Positions grow: for one type a key signs at most one object per (major, minor), such as (slot, 0) for blocks and (height, 0) or (round, phase) for votes.
 *
 * @param block the block that is meant, for the agent's memory after a restart
 * @param object hash of what is signed
 * @param memory a number that is not signed and that the agent wants back after a restart, such as the round of the certificate a vote rests on
 */
public record SignRequest(SignatureType type, long major, long minor, BlockId block, Hash object, long memory) {
    public SignRequest(SignatureType type, long major, long minor, BlockId block, Hash object) {
        this(type, major, minor, block, object, 0);
    }

    /** Whether signing this after {@code last} can never contradict it: a later position, or the very same object. */
    public boolean mayFollow(SignRequest last) {
        if (type != last.type) {
            throw new IllegalArgumentException("positions of " + type + " and " + last.type + " are not comparable");
        }
        int order = Long.compare(major, last.major);
        order = order != 0 ? order : Long.compare(minor, last.minor);
        return order > 0 || order == 0 && object.equals(last.object);
    }
}
