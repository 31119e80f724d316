package org.banyan.mainchain.node.bench;

import org.banyan.mainchain.node.bench.Goal.Better;

/** The goals that one chain on one machine can be held to. Ids and numbers are those of docs/benchmarks.md. */
final class Goals {
    static final Goal W1_CPU =
            new Goal("W1", "transfers, in process, by CPU time", "of V", Better.MORE, 0.55, 0.70, 0.78);
    static final Goal W1_WALL =
            new Goal("W1", "transfers, in process, by wall clock", "of V", Better.MORE, 0.55, 0.70, 0.78);
    static final Goal W11_CPU = new Goal("W11", "block of verified transfers", "us CPU/tx", Better.LESS, 12, 8, 6);
    static final Goal W22_ALLOCATION =
            new Goal("W22", "allocated by a transfer", "bytes/tx", Better.LESS, 6 * 1024, 3 * 1024, 1536);
    static final Goal W22_PAUSE = new Goal("W22", "garbage collector's pause, p99", "ms", Better.LESS, 50, 20, 10);

    private Goals() {}

    static Goal w3(String shape) {
        return new Goal("W3", "transfers, " + shape, "of W1", Better.MORE, 0.90, 0.97, 1.0);
    }

    static Goal w4(String shape) {
        return new Goal("W4", "transfers, " + shape, "of W1", Better.MORE, 0.90, 0.97, 1.0);
    }
}
