package org.banyan.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.cli.load.Operation.Kind;

/** Draws operations. The same plan gives the same ones. Not thread-safe. */
final class Draw {
    /** The one that is hot. */
    private static final int HOT = 0;

    /** Of ten operations of the mixed workloads. */
    private static final int MIXED_TRANSFERS = 6;

    private static final int MIXED_SECOND = 2;

    private final Workload workload;
    private final int accounts;
    private final CallShape calls;
    private final SplittableRandom random;
    private final Zipf ranks;
    private long index;

    Draw(LoadPlan plan) {
        this.workload = plan.workload();
        this.accounts = plan.accounts();
        this.calls = plan.calls();
        this.random = new SplittableRandom(plan.seed());
        this.ranks = new Zipf(workload == Workload.CALLS_ZIPF ? calls.cells() : accounts, plan.skew(), random);
    }

    List<Operation> next(int count) {
        List<Operation> operations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            operations.add(next());
            index++;
        }
        return operations;
    }

    private Operation next() {
        return switch (workload) {
            case TRANSFERS -> between(Kind.TRANSFER);
            case HOT_CREDIT -> new Operation(Kind.TRANSFER, cold(), HOT);
            case HOT_DEBIT -> new Operation(Kind.TRANSFER, HOT, cold());
            case ZIPF -> skewed();
            case MIXED -> mixed();
            case CALLS -> apart(Kind.BURN, calls.units());
            case CALLS_WIDE -> apart(Kind.BURN_WIDE, calls.units());
            case CALLS_UNDECLARED -> apart(Kind.BURN_UNDECLARED, calls.units());
            case CALLS_ZIPF -> skewedCall();
            case CALLS_CHAIN -> call(Kind.LINK, calls.units(), cell(index), cell(index + 1));
            case CALLS_HOT -> call(Kind.HOT, calls.units(), 0, 0);
            case CALLS_WRONG -> maybeWrong();
            case CALLS_TOKEN -> between(Kind.SEND);
            case CALLS_MIXED -> mixedCalls();
        };
    }

    private int cold() {
        return 1 + random.nextInt(accounts - 1);
    }

    private Operation between(Kind kind) {
        int sender = random.nextInt(accounts);
        int other = random.nextInt(accounts - 1);
        return new Operation(kind, sender, other < sender ? other : other + 1);
    }

    private Operation skewed() {
        int sender = ranks.next();
        return new Operation(Kind.TRANSFER, sender, ranks.nextBut(sender));
    }

    /** Allowances that are spent come from the account before; those that are given go two accounts on, so that no approval takes one back. */
    private Operation mixed() {
        int kind = random.nextInt(10);
        if (kind < MIXED_TRANSFERS) {
            return between(Kind.TRANSFER);
        }
        int sender = random.nextInt(accounts);
        return kind < MIXED_TRANSFERS + MIXED_SECOND
                ? new Operation(Kind.APPROVE, sender, (sender + 2) % accounts)
                : new Operation(Kind.TRANSFER_FROM, sender, (sender + accounts - 1) % accounts);
    }

    private Operation mixedCalls() {
        int kind = random.nextInt(10);
        if (kind < MIXED_TRANSFERS) {
            return between(Kind.TRANSFER);
        }
        return kind < MIXED_TRANSFERS + MIXED_SECOND
                ? between(Kind.SEND)
                : apart(Kind.BURN, random.nextLong(calls.units(), calls.unitsMax() + 1));
    }

    private Operation skewedCall() {
        int first = ranks.next();
        return call(Kind.BURN, calls.units(), first, ranks.nextBut(first));
    }

    private Operation maybeWrong() {
        long own = cell(2 * index);
        boolean wrong = random.nextInt(100) < calls.wrongPercent();
        return call(Kind.BURN_LYING, calls.units(), own, wrong ? cell(2 * index - 2) : own);
    }

    /** On cells that no call shares before all cells had their turn. */
    private Operation apart(Kind kind, long units) {
        return call(kind, units, cell(2 * index), cell(2 * index + 1));
    }

    private long cell(long number) {
        return Math.floorMod(number, (long) calls.cells());
    }

    /** Senders are all as likely: who signs and pays is no part of what calls contend for. */
    private Operation call(Kind kind, long units, long first, long second) {
        int sender = random.nextInt(accounts);
        return new Operation(kind, sender, (sender + 1) % accounts, units, first, second);
    }
}
