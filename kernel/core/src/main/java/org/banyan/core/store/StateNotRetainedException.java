package org.banyan.core.store;

import org.banyan.types.Height;

/** A reader took so long that the store no longer keeps what it reads: more than {@value ChainStore#RETAINED_HEIGHTS} blocks became final meanwhile. */
public final class StateNotRetainedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StateNotRetainedException(Height height) {
        super("the state after height " + height + " is no longer kept: " + ChainStore.RETAINED_HEIGHTS
                + " blocks became final since; read at a later height, and less at once");
    }
}
