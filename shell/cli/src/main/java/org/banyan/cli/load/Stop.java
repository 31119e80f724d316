package org.banyan.cli.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asked for by Ctrl-C: no more is submitted, what is under way is still reported. Thread-safe. */
final class Stop {
    private static final long REPORT_SECONDS_MAX = 15;

    private final CountDownLatch reported = new CountDownLatch(1);
    private volatile boolean asked;
    private volatile boolean running = true;

    boolean isAsked() {
        return asked;
    }

    /** From the end of this process: waits for the report, but not for ever. */
    void ask() {
        asked = true;
        if (running) {
            try {
                boolean inTime = reported.await(REPORT_SECONDS_MAX, TimeUnit.SECONDS);
                running = !inTime;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void reported() {
        running = false;
        reported.countDown();
    }
}
