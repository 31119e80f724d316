package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.banyan.core.pool.TransactionPool;
import org.banyan.core.pool.WaitReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitingWordsTest {
    @ParameterizedTest
    @EnumSource
    void every_reason_says_what_the_transaction_waits_for(WaitReason reason) {
        assertThat(TransactionMessages.words(reason, Optional.empty())).startsWith("waiting because ");
    }

    @Test
    void keys_in_demand_say_how_many_want_them() {
        assertThat(TransactionMessages.words(
                        WaitReason.KEYS_IN_DEMAND, Optional.of(new TransactionPool.Group(60, 60_000_000))))
                .contains("60 such transactions wait", "60000000 units");
    }
}
