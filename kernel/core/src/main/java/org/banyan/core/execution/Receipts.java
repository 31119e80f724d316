package org.banyan.core.execution;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.banyan.core.state.Overlay;
import org.banyan.types.Bytes;
import org.banyan.types.receipt.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What became of a block's transactions, in block order. Workers fill in different places at the same time.
 *
 * <p>Receipts are encoded where they are made: their bytes are hashed and stored, so it is work that several workers can share.
 */
final class Receipts {
    private final @Nullable Receipt[] receipts;
    private final @Nullable Bytes[] encoded;

    Receipts(int count) {
        this.receipts = new Receipt[count];
        this.encoded = new Bytes[count];
    }

    void set(int transaction, Receipt receipt) {
        receipts[transaction] = receipt;
        encoded[transaction] = Receipt.CODEC.encode(receipt);
    }

    Receipt get(int transaction) {
        return Objects.requireNonNull(receipts[transaction], "the transaction has not run");
    }

    Bytes encoded(int transaction) {
        return Objects.requireNonNull(encoded[transaction], "the transaction has not run");
    }

    /** Not so for those behind the one that used up the block's cost. */
    boolean ran(int transaction) {
        return receipts[transaction] != null;
    }

    int count() {
        return receipts.length;
    }

    /** Forgets all of them. */
    void clear() {
        Arrays.fill(receipts, null);
        Arrays.fill(encoded, null);
    }

    /** Runs transactions one after another until the block's cost is used up. */
    void runInOrder(int from, TransactionRun run, Block block, Overlay state) {
        runInOrder(from, run, block, state, AccessListener.NONE);
    }

    /** The same, heard by {@code listener}. */
    void runInOrder(int from, TransactionRun run, Block block, Overlay state, AccessListener listener) {
        long cost = 0;
        for (int i = 0; i < from; i++) {
            cost += get(i).cost();
        }
        for (int i = from; i < receipts.length && cost <= block.costMax(); i++) {
            set(i, run.run(block.transactions().get(i), state, block.environment(), listener));
            cost += get(i).cost();
        }
    }

    /** @param costMax units after which the block is refused, so that nothing behind needs to run */
    record Block(BlockEnvironment environment, List<CheckedTransaction> transactions, long costMax) {
        Block {
            transactions = List.copyOf(transactions);
        }
    }
}
