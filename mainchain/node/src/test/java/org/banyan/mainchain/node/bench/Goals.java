package org.banyan.mainchain.node.bench;

import org.banyan.mainchain.node.bench.Goal.Better;

/** The goals that one chain on one machine can be held to. Ids and numbers are those of docs/benchmarks.md. */
final class Goals {
    static final Goal W1_CPU =
            new Goal("W1", "transfers, in process, by CPU time", "of V", Better.MORE, 0.55, 0.70, 0.78);
    static final Goal W1_WALL =
            new Goal("W1", "transfers, in process, by wall clock", "of V", Better.MORE, 0.55, 0.70, 0.78);
    static final Goal W2 =
            new Goal("W2", "transfers over gRPC in batches of 1,000", "of W1", Better.MORE, 0.80, 0.92, 0.97);
    static final Goal W14_CPU =
            new Goal("W14", "replay, all verified, by CPU time", "of V", Better.MORE, 0.60, 0.72, 0.78);
    static final Goal W14_WALL =
            new Goal("W14", "replay, all verified, by wall clock", "of V", Better.MORE, 0.60, 0.72, 0.78);
    static final Goal W15_CPU =
            new Goal("W15", "replay, signatures known, by CPU time", "of W14", Better.MORE, 1.6, 3, 5);
    static final Goal W15_WALL =
            new Goal("W15", "replay, signatures known, by wall clock", "of W14", Better.MORE, 1.6, 3, 5);
    static final Goal W16_MEMORY =
            new Goal("W16", "state proofs made from memory", "k/core-s", Better.MORE, 30, 100, 200);
    static final Goal W16_STORE = new Goal("W16", "state proofs made from LevelDB", "k/core-s", Better.MORE, 8, 20, 40);
    static final Goal W16_CHECK = new Goal("W16", "state proofs checked", "k/core-s", Better.MORE, 150, 300, 450);
    static final Goal TREE_UPDATE =
            new Goal("W16", "state tree updated by a block", "us CPU/key", Better.LESS, 3.2, 1.5, 1.2);
    static final Goal W11_CPU = new Goal("W11", "block of verified transfers", "us CPU/tx", Better.LESS, 12, 8, 6);
    static final Goal W19_CPU =
            new Goal("W19", "node started to its first answer, CPU", "of D", Better.LESS, 2.0, 1.5, 1.2);
    static final Goal W19_WALL =
            new Goal("W19", "node started to its first answer, wall", "of D", Better.LESS, 2.0, 1.5, 1.2);
    static final Goal W20 = new Goal("W20", "killed chain opened", "s", Better.LESS, 5, 2.5, 1.5);
    static final Goal W22_ALLOCATION =
            new Goal("W22", "allocated by a transfer", "bytes/tx", Better.LESS, 6 * 1024, 3 * 1024, 1536);
    static final Goal W22_PAUSE = new Goal("W22", "longest garbage pause of a pair", "ms", Better.LESS, 50, 20, 10);

    static final Goal W23_CPU =
            new Goal("W23", "new node by snapshot, over all blocks, CPU", "times", Better.MORE, 10, 20, 50);
    static final Goal W23_WALL =
            new Goal("W23", "new node by snapshot, over all blocks, wall", "times", Better.MORE, 10, 20, 50);

    static final Goal W5 = new Goal("W5", "mixed calls, execution alone", "of P", Better.MORE, 0.85, 0.94, 0.98);
    static final Goal W7 =
            new Goal("W7", "20 us calls, zipf 1.0 over 100,000 cells", "of P", Better.MORE, 0.85, 0.94, 0.98);

    private Goals() {}

    static Goal w6(String calls, double floor, double target, double stretch) {
        return new Goal("W6", "uncontended " + calls, "of P", Better.MORE, floor, target, stretch);
    }

    static Goal w8(String shape) {
        return new Goal("W8", "20 us calls, " + shape, "of S", Better.MORE, 0.95, 0.98, 1.0);
    }

    static Goal w9(String wrong, double floor, double target, double stretch) {
        return new Goal("W9", "20 us calls, " + wrong, "of P", Better.MORE, floor, target, stretch);
    }

    static Goal w3(String shape) {
        return new Goal("W3", "transfers, " + shape, "of W1", Better.MORE, 0.90, 0.97, 1.0);
    }

    static Goal w10(String shape) {
        return new Goal("W10", "all cores over one, " + shape, "of P", Better.MORE, 0.90, 0.96, 0.99);
    }

    static Goal w4(String shape) {
        return new Goal("W4", "transfers, " + shape, "of W1", Better.MORE, 0.90, 0.97, 1.0);
    }
}
