package org.banyan.runtimes.trusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.banyan.contract.BatchRunner;
import org.banyan.contract.Batches;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ParallelBatchesTest {
    private static final long WORTH_IT = ParallelBatches.UNITS_MIN;

    /** A meter as the kernel has it: over its limit, all of it counts as used. */
    private static final class Meter {
        private final long limit;
        private long used;

        Meter(long limit) {
            this.limit = limit;
        }

        void charge(long units) {
            if (units > limit - used) {
                used = limit;
                throw new ContractFailure(CommonFailure.OUT_OF_COST, "the call needs more than " + limit);
            }
            used += units;
        }
    }

    /** What one record does: comes to something, fails as a contract, or breaks. */
    private record Item(int value, int fate) {
        long work() {
            long mixed = value;
            for (int i = 0; i < value % 50; i++) {
                mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
            }
            return switch (fate) {
                case 1 -> throw new ContractFailure(CommonFailure.BAD_STATE, "record " + value);
                case 2 -> throw new IllegalStateException("slip at " + value);
                default -> mixed;
            };
        }
    }

    /** Everything that anybody can see of a batch. */
    private record Seen(String result, long used) {}

    private static Seen see(BatchRunner runner, long limit, Function<Batches, Object> batch) {
        Meter meter = new Meter(limit);
        String result;
        try {
            result = batch.apply(new Batches(meter::charge, runner)).toString();
        } catch (ContractFailure failed) {
            result = failed.code() + ": " + failed.text();
        } catch (IllegalStateException broken) {
            result = broken.toString();
        }
        return new Seen(result, meter.used);
    }

    private static List<Item> items(SplittableRandom random) {
        int count = random.nextInt(400);
        int failing = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(100);
        return IntStream.range(0, count)
                .mapToObj(i -> new Item(random.nextInt(1_000), random.nextInt(100) < failing ? random.nextInt(3) : 0))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void a_batch_on_many_cores_is_the_loop_in_result_failure_and_cost(int cores) {
        BatchRunner parallel = new ParallelBatches(cores);
        for (long seed = 1; seed <= 300; seed++) {
            List<Item> items = items(new SplittableRandom(seed));
            long each = WORTH_IT / 100 + seed % 7;
            long whole = each * items.size();
            for (long limit : new long[] {whole, whole - 1, 0, Long.MAX_VALUE}) {
                for (Function<Batches, Object> batch : List.<Function<Batches, Object>>of(
                        batches -> batches.map(items, item -> each, Item::work),
                        batches ->
                                batches.aggregate(items, item -> each, 1L, Item::work, (sum, next) -> 31 * sum + next),
                        batches -> batches.<Item>contains(items, item -> each, item -> item.work() % 5 == 3))) {
                    assertThat(see(parallel, Math.max(0, limit), batch))
                            .as("seed %d, %d items, limit %d", seed, items.size(), limit)
                            .isEqualTo(see(BatchRunner.SEQUENTIAL, Math.max(0, limit), batch));
                }
            }
        }
    }

    @Test
    void the_first_failure_is_told_wherever_it_stands() {
        BatchRunner parallel = new ParallelBatches(4);
        for (int first = 0; first < 200; first++) {
            int at = first;
            assertThatThrownBy(() -> parallel.run(200, WORTH_IT, number -> {
                        if (number >= at) {
                            throw new IllegalStateException("at " + number);
                        }
                        return number;
                    }))
                    .hasMessage("at " + at);
        }
    }

    @Test
    void running_out_of_cost_at_every_record_is_told_as_by_the_loop_and_no_record_is_worked_on() {
        BatchRunner parallel = new ParallelBatches(4);
        List<Item> items = IntStream.range(0, 60).mapToObj(i -> new Item(i, 0)).toList();
        Set<Integer> worked = ConcurrentHashMap.newKeySet();
        for (int point = 0; point < items.size(); point++) {
            long limit = point * 1_000L + 999;
            Function<Batches, Object> batch = batches -> batches.map(items, item -> 1_000, item -> {
                worked.add(item.value());
                return item.work();
            });
            assertThat(see(parallel, limit, batch))
                    .isEqualTo(see(BatchRunner.SEQUENTIAL, limit, batch))
                    .isEqualTo(new Seen("OUT_OF_COST: the call needs more than " + limit, limit));
        }
        assertThat(worked).isEmpty();
    }

    @Test
    void work_that_is_worth_it_is_done_by_several_threads_at_once() {
        CountDownLatch two = new CountDownLatch(2);
        Set<String> threads = ConcurrentHashMap.newKeySet();

        new ParallelBatches(2).run(2, WORTH_IT, number -> {
            threads.add(Thread.currentThread().getName());
            two.countDown();
            return await(two);
        });

        assertThat(threads).hasSize(2);
    }

    @Test
    void small_work_stays_on_its_thread() {
        Set<String> threads = ConcurrentHashMap.newKeySet();

        new ParallelBatches(8)
                .run(
                        1_000,
                        WORTH_IT - 1,
                        number -> threads.add(Thread.currentThread().getName()));

        assertThat(threads).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void a_batch_whose_helpers_never_come_is_done_by_its_caller() throws InterruptedException {
        ParallelBatches batches = new ParallelBatches(2);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other = new Thread(() -> batches.run(2, WORTH_IT, number -> {
            busy.countDown();
            return await(done);
        }));
        other.start();
        assertThat(await(busy)).isTrue();

        List<Integer> result = batches.run(100, WORTH_IT, number -> number);

        done.countDown();
        other.join();
        assertThat(result).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void an_interrupted_caller_gets_the_whole_result_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        List<Integer> result = new ParallelBatches(3).run(1_000, WORTH_IT, number -> number * 3);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).hasSize(1_000).startsWith(0, 3, 6);
    }

    @Test
    void records_above_a_known_failure_are_not_worked_on() {
        Set<Integer> worked = ConcurrentHashMap.newKeySet();
        SharedBatch<Integer> batch = new SharedBatch<>(16_000, 2, number -> {
            if (number == 1) {
                throw new IllegalStateException("at once");
            }
            worked.add(number);
            return number;
        });

        batch.work();

        assertThatThrownBy(batch::await).hasMessage("at once");
        assertThat(worked).containsExactly(0);
    }

    @Test
    void several_callers_share_the_threads_and_none_gets_anothers_results() throws InterruptedException {
        ParallelBatches batches = new ParallelBatches(3);
        List<Thread> callers = new ArrayList<>();
        Set<Integer> wrong = ConcurrentHashMap.newKeySet();
        for (int caller = 0; caller < 6; caller++) {
            int factor = caller;
            callers.add(new Thread(() -> {
                for (int round = 0; round < 50; round++) {
                    List<Integer> result = batches.run(200, WORTH_IT, number -> number * factor);
                    if (!result.equals(IntStream.range(0, 200)
                            .map(number -> number * factor)
                            .boxed()
                            .toList())) {
                        wrong.add(factor);
                    }
                }
            }));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
