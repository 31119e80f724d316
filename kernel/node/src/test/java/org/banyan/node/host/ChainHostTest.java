package org.banyan.node.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.core.store.SchemaException;
import org.banyan.core.store.StateMemory;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.fixture.TestProcess;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.StoreLockedException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.junit.jupiter.api.Test;

class ChainHostTest {
    private static final Signer ALICE = TestKeys.named(TestProcess.SUITE, "alice");
    private static final Signer BOB = TestKeys.named(TestProcess.SUITE, "bob");

    private final TestProcess process = new TestProcess();

    @Test
    void two_chains_of_one_process_produce_each_with_its_own_key() {
        RunningChain main = process.start("main", ALICE);
        RunningChain side = process.start("side", BOB);
        process.time().advance(5 * TestProcess.SLOT_MILLIS);
        assertThat(main.status().head().height().value()).isEqualTo(5);
        assertThat(side.status().finalHeader().height().value()).isEqualTo(5);
        assertThat(main.chainId()).isNotEqualTo(side.chainId());
        assertThat(process.host().chains()).extracting(RunningChain::name).containsExactly("main", "side");
        assertThat(process.host().chain(side.chainId())).contains(side);
    }

    @Test
    void when_one_guard_of_several_cannot_be_opened_none_stays_open_and_the_store_is_free() {
        List<String> closed = new ArrayList<>();
        ChainSpecification specification = TestProcess.specification("main", ALICE, BOB);
        ChainPlan plan = TestProcess.plan(specification, List.of(ALICE));
        ChainPlan broken = new ChainPlan(
                specification,
                plan.storeEngine(),
                plan.store(),
                List.of(
                        new ProducerKey(ALICE.publicKey(), (chain, suite, head) -> new TellingGuard(closed)),
                        new ProducerKey(BOB.publicKey(), (chain, suite, head) -> {
                            throw new IllegalStateException("no record of bob");
                        })),
                plan.pool(),
                StateMemory.DEFAULT);
        assertThatThrownBy(() -> process.host().start(broken)).hasMessageContaining("no record of bob");
        assertThat(closed).containsExactly("closed");
        assertThat(process.host().start(plan).isStopped()).isFalse();
    }

    @Test
    void when_a_chain_cannot_run_on_what_was_opened_guards_and_store_are_closed() {
        List<String> closed = new ArrayList<>();
        List<ChainPlan> observed = new ArrayList<>();
        TestProcess broken = new TestProcess(plan -> {
            observed.add(plan);
            if (observed.size() == 1) {
                throw new IllegalStateException("no observer");
            }
            return ChainObserver.NONE;
        });
        ChainSpecification specification = TestProcess.specification("main", ALICE);
        ChainPlan plan = TestProcess.plan(specification, List.of(ALICE));
        ChainPlan telling = new ChainPlan(
                specification,
                plan.storeEngine(),
                plan.store(),
                List.of(new ProducerKey(ALICE.publicKey(), (chain, suite, head) -> new TellingGuard(closed))),
                plan.pool(),
                StateMemory.DEFAULT);
        assertThatThrownBy(() -> broken.host().start(telling)).hasMessageContaining("no observer");
        assertThat(closed).containsExactly("closed");
        assertThat(broken.host().start(plan).isStopped()).isFalse();
    }

    private record TellingGuard(List<String> closed) implements SignGuard, AutoCloseable {
        @Override
        public Optional<Bytes> sign(SignRequest request) {
            return Optional.empty();
        }

        @Override
        public Map<SignatureType, SignRequest> lastSigned() {
            return new TreeMap<>();
        }

        @Override
        public void close() {
            closed.add("closed");
        }
    }

    @Test
    void a_key_that_is_named_twice_is_refused_before_it_can_contradict_itself() {
        ChainSpecification specification = TestProcess.specification("main", ALICE, BOB);
        assertThatThrownBy(() -> TestProcess.plan(specification, List.of(ALICE, BOB, ALICE)))
                .hasMessageContaining("one key is there twice");
    }

    @Test
    void stopping_one_chain_leaves_the_others_running() {
        RunningChain main = process.start("main", ALICE);
        process.start("side", BOB);
        process.host().stop("side");
        process.time().advance(3 * TestProcess.SLOT_MILLIS);
        assertThat(main.status().head().height().value()).isEqualTo(3);
        assertThat(process.host().chain("side")).isEmpty();
    }

    @Test
    void the_next_process_goes_on_where_the_store_stopped() {
        RunningChain before = process.start("main", ALICE);
        process.time().advance(4 * TestProcess.SLOT_MILLIS);
        var head = before.status().headId();
        TestProcess next = process.restart();
        RunningChain after = next.start("main", ALICE);
        assertThat(after.status().headId()).isEqualTo(head);
        next.time().advance(TestProcess.SLOT_MILLIS);
        assertThat(after.status().head().height().value()).isEqualTo(5);
    }

    @Test
    void the_same_events_give_the_same_blocks() {
        TestProcess again = new TestProcess();
        for (TestProcess each : List.of(process, again)) {
            each.start("main", ALICE);
            each.time().advance(20 * TestProcess.SLOT_MILLIS);
        }
        assertThat(process.host().chain("main").orElseThrow().status())
                .isEqualTo(again.host().chain("main").orElseThrow().status());
    }

    @Test
    void a_node_without_a_key_follows_and_says_so() {
        RunningChain chain =
                process.host().start(TestProcess.plan(TestProcess.specification("main", ALICE), Optional.empty()));
        process.time().advance(3 * TestProcess.SLOT_MILLIS);
        assertThat(chain.status().head().height().value()).isZero();
    }

    @Test
    void a_store_of_another_chain_is_refused_and_left_alone() {
        process.start("main", ALICE);
        process.time().advance(TestProcess.SLOT_MILLIS);
        TestProcess next = process.restart();
        int batches = next.disk("main").batches();
        assertThatThrownBy(() -> next.start("main", BOB))
                .isInstanceOfSatisfying(
                        SchemaException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(SchemaException.Kind.OTHER_CHAIN));
        assertThat(next.disk("main").batches()).isEqualTo(batches);
        assertThat(next.start("main", ALICE).status().head().height().value()).isEqualTo(1);
    }

    @Test
    void a_store_that_is_open_elsewhere_is_refused() {
        process.disk("main").open();
        assertThatThrownBy(() -> process.start("main", ALICE)).isInstanceOf(StoreLockedException.class);
        assertThat(process.host().chains()).isEmpty();
    }

    @Test
    void a_name_runs_once() {
        process.start("main", ALICE);
        assertThatThrownBy(() -> process.start("main", ALICE)).hasMessageContaining("runs in this process already");
    }

    @Test
    void a_plug_in_that_is_not_there_is_named_with_those_that_are() {
        ChainSpecification real = TestProcess.specification("main", ALICE);
        ChainSpecification foreign = new ChainSpecification(
                real.format(),
                real.name(),
                "sha512-lamport",
                real.addressPrefix(),
                real.genesisTime(),
                real.consensus(),
                real.collection(),
                real.updateRule(),
                real.parents(),
                real.indexing(),
                real.limits(),
                real.fees(),
                real.genesisCalls());
        assertThatThrownBy(() -> process.host().start(TestProcess.plan(foreign, Optional.empty())))
                .isInstanceOf(MissingPluginException.class)
                .hasMessageContaining("no crypto suite 'sha512-lamport'")
                .hasMessageContaining("stub");
        assertThat(process.start("main", ALICE).isStopped()).isFalse();
    }

    @Test
    void a_store_of_a_newer_version_is_refused() {
        process.start("main", ALICE);
        TestProcess next = process.restart();
        try (KeyValueStore store = next.disk("main").open()) {
            store.write(
                    new WriteBatch().put(Bytes.utf8("Mschema"), Bytes.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, 99})),
                    Durability.SYNCED);
        }
        assertThatThrownBy(() -> next.start("main", ALICE))
                .isInstanceOfSatisfying(
                        SchemaException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(SchemaException.Kind.NEWER_SCHEMA));
    }

    @Test
    void a_damaged_head_record_is_refused() {
        process.start("main", ALICE);
        process.time().advance(2 * TestProcess.SLOT_MILLIS);
        TestProcess next = process.restart();
        next.disk("main").damage(Bytes.utf8("Mhead"));
        assertThatThrownBy(() -> next.start("main", ALICE)).isInstanceOf(StoreCorruptException.class);
    }
}
