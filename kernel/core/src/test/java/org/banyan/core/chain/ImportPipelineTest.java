package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;
import static org.banyan.core.fixture.TestChain.SUITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.core.fixture.TestChain;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreException;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.list.HistoryAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A block that is executed while the one before it is stored: the same results, and nothing left of it when it should not have been. */
class ImportPipelineTest {
    private static final int BLOCKS = 8;
    private static final int TRANSFERS = 20;

    private final TestChain producer = new TestChain(new MemoryDisk().open());
    private final List<BlockId> ids = new ArrayList<>();

    @BeforeEach
    void produce() {
        for (int i = 0; i < BLOCKS; i++) {
            for (int transfer = 1; transfer <= TRANSFERS; transfer++) {
                producer.submit(producer.sign(producer.transfer(ALICE, BOB, transfer), ALICE));
            }
            ids.add(producer.extendHead());
            if (i % 3 == 2) {
                producer.certify(ids.get(i - 1));
            }
        }
    }

    /** Counts how often two things went on beside each other, in an order that a seed chooses. */
    private static final class CountingRunner implements TaskRunner {
        private final TaskRunner inner;
        private int runs;

        private CountingRunner(long seed) {
            this.inner = new ShuffledRunner(4, new SplittableRandom(seed));
        }

        @Override
        public int workers() {
            return inner.workers();
        }

        @Override
        public void run(TaskGraph graph) {
            runs++;
            inner.run(graph);
        }

        @Override
        public void close() {}
    }

    private OfferedBlock offered(BlockId id) {
        return new OfferedBlock(
                producer.engine().store().block(id).orElseThrow(),
                producer.engine().store().witness(id));
    }

    private static TestChain follower(MemoryDisk disk, TaskRunner runner) {
        KeyValueStore store = disk.open();
        TestChain chain = new TestChain(store);
        chain.reopen(store, runner);
        return chain;
    }

    private static ImportOutcome importInto(TestChain follower, OfferedBlock block, Optional<OfferedBlock> next) {
        return importInto(follower, block, next, new ArrayList<>());
    }

    private static ImportOutcome importInto(
            TestChain follower, OfferedBlock block, Optional<OfferedBlock> next, List<EngineEffect> effects) {
        return follower.engine()
                .importBlock(block, next, next.orElse(block).block().header().time(), effects);
    }

    private List<EngineEffect> importAll(TestChain follower, boolean ahead) {
        List<EngineEffect> effects = new ArrayList<>();
        List<OfferedBlock> blocks = ids.stream().map(this::offered).toList();
        for (int i = 0; i < BLOCKS; i++) {
            Optional<OfferedBlock> next = ahead && i + 1 < BLOCKS ? Optional.of(blocks.get(i + 1)) : Optional.empty();
            assertThat(importInto(follower, blocks.get(i), next, effects))
                    .isEqualTo(new ImportOutcome.Imported(ids.get(i)));
        }
        return effects;
    }

    @Test
    void blocks_executed_before_their_turn_have_the_same_effects_in_every_order() {
        TestChain plain = follower(new MemoryDisk(), new CountingRunner(0));
        List<String> expected =
                importAll(plain, false).stream().map(ImportPipelineTest::told).toList();
        for (long seed = 1; seed <= 20; seed++) {
            CountingRunner runner = new CountingRunner(seed);
            TestChain follower = follower(new MemoryDisk(), runner);
            assertThat(importAll(follower, true))
                    .map(ImportPipelineTest::told)
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            assertThat(runner.runs).as("blocks executed ahead").isEqualTo(BLOCKS - 1);
            assertThat(follower.engine().finalBlock().id())
                    .isEqualTo(plain.engine().finalBlock().id());
            for (BlockId id : ids) {
                assertThat(follower.engine().store().receipts(id))
                        .isEqualTo(plain.engine().store().receipts(id));
            }
            assertThat(follower.balance(BOB)).isEqualTo(producer.balance(BOB));
        }
    }

    private static String told(EngineEffect effect) {
        return switch (effect) {
            case EngineEffect.BlockStored stored -> "stored " + stored.id();
            case EngineEffect.HeadMoved moved ->
                "head " + moved.head().id() + ", final " + moved.finalBlock().id();
            case EngineEffect.Finalized finalized -> "final " + finalized.blocks();
            case EngineEffect.WitnessGrew grew -> "witness of " + grew.block().id();
            case EngineEffect.TransactionsExpired expired -> "expired " + expired.transactions();
        };
    }

    @Test
    void a_kill_between_any_two_writes_loses_no_block_that_was_taken() {
        MemoryDisk disk = MemoryDisk.recording();
        TestChain follower = follower(disk, new CountingRunner(3));
        List<Integer> batchesAfter = new ArrayList<>();
        OfferedBlock own = offered(ids.getFirst());
        for (int i = 0; i < BLOCKS; i++) {
            Optional<OfferedBlock> next = i + 1 < BLOCKS ? Optional.of(offered(ids.get(i + 1))) : Optional.empty();
            importInto(follower, own, next);
            batchesAfter.add(disk.batches());
            own = next.orElse(own);
        }
        for (int batches = 1; batches <= disk.batches(); batches++) {
            TestChain reopened = new TestChain(disk.asOf(batches).open());
            int taken = 0;
            while (taken < BLOCKS && batchesAfter.get(taken) <= batches) {
                taken++;
            }
            assertThat(reopened.height().value())
                    .as("height after batch %d", batches)
                    .isBetween((long) taken, taken + 1L);
            for (BlockId id : ids) {
                reopened.importFrom(producer, id);
            }
            assertThat(reopened.engine().head().id()).isEqualTo(ids.getLast());
            assertThat(reopened.balance(BOB)).isEqualTo(producer.balance(BOB));
        }
    }

    @Test
    void nothing_is_left_of_what_was_executed_on_a_block_that_turns_out_wrong() {
        Block first = offered(ids.getFirst()).block();
        Block forged = new Block(withState(first.header(), new Hash(4, 4, 4, 4)), first.body());
        Block second = offered(ids.get(1)).block();
        Block onForged = new Block(on(forged.header(), second.header()), second.body());
        for (long seed = 1; seed <= 10; seed++) {
            MemoryDisk disk = MemoryDisk.recording();
            CountingRunner runner = new CountingRunner(seed);
            TestChain follower = follower(disk, runner);
            int before = disk.batches();
            OfferedBlock next = sealed(onForged);
            assertThat(rule(importInto(follower, sealed(forged), Optional.of(next))))
                    .isEqualTo("BODY-STATE");
            assertThat(runner.runs).as("it was executed").isEqualTo(1);
            assertThat(rule(importInto(follower, next, Optional.empty()))).isEqualTo("PARENT-INVALID");
            assertThat(disk.batches()).as("nothing was written").isEqualTo(before);
            assertThat(follower.height()).isEqualTo(Height.GENESIS);
            importAll(follower, true);
            assertThat(follower.balance(BOB)).isEqualTo(producer.balance(BOB));
        }
    }

    @Test
    void a_wrong_block_is_refused_for_the_same_reason_when_it_was_executed_before_its_turn() {
        Block second = offered(ids.get(1)).block();
        Header h = second.header();
        Hash wrong = new Hash(4, 4, 4, 4);
        var receipts =
                new Block(header(h, h.parent(), h.bodyRoot(), wrong, h.stateRoot(), h.historyRoot()), second.body());
        var body = new Block(
                header(h, h.parent(), wrong, h.receiptsRoot(), h.stateRoot(), h.historyRoot()), second.body());
        assertThat(ruleAhead(sealed(receipts))).isEqualTo("BODY-RECEIPTS");
        assertThat(ruleAhead(sealed(new Block(withState(h, wrong), second.body()))))
                .isEqualTo("BODY-STATE");
        assertThat(ruleAhead(sealed(body))).isEqualTo("BODY-ROOT");
        assertThat(ruleAhead(new OfferedBlock(second, Witness.EMPTY))).isNotEqualTo("taken");
    }

    private String ruleAhead(OfferedBlock second) {
        TestChain follower = follower(new MemoryDisk(), new CountingRunner(5));
        importInto(follower, offered(ids.getFirst()), Optional.of(second));
        ImportOutcome outcome = importInto(follower, second, Optional.empty());
        assertThat(follower.height()).isEqualTo(new Height(1));
        String rule = rule(outcome);
        assertThat(importInto(follower, offered(ids.get(1)), Optional.empty()))
                .isEqualTo(new ImportOutcome.Imported(ids.get(1)));
        return rule;
    }

    @Test
    void what_was_executed_before_its_turn_is_forgotten_when_another_block_comes() {
        BlockId sibling = producer.extend(ids.get(5), 1, 2);
        CountingRunner runner = new CountingRunner(6);
        TestChain follower = follower(new MemoryDisk(), runner);
        ids.subList(0, 5).forEach(id -> importInto(follower, offered(id), Optional.empty()));
        OfferedBlock seventh = offered(ids.get(6));
        importInto(follower, offered(ids.get(5)), Optional.of(seventh));
        assertThat(runner.runs).isEqualTo(1);
        assertThat(importInto(follower, offered(sibling), Optional.empty()))
                .isEqualTo(new ImportOutcome.Imported(sibling));
        assertThat(importInto(follower, seventh, Optional.empty())).isEqualTo(new ImportOutcome.Imported(ids.get(6)));
        assertThat(importInto(follower, offered(ids.get(7)), Optional.empty()))
                .isEqualTo(new ImportOutcome.Imported(ids.get(7)));
        assertThat(follower.engine().head().id()).isEqualTo(ids.get(7));
    }

    @Test
    void a_failing_store_stops_the_step_and_is_not_asked_again() {
        for (MemoryDisk.Failure failure : MemoryDisk.Failure.values()) {
            MemoryDisk disk = new MemoryDisk();
            TestChain follower = follower(disk, new CountingRunner(7));
            OfferedBlock first = offered(ids.getFirst());
            OfferedBlock second = offered(ids.get(1));
            int before = disk.batches();
            disk.failAfter(0, failure);
            assertThatThrownBy(() -> importInto(follower, first, Optional.of(second)))
                    .as("failure %s", failure)
                    .isInstanceOf(StoreException.class);
            assertThat(disk.batches() - before).isBetween(0, 1);
        }
    }

    private static String rule(ImportOutcome outcome) {
        return outcome instanceof ImportOutcome.Rejected rejected
                ? rejected.verdict().rule().text()
                : "taken";
    }

    private OfferedBlock sealed(Block block) {
        return new OfferedBlock(block, Witness.of(producer.seal(block.header(), 0)));
    }

    private static Header withState(Header of, Hash state) {
        return header(of, of.parent(), of.bodyRoot(), of.receiptsRoot(), state, of.historyRoot());
    }

    /** The header of the second block, put on another first one. */
    private static Header on(Header first, Header second) {
        var history = HistoryAccumulator.EMPTY
                .appended(SUITE.hash(), first.parent())
                .history()
                .appended(SUITE.hash(), first.id(SUITE.hash()))
                .history();
        return header(
                second,
                first.id(SUITE.hash()),
                second.bodyRoot(),
                second.receiptsRoot(),
                second.stateRoot(),
                history.root(SUITE.hash()));
    }

    private static Header header(Header of, BlockId parent, Hash body, Hash receipts, Hash state, Hash history) {
        return new Header(
                of.version(),
                of.chainId(),
                of.height(),
                parent,
                of.time(),
                body,
                receipts,
                state,
                history,
                of.extensions());
    }
}
