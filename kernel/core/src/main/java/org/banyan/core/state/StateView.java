package org.banyan.core.state;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** The state of all contracts at one point. What it answers never changes while nobody writes to what lies under it. */
public interface StateView {
    Optional<Bytes> get(StateKey key);

    /** Visits present entries of {@code contract} whose key starts with {@code prefix}, in key order, until {@code visitor} answers false. */
    void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor);

    /** The same state for several threads at once, while nobody changes what lies under it. Most views are that already; those that remember what they read are not. */
    default StateView shared() {
        return this;
    }
}
