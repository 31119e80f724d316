package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import org.banyan.core.fixture.KeptSnapshot;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.store.ChainStore;
import org.banyan.core.store.ChainStore.Keeping;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a chain does without when old bodies, receipts and changes are removed, and what it goes on with. */
class PruningTest {
    private static final int BLOCKS = 300;
    private static final Height BELOW = new Height(40);

    private final KeyValueStore records = MemoryKeyValueStore.empty();
    private final TestChain chain = new TestChain(records);

    @BeforeEach
    void grow() {
        grow(BLOCKS);
    }

    private void grow(int blocks) {
        for (int i = 0; i < blocks; i++) {
            chain.submit(chain.sign(chain.transfer(ALICE, BOB, i + 1), ALICE));
            chain.certify(chain.extendHead());
        }
    }

    private ChainStore store() {
        return chain.engine().store();
    }

    private void prune(Keeping keeping) {
        boolean more = true;
        while (more) {
            more = store().pruneBlocks(BELOW, keeping);
        }
    }

    @ParameterizedTest
    @EnumSource(Keeping.class)
    void old_bodies_go_and_headers_stay(Keeping keeping) {
        var old = store().finalAt(new Height(30)).orElseThrow();
        TransactionId packed = store().transactions(old).getFirst();
        long before = records.sizeBytes();

        prune(keeping);

        assertThat(store().bodiesFrom()).isEqualTo(BELOW);
        assertThat(store().block(old)).isEmpty();
        assertThat(store().receipts(old)).isEmpty();
        assertThat(store().positions(packed)).isEmpty();
        assertThat(store().header(old)).isPresent();
        assertThat(store().block(store().finalAt(BELOW).orElseThrow())).isPresent();
        assertThat(records.sizeBytes()).isLessThan(before);
    }

    @ParameterizedTest
    @EnumSource(Keeping.class)
    void the_chain_opens_and_goes_on_and_makes_the_snapshots_that_it_would_have_made(Keeping keeping) {
        KeptSnapshot before = KeptSnapshot.of(chain);
        prune(keeping);

        chain.reopen(records);
        KeptSnapshot after = KeptSnapshot.of(chain);

        assertThat(after).isEqualTo(before);
        assertThat(after.check(chain)).isEqualTo(Verdict.ACCEPTED);
        grow(10);
        assertThat(chain.height()).isEqualTo(new Height(BLOCKS + 10));
        SnapshotManifest manifest = KeptSnapshot.of(chain).manifest();
        assertThat(manifest.height()).isEqualTo(chain.height());
    }

    @Test
    void a_light_history_keeps_no_consensus_states_but_says_so() {
        prune(Keeping.FULL);
        assertThat(store().recordsFrom()).isEqualTo(Height.GENESIS);

        boolean more = store().pruneBlocks(BELOW.plus(5), Keeping.LIGHT_HISTORY);

        assertThat(more).isFalse();
        assertThat(store().recordsFrom()).isEqualTo(BELOW.plus(5));
        assertThat(chain.engine().parts().consensusAfter(store().finalAt(BELOW).orElseThrow()))
                .isEmpty();
    }
}
