package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.Prospects;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.pool.TransactionPool;
import org.banyan.core.pool.WaitReason;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.specification.Limits;

/**
 * Fills one block from the pool: best paid first, as many as fit by their bytes and by what they will probably cost, each payer's limits covered by what it
 * can spend in the parent state.
 *
 * <p>So that workers have equal work, transactions that conflict with each other, and those of the serial lane, get one worker's share of the block while
 * others wait; what is left of the block then is theirs again. Those of the serial lane come last: what stands behind them would run one after another as
 * well. Tells the pool why it left out what it left out. ADR 0034, 0044.
 */
final class BlockFill {
    /** Tag and length of an envelope in the body. */
    private static final int ENVELOPE_OVERHEAD = 6;

    /** The group of those in the serial lane. */
    private static final int SERIAL = -2;

    private final TransactionRules rules;
    private final BranchView branch;
    private final Prospects prospects;
    private final TransactionPool pool;
    private final Limits limits;
    private final long least;
    private final long share;
    private final BlockId tip;
    private long room;
    private long units;
    private final List<CheckedTransaction> picked = new ArrayList<>();
    private final List<CheckedTransaction> serial = new ArrayList<>();
    private final Map<TransactionId, Verdict.Rejected> stale = new LinkedHashMap<>();
    private final Map<TransactionId, WaitReason> leftOut = new LinkedHashMap<>();
    private final Map<Address, Amount> left = new LinkedHashMap<>();
    private final Map<Integer, Long> taken = new LinkedHashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final Set<Address> heldSenders = new LinkedHashSet<>();

    private record Held(CheckedTransaction transaction, Optional<BlockId> checkedOn, Prospects.Prospect prospect) {}

    /**
     * @param inherentBytes what the block holds already
     * @param workers who share its work
     * @param least units that any transaction costs
     */
    BlockFill(
            TransactionRules rules,
            BranchView branch,
            Prospects prospects,
            TransactionPool pool,
            Limits limits,
            long inherentBytes,
            int workers,
            long least) {
        this.rules = rules;
        this.branch = branch;
        this.prospects = prospects;
        this.pool = pool;
        this.limits = limits;
        this.least = least;
        this.share = workers < 2 ? Long.MAX_VALUE : limits.blockCost() / workers;
        this.tip = branch.tip().id();
        this.room = limits.blockBytes() - inherentBytes;
        this.units = limits.blockCost();
    }

    List<CheckedTransaction> fill() {
        pool.offer(this::offer);
        for (Held one : held) {
            if (!isFull()) {
                consider(one);
            }
        }
        stale.forEach(pool::drop);
        pool.leftOut(leftOut, isFull());
        picked.addAll(serial);
        return picked;
    }

    private boolean isFull() {
        return picked.size() + serial.size() >= limits.blockTransactions()
                || room <= ENVELOPE_OVERHEAD
                || units < least;
    }

    private boolean offer(CheckedTransaction transaction, Optional<BlockId> checkedOn) {
        Held one = new Held(transaction, checkedOn, prospects.of(transaction));
        Optional<WaitReason> wait = waits(one);
        if (wait.isPresent()) {
            hold(one, wait.get());
        } else {
            consider(one);
        }
        return !isFull();
    }

    /** Why the transaction must let others go first. Not one that pushed others out of the pool: it was let in because it would pay at once. */
    private Optional<WaitReason> waits(Held one) {
        if (pool.isBound(one.transaction().signed().id())) {
            return Optional.empty();
        }
        if (!heldSenders.isEmpty()
                && heldSenders.contains(one.transaction().terms().sender())) {
            return Optional.of(WaitReason.BEHIND_ITS_SENDERS);
        }
        int group = group(one);
        if (group == SERIAL || group >= 0) {
            long before = taken.getOrDefault(group, 0L);
            if (before > 0 && before + one.prospect().cost() > share) {
                return Optional.of(group == SERIAL ? WaitReason.SERIAL_LANE_FULL : WaitReason.KEYS_IN_DEMAND);
            }
        }
        return Optional.empty();
    }

    private int group(Held one) {
        return one.prospect().serial()
                ? SERIAL
                : pool.group(one.transaction().signed().id());
    }

    /** As many as one block has room for: of more none would come in anyway. */
    private void hold(Held one, WaitReason reason) {
        heldSenders.add(one.transaction().terms().sender());
        leftOut.put(one.transaction().signed().id(), reason);
        if (held.size() < limits.blockTransactions()) {
            held.add(one);
        }
    }

    private void consider(Held one) {
        CheckedTransaction transaction = one.transaction();
        int size = size(transaction);
        long cost = one.prospect().cost();
        TransactionId id = transaction.signed().id();
        if (size > room || cost > units) {
            leftOut.putIfAbsent(id, WaitReason.BLOCK_FULL);
            return;
        }
        boolean known = one.checkedOn().isPresent() && one.checkedOn().get().equals(tip);
        Optional<Verdict.Rejected> unfit = known ? Optional.empty() : rules.checkOnBranch(transaction, branch);
        if (unfit.isPresent()) {
            stale.put(id, unfit.get());
            leftOut.remove(id);
            return;
        }
        if (!isCovered(transaction)) {
            leftOut.put(id, WaitReason.PAYER_SHORT);
            return;
        }
        (one.prospect().serial() ? serial : picked).add(transaction);
        room -= size;
        units -= cost;
        leftOut.remove(id);
        int group = group(one);
        if (group == SERIAL || group >= 0) {
            taken.merge(group, cost, Long::sum);
        }
    }

    private static int size(CheckedTransaction transaction) {
        return transaction.signed().raw().size() + ENVELOPE_OVERHEAD;
    }

    private boolean isCovered(CheckedTransaction transaction) {
        Amount limit = transaction.terms().fee().limit();
        if (limit.isZero()) {
            return true;
        }
        Address payer = transaction.terms().payer();
        Amount known = left.get(payer);
        Amount rest = known == null ? branch.spendable(payer) : known;
        if (rest.compareTo(limit) < 0) {
            return false;
        }
        left.put(payer, rest.minus(limit));
        return true;
    }
}
