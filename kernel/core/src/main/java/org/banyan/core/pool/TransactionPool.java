package org.banyan.core.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;

/**
 * Transactions that wait for a block, best paid first, then first come.
 *
 * <p>Bounded in count, bytes and per sender and payer. When it is full the worst paid leaves for a better paid one. Confined to the engine's lane.
 */
public final class TransactionPool {
    /** Tips are compared per this many units of the cost limit. */
    private static final long UNITS = 1_000_000;

    private static final Comparator<Waiting> BEST_FIRST = (one, other) -> {
        int order = other.rate.compareTo(one.rate);
        return order != 0 ? order : Long.compare(one.arrival, other.arrival);
    };

    private final PoolLimits limits;
    private final long markWindow;
    private final Map<TransactionId, Waiting> byId = new LinkedHashMap<>();
    private final NavigableSet<Waiting> byRate = new TreeSet<>(BEST_FIRST);
    private final Map<Address, Integer> perAccount = new LinkedHashMap<>();
    private long bytes;
    private long arrivals;

    /** Takes a waiting transaction, or leaves it. */
    @FunctionalInterface
    public interface Taker {
        /**
         * @param checkedOn the block on whose branch the transaction was found valid for the next block, if it was
         * @return whether to go on with the next one
         */
        boolean offer(CheckedTransaction transaction, Optional<BlockId> checkedOn);
    }

    private record Waiting(CheckedTransaction transaction, Optional<BlockId> checkedOn, Amount rate, long arrival) {
        private int size() {
            return transaction.signed().raw().size();
        }
    }

    public TransactionPool(PoolLimits limits, long markWindow) {
        this.limits = limits;
        this.markWindow = markWindow;
    }

    /** Takes the transaction in, or says why not. */
    public Verdict add(CheckedTransaction transaction) {
        return add(transaction, Optional.empty());
    }

    /** The same; {@code checkedOn} is the block on whose branch it was found valid for the next block, so that nobody checks it there again. */
    public Verdict add(CheckedTransaction transaction, Optional<BlockId> checkedOn) {
        if (byId.containsKey(transaction.signed().id())) {
            return PoolRule.POOL_KNOWN.because(
                    "transaction " + transaction.signed().id() + " is waiting already");
        }
        for (Address account : accounts(transaction)) {
            if (perAccount.getOrDefault(account, 0) >= limits.perSender()) {
                return PoolRule.POOL_SENDER_QUOTA.because("account " + account + " has " + limits.perSender()
                        + " waiting transactions, the most this node keeps; wait for some to be included");
            }
        }
        Waiting waiting = new Waiting(transaction, checkedOn, rate(transaction), arrivals++);
        Optional<Verdict.Rejected> full = makeRoomFor(waiting);
        if (full.isPresent()) {
            return full.get();
        }
        byId.put(transaction.signed().id(), waiting);
        byRate.add(waiting);
        accounts(transaction).forEach(account -> perAccount.merge(account, 1, Integer::sum));
        bytes += waiting.size();
        return Verdict.ACCEPTED;
    }

    private Optional<Verdict.Rejected> makeRoomFor(Waiting waiting) {
        while (byId.size() >= limits.transactions() || bytes + waiting.size() > limits.bytes()) {
            if (byRate.isEmpty()) {
                return Optional.of(PoolRule.POOL_FULL.because("the transaction alone exceeds this node's pool"));
            }
            Waiting worst = byRate.last();
            if (BEST_FIRST.compare(worst, waiting) < 0) {
                return Optional.of(
                        worst.rate().isZero()
                                ? PoolRule.POOL_FULL.because("this node's pool is full; try again later or offer a tip")
                                : PoolRule.POOL_FEE_BELOW_FLOOR.because(
                                        "this node's pool is full; the floor is a tip of " + worst.rate() + " per "
                                                + UNITS + " units of the cost limit"));
            }
            remove(worst.transaction().signed().id());
        }
        return Optional.empty();
    }

    private static Amount rate(CheckedTransaction transaction) {
        Amount tip = transaction.terms().fee().tip();
        if (tip.isZero()) {
            return Amount.ZERO;
        }
        try {
            return tip.times(UNITS).dividedBy(Amount.of(Math.max(1, transaction.costLimit())));
        } catch (ArithmeticException enormous) {
            return Amount.MAX;
        }
    }

    private static List<Address> accounts(CheckedTransaction transaction) {
        return transaction.terms().authorizers();
    }

    public boolean contains(TransactionId id) {
        return byId.containsKey(id);
    }

    public Optional<CheckedTransaction> get(TransactionId id) {
        return Optional.ofNullable(byId.get(id)).map(Waiting::transaction);
    }

    public void remove(TransactionId id) {
        Waiting waiting = byId.remove(id);
        if (waiting == null) {
            return;
        }
        byRate.remove(waiting);
        bytes -= waiting.size();
        for (Address account : accounts(waiting.transaction())) {
            perAccount.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Removes what can no longer stand in a block above {@code head}; answers what left. */
    public List<TransactionId> expire(Height head) {
        List<TransactionId> expired = new ArrayList<>();
        long next = head.value() + 1;
        for (Waiting waiting : byId.values()) {
            var terms = waiting.transaction().terms();
            if (next > terms.validUntil().value()
                    || next - terms.mark().height().value() > markWindow) {
                expired.add(waiting.transaction().signed().id());
            }
        }
        expired.forEach(this::remove);
        return expired;
    }

    /** Offers waiting transactions, best first, until {@code taker} answers false. */
    public void offer(Taker taker) {
        for (Waiting best : byRate) {
            if (!taker.offer(best.transaction(), best.checkedOn())) {
                return;
            }
        }
    }

    public int size() {
        return byId.size();
    }

    public long bytes() {
        return bytes;
    }
}
