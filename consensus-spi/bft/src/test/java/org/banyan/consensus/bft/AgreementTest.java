package org.banyan.consensus.bft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.ChainId;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Test;

/** RELIABILITY.md RS1: four members with one liar never finalise two blocks of one height, and each decision in {@link Safety} is needed for that. */
class AgreementTest {
    private static final int SLOTS = 30;

    private final long seeds = Long.getLong("bft.seeds", 40);
    private final long mutantSeeds = Long.getLong("bft.mutantSeeds", 400);

    @Test
    void honest_members_agree_whatever_one_liar_and_the_network_do() {
        long finals = 0;
        for (long seed = 1; seed <= seeds; seed++) {
            SmallCase small = new SmallCase(seed, new Safety());
            assertThat(small.disagrees(SLOTS)).as("seed %s", seed).isFalse();
            finals += small.finalHeight();
        }
        assertThat(finals).as("final blocks over all seeds").isGreaterThan(seeds);
    }

    @Test
    void with_a_quorum_of_half_they_do_not() {
        assertCaught(new Safety() {
            @Override
            Quorum quorum(ChainId chain, ProducerSet set, CryptoSuite suite) {
                return new Quorum(chain, set, suite, set.totalWeight() / 2);
            }
        });
    }

    @Test
    void when_a_leader_may_ignore_locks_they_do_not() {
        assertCaught(new Safety() {
            @Override
            boolean binds(Message.Change newest) {
                return false;
            }
        });
    }

    @Test
    void when_a_view_change_forgets_the_lock_they_do_not() {
        assertCaught(new Safety() {
            @Override
            Optional<Lock> toTell(Optional<Lock> newest) {
                return Optional.empty();
            }
        });
    }

    @Test
    void when_they_commit_without_a_quorum_of_prepares_they_do_not() {
        assertCaught(new Safety() {
            @Override
            Optional<Lock> toCommitTo(Optional<Lock> newest, Optional<Lock> accepted) {
                return accepted;
            }
        });
    }

    private void assertCaught(Safety mutant) {
        assertThat(LongStream.rangeClosed(1, mutantSeeds)
                        .filter(seed -> new SmallCase(seed, mutant).disagrees(SLOTS))
                        .findFirst())
                .as("a seed up to %s in which two final blocks conflict", mutantSeeds)
                .isPresent();
    }
}
