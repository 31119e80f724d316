package org.banyan.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.Member;
import org.banyan.consensus.Round;
import org.banyan.consensus.Rounds;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.Slot;
import org.banyan.core.chain.EngineEffect;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

class ConsensusMetricsTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();
    private static final Hash SOME = Hash.of(Bytes.wrap(new byte[32]));
    private static final Signer ALICE = TestKeys.named(SUITE, "alice");
    private static final Signer BOB = TestKeys.named(SUITE, "bob");
    private static final Address OWN = SUITE.addressOf(ALICE.publicKey());
    private static final Address OTHER = SUITE.addressOf(BOB.publicKey());
    private static final long SLOT = 1_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Script script = new Script();
    private Timestamp now = new Timestamp(0);
    private final ConsensusMetrics metrics = new ConsensusMetrics(registry, "main", script, Set.of(OWN), () -> now);

    /** Slots of two producers in turn; every third one is extra, and five make a round. */
    private static final class Script implements Schedule, Rounds {
        private final TreeMap<Long, Timestamp> taken = new TreeMap<>();

        @Override
        public long slotAt(Timestamp time) {
            return time.millis() / SLOT;
        }

        @Override
        public Timestamp start(long slot) {
            return new Timestamp(slot * SLOT);
        }

        @Override
        public Slot slot(ConsensusState state, long slot) {
            return new Slot(
                    slot,
                    start(slot),
                    slot % 2 == 0 ? OWN : OTHER,
                    slot % 3 == 0,
                    Optional.ofNullable(taken.get(slot)));
        }

        @Override
        public List<Member> members(ConsensusState state, Timestamp at) {
            List<Member> members = new ArrayList<>();
            for (var key : List.of(ALICE.publicKey(), BOB.publicKey())) {
                Optional<Timestamp> out = taken.values().stream().findFirst().filter(until -> at.compareTo(until) < 0);
                members.add(new Member(SUITE.addressOf(key), key, 1, true, true, 0, out, false, 0));
            }
            return members;
        }

        @Override
        public Optional<Rounds> rounds() {
            return Optional.of(this);
        }

        @Override
        public long of(ConsensusState state) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Round round(ConsensusState state, long round) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Round at(ConsensusState state, long slot) {
            return new Round(1, 1 + slot / 5, List.of(slot(state, slot)), Optional.empty());
        }
    }

    /** Only the schedule looks at it. */
    private static final class NoState implements ConsensusState {
        @Override
        public Bytes encoded() {
            return Bytes.EMPTY;
        }

        @Override
        public ProducerSet producers() {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Verdict check(ChildFacts child) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public ConsensusState next(ChildFacts child) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Producer producerOf(ChildFacts child) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Verdict checkSeal(Header child, Witness witness) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Verdict checkCertificate(Certificate certificate) {
            throw new IllegalStateException("not asked");
        }
    }

    private static Tip tip(long slot, BlockId parent) {
        Header header = new Header(
                Header.VERSION,
                new ChainId(SOME),
                new Height(slot + 1),
                parent,
                new Timestamp(slot * SLOT),
                SOME,
                SOME,
                SOME,
                SOME,
                List.of());
        return new Tip(header.id(SUITE.hash()), header, new NoState());
    }

    private Tip moved(Tip tip) {
        metrics.effect(new EngineEffect.HeadMoved(tip, tip, List.of(), List.of(tip.id())));
        return tip;
    }

    private double slots(String result) {
        return registry.get("banyan_consensus_slots")
                .tag("result", result)
                .counter()
                .count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void own_slots_that_stay_empty_between_two_blocks_are_missed_unless_they_were_taken() {
        script.taken.put(4L, new Timestamp(9_000));
        Tip first = moved(tip(1, new BlockId(SOME)));
        Tip second = moved(tip(7, first.id()));
        assertThat(slots("missed")).as("2 and 6; 3 and 5 are another's").isEqualTo(2);
        assertThat(slots("suspended")).as("4").isEqualTo(1);
        moved(tip(9, second.id()));
        assertThat(slots("missed")).as("8").isEqualTo(3);
    }

    @Test
    void a_block_in_an_extra_slot_is_counted() {
        Tip first = moved(tip(1, new BlockId(SOME)));
        moved(tip(2, first.id()));
        assertThat(registry.get("banyan_consensus_extra_blocks").counter().count())
                .isZero();
        Tip second = moved(tip(3, first.id()));
        moved(tip(6, second.id()));
        assertThat(registry.get("banyan_consensus_extra_blocks").counter().count())
                .as("6; the head did not move from its parent to 3")
                .isEqualTo(1);
    }

    @Test
    void what_is_caught_up_on_is_not_counted() {
        now = new Timestamp(1_000_000);
        Tip first = moved(tip(1, new BlockId(SOME)));
        moved(tip(9, first.id()));
        assertThat(slots("missed")).isZero();
    }

    @Test
    void the_round_goes_by_the_clock_and_seats_are_active_unless_suspended() {
        assertThat(gauge("banyan_consensus_round")).isNaN();
        moved(tip(1, new BlockId(SOME)));
        assertThat(gauge("banyan_consensus_round")).isEqualTo(1);
        assertThat(gauge("banyan_consensus_delegate_active")).isEqualTo(1);
        assertThat(gauge("banyan_consensus_suspended_until_timestamp_seconds")).isZero();
        now = new Timestamp(11_000);
        script.taken.put(20L, new Timestamp(30_000));
        assertThat(gauge("banyan_consensus_round")).isEqualTo(3);
        assertThat(gauge("banyan_consensus_delegate_active")).isZero();
        assertThat(gauge("banyan_consensus_suspended_until_timestamp_seconds")).isEqualTo(30);
    }
}
