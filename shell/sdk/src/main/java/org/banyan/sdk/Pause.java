package org.banyan.sdk;

import java.time.Duration;

/** Waits between attempts; tests count instead. */
interface Pause {
    Pause SLEEP = Pause::sleep;

    void hold(Duration time);

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
