package org.banyan.core.execution.conflict;

import java.util.Optional;
import org.banyan.core.state.StateKey;

/**
 * How often calls of two methods had to keep their order in a block, key by key.
 *
 * @param real conflicts on keys that both used
 * @param undeclared those of them that the declarations do not show
 * @param needless conflicts by declaration alone
 * @param faultsOfOne conflicts that {@code one}'s declaration is to blame for
 * @param key an undeclared one, else a needless one, else a real one
 */
public record MethodConflict(
        MethodId one,
        MethodId other,
        int real,
        int undeclared,
        int needless,
        int faultsOfOne,
        int faultsOfOther,
        StateKey key) {
    /** Who should change its declaration. */
    public enum Fault {
        NOBODY,
        ONE,
        OTHER,
        BOTH
    }

    public Fault fault() {
        if (faultsOfOne == 0) {
            return faultsOfOther == 0 ? Fault.NOBODY : Fault.OTHER;
        }
        return faultsOfOther == 0 ? Fault.ONE : Fault.BOTH;
    }

    public int all() {
        return real + needless;
    }

    /** What is counted of one pair. */
    static final class Count {
        private int real;
        private int undeclared;
        private int needless;
        private int faultsOfOne;
        private int faultsOfOther;
        private Optional<StateKey> realKey = Optional.empty();
        private Optional<StateKey> undeclaredKey = Optional.empty();
        private Optional<StateKey> needlessKey = Optional.empty();

        void real(StateKey key, boolean oneDeclares, boolean otherDeclares) {
            real++;
            realKey = realKey.or(() -> Optional.of(key));
            if (!oneDeclares || !otherDeclares) {
                undeclared++;
                undeclaredKey = undeclaredKey.or(() -> Optional.of(key));
                blame(!oneDeclares, !otherDeclares);
            }
        }

        void needless(StateKey key, boolean oneNeeds, boolean otherNeeds) {
            needless++;
            needlessKey = needlessKey.or(() -> Optional.of(key));
            blame(!oneNeeds, !otherNeeds);
        }

        private void blame(boolean one, boolean other) {
            faultsOfOne += one ? 1 : 0;
            faultsOfOther += other ? 1 : 0;
        }

        MethodConflict of(MethodId one, MethodId other) {
            StateKey key = undeclaredKey.or(() -> needlessKey).or(() -> realKey).orElseThrow();
            return new MethodConflict(one, other, real, undeclared, needless, faultsOfOne, faultsOfOther, key);
        }
    }
}
