package org.banyan.core.execution;

import org.banyan.contract.Offences;
import org.banyan.types.Address;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;

/**
 * What contracts can know of the block that is being executed.
 *
 * @param offences judges reports by the block's own branch and time
 */
public record BlockEnvironment(Height height, Timestamp time, Address producer, Offences offences) {
    /** One in which no offences are judged: views, trials, genesis. */
    public BlockEnvironment(Height height, Timestamp time, Address producer) {
        this(height, time, producer, Offences.NONE);
    }
}
