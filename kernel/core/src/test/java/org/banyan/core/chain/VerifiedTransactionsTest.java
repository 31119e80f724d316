package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;

import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Bytes;
import org.banyan.types.transaction.AccountCall;
import org.junit.jupiter.api.Test;

class VerifiedTransactionsTest {
    private static final int LARGE = 60_000;
    private static final long BYTES = 8 << 20;

    private final TestChain chain = new TestChain(new MemoryDisk().open());

    private CheckedTransaction large() {
        AccountCall call = chain.call(ALICE, "Fail", Bytes.wrap(new byte[LARGE]));
        return chain.checked(chain.sign(call, ALICE));
    }

    @Test
    void large_transactions_are_remembered_by_bytes_and_not_by_number_alone() {
        VerifiedTransactions verified = new VerifiedTransactions(TestChain.SUITE.hash(), 2 * BYTES);
        CheckedTransaction first = large();
        verified.remember(first);
        int most = (int) (BYTES / (3 * LARGE));
        for (int i = 0; i < most; i++) {
            verified.remember(large());
        }
        CheckedTransaction last = large();
        verified.remember(last);
        assertThat(verified.size()).isBetween(most / 2, most);
        var found = verified.find(List.of(first.signed().raw(), last.signed().raw()));
        assertThat(found.find(0, first.signed().raw())).isEmpty();
        assertThat(found.find(1, last.signed().raw())).isEqualTo(Optional.of(last));
    }
}
