package org.banyan.codegen.it;

import com.acme.ledger.Empty;
import com.acme.ledger.Everything;
import com.acme.money.Grade;
import com.acme.money.Money;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/** Values for tests. */
final class Samples {
    private Samples() {}

    /** All defaults but for what is required and {@code numbers}. */
    static Everything everything(List<Long> numbers) {
        return everything(numbers, Optional.empty(), Optional.empty());
    }

    static Everything withBothChoices() {
        return everything(List.of(), Optional.of(new Empty()), Optional.of(new Money("", Amount.ZERO)));
    }

    private static Everything everything(List<Long> numbers, Optional<Empty> nothing, Optional<Money> something) {
        return new Everything(
                0,
                0,
                false,
                "",
                Bytes.EMPTY,
                MemoryContext.ALICE,
                new Hash(1, 2, 3, 4),
                Amount.ZERO,
                Grade.UNSPECIFIED,
                new Money("", Amount.ZERO),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                nothing,
                something,
                numbers,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
