package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.banyan.core.fixture.LedgerContract;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.core.store.ChainStore;
import org.banyan.core.store.StateNotRetainedException;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

/** The state after a head stays what it was, for whoever holds it, while the chain goes on. */
class HeadStateTest {
    private final TestChain chain = new TestChain(new MemoryDisk().open());
    private final Address ledger = chain.engine().parts().rules().systemAddress(LedgerContract.NAME);
    private final StateKey bob = new StateKey(ledger, TestChain.address(BOB).bytes());

    private void pay(long amount) {
        assertThat(chain.submit(chain.sign(chain.transfer(ALICE, BOB, amount), ALICE))
                        .isAccepted())
                .isTrue();
        chain.extendHead();
    }

    private Map<Bytes, Bytes> entries(StateView state) {
        Map<Bytes, Bytes> entries = new LinkedHashMap<>();
        state.scan(ledger, Bytes.EMPTY, (key, value) -> {
            entries.put(key, value);
            return true;
        });
        return entries;
    }

    @Test
    void a_held_state_answers_the_same_before_and_after_later_blocks_and_folds() {
        List<StateView> held = new ArrayList<>();
        List<Map<Bytes, Bytes>> expected = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            pay(i);
            HeadState head = chain.engine().headState();
            assertThat(head.id()).isEqualTo(chain.engine().head().id());
            held.add(head.state());
            expected.add(entries(chain.engine().headBranch().state()));
            if (i % 2 == 0) {
                chain.certify(chain.engine().head().id());
            }
        }
        for (int i = 0; i < held.size(); i++) {
            assertThat(held.get(i).get(bob)).contains(expected.get(i).get(bob.key()));
            assertThat(entries(held.get(i))).as("entries at block %d", i + 1).isEqualTo(expected.get(i));
        }
    }

    @Test
    void a_state_that_was_held_for_too_long_says_so() {
        pay(1);
        chain.certify(chain.engine().head().id());
        StateView early = chain.engine().headState().state();
        for (int i = 0; i <= ChainStore.RETAINED_HEIGHTS; i++) {
            chain.certify(chain.extendHead());
        }
        assertThatThrownBy(() -> early.get(bob)).isInstanceOf(StateNotRetainedException.class);
    }

    @Test
    void other_threads_see_one_state_while_the_chain_folds() throws InterruptedException {
        AtomicReference<HeadState> shown = new AtomicReference<>(chain.engine().headState());
        AtomicBoolean over = new AtomicBoolean();
        List<String> torn = new ArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                StateView state = Objects.requireNonNull(shown.get()).state();
                var before = state.get(bob);
                Bytes scanned = entries(state).getOrDefault(bob.key(), Bytes.EMPTY);
                if (!before.equals(state.get(bob))
                        || !before.orElse(Bytes.EMPTY).equals(scanned)) {
                    torn.add(before + " " + scanned);
                }
            }
        });
        for (int i = 0; i < 200; i++) {
            pay(1);
            shown.set(chain.engine().headState());
            chain.certify(chain.engine().head().id());
        }
        over.set(true);
        reader.join();
        assertThat(torn).isEmpty();
    }
}
