package org.banyan.mainchain.node.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole nodes, less network and clock, in processes that die: what they said is final stays, head, state and indexes fit together, the sign guard never
 * goes back, and the next process goes on without repair. RELIABILITY.md T3; RD1, RD2, RS5.
 */
class NodeCrashTest {
    private static final int HALTS = Integer.getInteger("banyan.node.halts", 1);
    private static final int KILLS = Integer.getInteger("banyan.node.kills", 1);
    private static final int SLOTS = 3;
    private static final int MILLIS_MAX = 1000;

    @TempDir
    private Path home;

    private Witnessed witnessed = new Witnessed();
    private int life;

    /** The points of opening, block commit, finality and folding in turn; every third crash is followed by one at the next process's first write. */
    @Test
    void rd_2_a_node_that_halts_at_any_store_call_reopens_at_a_block_boundary() throws Exception {
        run(0, 0);
        int points = witnessed.number("points") - witnessed.number("opened");
        assertThat(points).as("points in %d slots", SLOTS).isGreaterThan(2 * SLOTS);
        int step = Math.max(1, points / HALTS);
        for (int halt = 0, point = 1; halt < HALTS; halt++, point = 1 + (point - 1 + step) % points) {
            run(point, CrashProcess.HALTED);
            if (halt % 3 == 1) {
                run(1, CrashProcess.HALTED);
            }
            ReopenedChain.check(home, life, witnessed, "halted at point " + point + " of " + points);
        }
        run(0, 0);
    }

    @Test
    void rd_1_a_node_that_is_killed_at_any_time_keeps_what_it_reported_final() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        // the first may all come too early to have anything to lose
        for (int kill = 0; kill < KILLS || witnessed.finalBlocks().isEmpty() && kill < KILLS + 20; kill++) {
            double millis = Math.pow(MILLIS_MAX, random.nextDouble());
            killAfter((long) (millis * 1_000_000), random.nextInt(4) == 0);
            ReopenedChain.check(home, life, witnessed, "killed after " + millis + " ms, kill " + kill);
        }
        assertThat(witnessed.finalBlocks())
                .as("blocks that were reported final")
                .isNotEmpty();
        run(0, 0);
    }

    private void run(int haltAt, int expected) throws IOException, InterruptedException {
        Process process = CrashProcess.start(home, life++, haltAt, SLOTS);
        witnessed = Witnessed.of(process, witnessed);
        assertThat(process.waitFor())
                .as("process %d, to halt at %d, said %s", life - 1, haltAt, witnessed.other())
                .isEqualTo(expected);
    }

    /** @param fromStart whether the time counts from the start of the process, so that opening is hit too, or from its first signature */
    private void killAfter(long nanos, boolean fromStart) throws IOException, InterruptedException {
        Process process = CrashProcess.start(home, life++, 0, Integer.MAX_VALUE);
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                if (!fromStart) {
                    while (process.isAlive() && process.getInputStream().available() == 0) {
                        TimeUnit.MILLISECONDS.sleep(1);
                    }
                }
                TimeUnit.NANOSECONDS.sleep(nanos);
            } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            process.toHandle().destroyForcibly(); // leaves the pipe open, unlike the method of Process
        });
        killer.join();
        witnessed = Witnessed.of(process, witnessed);
        assertThat(process.waitFor()).as("said %s", witnessed.other()).isNotZero();
    }
}
