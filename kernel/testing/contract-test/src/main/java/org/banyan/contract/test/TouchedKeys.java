package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.KeyAccess;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.AccessListener;
import org.banyan.core.state.StateKey;

/** What one call touched, in the order of the first touch, held against what its method declares. */
final class TouchedKeys implements AccessListener {
    private final Set<KeyAccess> touched = new LinkedHashSet<>();

    @Override
    public void touched(StateKey key, Mode mode, boolean prefix) {
        // Which code an address runs and what is sent to other chains is the kernel's to keep: contracts cannot declare
        // it.
        if (!key.contract().equals(SystemAddresses.KERNEL)) {
            touched.add(new KeyAccess(key.contract(), key.key(), mode, prefix));
        }
    }

    Set<KeyAccess> all() {
        return Collections.unmodifiableSet(touched);
    }

    /** Touches that no declared key covers; none when nothing is declared. */
    List<KeyAccess> beyond(AccessSet declared) {
        List<KeyAccess> beyond = new ArrayList<>();
        if (declared.precision() != Precision.UNKNOWN) {
            touched.stream()
                    .filter(touch -> declared.keys().stream().noneMatch(key -> covers(key, touch)))
                    .forEach(beyond::add);
        }
        return beyond;
    }

    private static boolean covers(KeyAccess declared, KeyAccess touch) {
        return AccessLedger.names(declared, touch)
                && (declared.mode() == touch.mode() || declared.mode() == Mode.WRITE);
    }
}
