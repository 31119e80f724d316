package org.banyan.core.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.plan.Expected;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.specification.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that wait for a block, best paid first, then first come.
 *
 * <p>Bounded in count, bytes and per sender and payer. When it is full the worst paid leave for one that pays more than they do together, and that the next
 * block takes. Confined to the engine's lane.
 */
public final class TransactionPool {
    /** Payers whose means are looked at again after a block, in turns. */
    static final int PAYERS_CHECKED_MAX = 1024;

    /** Transactions of which it is remembered why they were dropped. */
    static final int DROPPED_MAX = 4_096;

    private final PoolLimits limits;
    private final long markWindow;
    private final Map<TransactionId, Waiting> byId = new LinkedHashMap<>();
    private final PayingOrder order;
    private final Map<Address, Share> perAccount = new LinkedHashMap<>();
    private final LinkedHashMap<Address, Amount> reserved = new LinkedHashMap<>();
    private final KeyGroups groups = new KeyGroups();
    private final Map<TransactionId, WaitReason> leftOut = new LinkedHashMap<>();
    private final Map<TransactionId, Verdict.Rejected> dropped = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TransactionId, Verdict.Rejected> eldest) {
            return size() > DROPPED_MAX;
        }
    };
    private boolean blockWasFull;
    private long bytes;
    private long arrivals;

    /** What waits of one account. */
    private record Share(int count, long memory) {
        private static final Share NOTHING = new Share(0, 0);

        private Share plus(Waiting waiting) {
            return new Share(count + 1, memory + waiting.memory());
        }

        private @Nullable Share minus(Waiting waiting) {
            return count == 1 ? null : new Share(count - 1, memory - waiting.memory());
        }
    }

    /** Takes a waiting transaction, or leaves it. */
    @FunctionalInterface
    public interface Taker {
        /**
         * @param checkedOn the block on whose branch the transaction was found valid for the next block, if it was
         * @return whether to go on with the next one
         */
        boolean offer(CheckedTransaction transaction, Optional<BlockId> checkedOn);
    }

    /** @param block what one block has room for */
    public TransactionPool(PoolLimits limits, long markWindow, Limits block) {
        this.limits = limits;
        this.markWindow = markWindow;
        this.order = new PayingOrder(block.blockTransactions(), block.blockBytes());
    }

    /** Takes the transaction in, or says why not. */
    public Verdict add(CheckedTransaction transaction) {
        return add(transaction, Optional.empty());
    }

    /** The same; {@code checkedOn} is the block on whose branch it was found valid for the next block, so that nobody checks it there again. */
    public Verdict add(CheckedTransaction transaction, Optional<BlockId> checkedOn) {
        Optional<Verdict.Rejected> refused = refuses(transaction);
        if (refused.isPresent()) {
            return refused.get();
        }
        Waiting waiting = Waiting.of(transaction, checkedOn, arrivals++);
        if (isFull(waiting)) {
            while (isFull(waiting)) {
                remove(order.worst().orElseThrow().id());
            }
            order.bind(waiting);
        }
        byId.put(waiting.id(), waiting);
        order.add(waiting);
        accounts(transaction)
                .forEach(account -> perAccount.compute(
                        account, (key, share) -> (share == null ? Share.NOTHING : share).plus(waiting)));
        if (!waiting.feeLimit().isZero()) {
            reserved.merge(transaction.terms().payer(), waiting.feeLimit(), TransactionPool::sum);
        }
        bytes += waiting.memory();
        return Verdict.ACCEPTED;
    }

    /** Says what is expected of a waiting transaction that is worth planning, so that it is grouped with those it conflicts with. */
    public void expect(TransactionId id, Expected expected) {
        if (byId.containsKey(id)) {
            groups.remove(id);
            groups.add(id, expected);
        }
    }

    /** Whether it pushed others out since the last block, and so must come into the next one as its pay says. */
    public boolean isBound(TransactionId id) {
        return order.isBound(id);
    }

    /** The number of its group, good until the pool changes; less than 0 when nothing is expected of it that others could conflict with. */
    public int group(TransactionId id) {
        return groups.of(id);
    }

    /** What the waiting transactions of its group will probably cost, and how many they are. */
    public Optional<Group> groupOf(TransactionId id) {
        int group = groups.of(id);
        return group == KeyGroups.NONE
                ? Optional.empty()
                : Optional.of(new Group(groups.count(group), groups.cost(group)));
    }

    /**
     * Waiting transactions of which one is expected to write what others touch.
     *
     * @param cost units
     */
    public record Group(int transactions, long cost) {}

    /**
     * What the block that was filled just now left out.
     *
     * @param full whether those that are not named were left out because nothing more fit
     */
    public void leftOut(Map<TransactionId, WaitReason> reasons, boolean full) {
        leftOut.clear();
        leftOut.putAll(reasons);
        blockWasFull = full;
    }

    /** Why a waiting transaction was not in the last block that was filled here. */
    public Optional<WaitReason> waitsBecause(TransactionId id) {
        if (!byId.containsKey(id)) {
            return Optional.empty();
        }
        WaitReason known = leftOut.get(id);
        return known != null || !blockWasFull ? Optional.ofNullable(known) : Optional.of(WaitReason.BLOCK_FULL);
    }

    /** Removes what can no longer stand in a block on this branch, and remembers why. */
    public void drop(TransactionId id, Verdict.Rejected because) {
        remove(id);
        dropped.put(id, because);
    }

    /** Why a transaction was dropped, for as long as that is remembered. */
    public Optional<Verdict.Rejected> droppedBecause(TransactionId id) {
        return byId.containsKey(id) ? Optional.empty() : Optional.ofNullable(dropped.get(id));
    }

    /** Why {@link #add} would refuse it; its signatures need not be checked for that. */
    public Optional<Verdict.Rejected> refuses(CheckedTransaction transaction) {
        if (byId.containsKey(transaction.signed().id())) {
            return Optional.of(PoolRule.POOL_KNOWN.because(
                    "transaction " + transaction.signed().id() + " is waiting already"));
        }
        Waiting newcomer = Waiting.of(transaction, Optional.empty(), arrivals);
        for (Address account : accounts(transaction)) {
            Share share = perAccount.getOrDefault(account, Share.NOTHING);
            if (share.count() >= limits.perSender()) {
                return Optional.of(
                        PoolRule.POOL_SENDER_QUOTA.because("account " + account + " has " + limits.perSender()
                                + " waiting transactions, the most this node keeps; wait for some to be included"));
            }
            if (share.count() > 0 && share.memory() + newcomer.memory() > limits.bytesPerSender()) {
                return Optional.of(PoolRule.POOL_SENDER_QUOTA.because("the waiting transactions of account " + account
                        + " take " + share.memory() + " bytes of memory, of at most " + limits.bytesPerSender()
                        + " that this node keeps of one account; wait for some to be included"));
            }
        }
        return isFull(newcomer) ? refusesWhenFull(newcomer) : Optional.empty();
    }

    private boolean isFull(Waiting newcomer) {
        return byId.size() >= limits.transactions() || bytes + newcomer.memory() > limits.bytes();
    }

    private Optional<Verdict.Rejected> refusesWhenFull(Waiting newcomer) {
        int count = byId.size();
        long left = bytes;
        Amount lost = Amount.ZERO;
        for (Waiting worst : order.worstFirst()) {
            if (!newcomer.isBetterThan(worst)) {
                return Optional.of(full(worst.rate()));
            }
            count--;
            left -= worst.memory();
            lost = sum(lost, worst.tip());
            if (count < limits.transactions() && left + newcomer.memory() <= limits.bytes()) {
                return newcomer.tip().compareTo(lost) > 0 && order.hasRoomFor(newcomer)
                        ? Optional.empty()
                        : Optional.of(full(worst.rate()));
            }
        }
        return Optional.of(PoolRule.POOL_FULL.because("the transaction alone exceeds this node's pool"));
    }

    private static Verdict.Rejected full(Amount rate) {
        return rate.isZero()
                ? PoolRule.POOL_FULL.because("this node's pool is full; try again later or offer a tip")
                : PoolRule.POOL_FEE_BELOW_FLOOR.because("this node's pool is full; the floor is a tip of more than "
                        + rate + " per " + Waiting.UNITS
                        + " units of the cost limit, enough for all that have to leave and for the next block");
    }

    private static Amount sum(Amount one, Amount other) {
        return one.compareTo(Amount.MAX.minus(other)) > 0 ? Amount.MAX : one.plus(other);
    }

    private static List<Address> accounts(CheckedTransaction transaction) {
        return transaction.terms().authorizers();
    }

    /** The fee limits of all waiting transactions that {@code payer} is to pay for. */
    public Amount reserved(Address payer) {
        return reserved.getOrDefault(payer, Amount.ZERO);
    }

    /** The one that waits longest. */
    public Optional<CheckedTransaction> oldest() {
        return byId.values().stream().findFirst().map(Waiting::transaction);
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
        order.remove(waiting);
        groups.remove(id);
        leftOut.remove(id);
        bytes -= waiting.memory();
        for (Address account : accounts(waiting.transaction())) {
            perAccount.computeIfPresent(account, (key, share) -> share.minus(waiting));
        }
        reserved.computeIfPresent(
                waiting.transaction().terms().payer(),
                (payer, sum) -> sum.compareTo(waiting.feeLimit()) > 0 ? sum.minus(waiting.feeLimit()) : null);
    }

    /** Removes what can no longer stand in a block above {@code head}; answers what left. */
    public List<TransactionId> expire(Height head) {
        order.release();
        List<TransactionId> expired = new ArrayList<>();
        long next = head.value() + 1;
        for (Waiting waiting : byId.values()) {
            var terms = waiting.transaction().terms();
            if (next > terms.validUntil().value()
                    || next - terms.mark().height().value() > markWindow) {
                expired.add(waiting.id());
            }
        }
        expired.forEach(this::remove);
        return expired;
    }

    /**
     * Removes, worst paid first, what payers no longer cover together, so that nobody holds places with money that has moved away. Looks at some payers, others
     * the next time, and at none while there is room for everybody.
     *
     * @param spendable what a payer can spend on the new head
     * @return what left
     */
    public List<TransactionId> dropUncovered(Function<Address, Amount> spendable) {
        if (byId.size() < limits.transactions() / 2 && bytes < limits.bytes() / 2) {
            return List.of();
        }
        Map<Address, Amount> poor = new LinkedHashMap<>();
        for (Address payer :
                reserved.keySet().stream().limit(PAYERS_CHECKED_MAX).toList()) {
            Amount means = spendable.apply(payer);
            if (means.compareTo(reserved(payer)) < 0) {
                poor.put(payer, means);
            }
            reserved.putLast(payer, reserved(payer));
        }
        return poor.isEmpty() ? List.of() : dropUncovered(poor);
    }

    private List<TransactionId> dropUncovered(Map<Address, Amount> means) {
        List<Waiting> theirs = new ArrayList<>();
        for (Waiting waiting : order.worstFirst()) {
            if (means.containsKey(waiting.transaction().terms().payer())
                    && !waiting.feeLimit().isZero()) {
                theirs.add(waiting);
            }
        }
        List<TransactionId> dropped = new ArrayList<>();
        for (Waiting waiting : theirs) {
            Address payer = waiting.transaction().terms().payer();
            if (reserved(payer).compareTo(means.getOrDefault(payer, Amount.ZERO)) > 0) {
                remove(waiting.id());
                dropped.add(waiting.id());
            }
        }
        return dropped;
    }

    /** Offers waiting transactions, best first, until {@code taker} answers false. */
    public void offer(Taker taker) {
        order.visit(waiting -> taker.offer(waiting.transaction(), waiting.checkedOn()));
    }

    public int size() {
        return byId.size();
    }

    /** Memory that they take, about. */
    public long bytes() {
        return bytes;
    }
}
