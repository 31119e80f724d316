package org.banyan.core.chain;

import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.types.Bytes;

/**
 * What was found out about a block's transactions ahead of the engine's step, by any threads: each whose form and signatures are right, at its position in
 * the body. The engine checks the others itself, so this decides how long a step takes and never how it ends. Immutable.
 */
public final class CheckedAhead {
    public static final CheckedAhead NOTHING = new CheckedAhead(List.of());

    private final List<Optional<CheckedTransaction>> byPosition;

    /** @param byPosition each came from {@link org.banyan.core.execution.TransactionRules#check} of this chain */
    public CheckedAhead(List<Optional<CheckedTransaction>> byPosition) {
        this.byPosition = List.copyOf(byPosition);
    }

    /** The transaction at {@code position}, when it is known and has these bytes. */
    public Optional<CheckedTransaction> find(int position, Bytes envelope) {
        return position < byPosition.size()
                ? byPosition
                        .get(position)
                        .filter(checked -> checked.signed().raw().equals(envelope))
                : Optional.empty();
    }
}
