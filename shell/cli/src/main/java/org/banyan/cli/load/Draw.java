package org.banyan.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws operations. The same workload, number of accounts, skew and seed give the same ones. Not thread-safe. */
final class Draw {
    /** The one that is hot. */
    private static final int HOT = 0;

    /** Of ten operations of the mixed workload. */
    private static final int MIXED_TRANSFERS = 6;

    private static final int MIXED_APPROVALS = 2;

    private final Workload workload;
    private final int accounts;
    private final SplittableRandom random;
    private final double[] cumulated;

    /** @param skew exponent s of the Zipf workload: the account of rank r takes part with weight 1 / r^s */
    Draw(Workload workload, int accounts, double skew, long seed) {
        this.workload = workload;
        this.accounts = accounts;
        this.random = new SplittableRandom(seed);
        this.cumulated = workload == Workload.ZIPF ? cumulated(accounts, skew) : new double[0];
    }

    private static double[] cumulated(int accounts, double skew) {
        double[] sums = new double[accounts];
        double sum = 0;
        for (int rank = 0; rank < accounts; rank++) {
            sum += Math.pow(rank + 1, -skew);
            sums[rank] = sum;
        }
        return sums;
    }

    List<Operation> next(int count) {
        List<Operation> operations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            operations.add(next());
        }
        return operations;
    }

    private Operation next() {
        return switch (workload) {
            case TRANSFERS -> transfer(random.nextInt(accounts), random.nextInt(accounts - 1));
            case HOT_CREDIT -> new Operation(Operation.Kind.TRANSFER, cold(), HOT);
            case HOT_DEBIT -> new Operation(Operation.Kind.TRANSFER, HOT, cold());
            case ZIPF -> skewed();
            case MIXED -> mixed();
        };
    }

    private int cold() {
        return 1 + random.nextInt(accounts - 1);
    }

    /** @param other one of all but the sender */
    private static Operation transfer(int sender, int other) {
        return new Operation(Operation.Kind.TRANSFER, sender, other < sender ? other : other + 1);
    }

    private Operation skewed() {
        int sender = rank();
        int receiver = rank();
        while (receiver == sender) {
            receiver = rank();
        }
        return new Operation(Operation.Kind.TRANSFER, sender, receiver);
    }

    private int rank() {
        double wanted = random.nextDouble() * cumulated[accounts - 1];
        int low = 0;
        int high = accounts - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulated[middle] <= wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Allowances that are spent come from the account before; those that are given go two accounts on, so that no approval takes one back. */
    private Operation mixed() {
        int kind = random.nextInt(10);
        int sender = random.nextInt(accounts);
        if (kind < MIXED_TRANSFERS) {
            return transfer(sender, random.nextInt(accounts - 1));
        }
        return kind < MIXED_TRANSFERS + MIXED_APPROVALS
                ? new Operation(Operation.Kind.APPROVE, sender, (sender + 2) % accounts)
                : new Operation(Operation.Kind.TRANSFER_FROM, sender, (sender + accounts - 1) % accounts);
    }
}
