package org.banyan.simulation.check;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.banyan.types.Bytes;

/**
 * {@value #NAME}: the final chain once more, by a ledger of a few lines that reads raw blocks: who has what after each block, what each transfer comes to, what
 * it costs, and that nothing is made or lost (RS4, RC3 within a chain). Nodes' folded state must say the same. The receipts must be those that the header
 * commits to.
 */
public final class Ledger {
    public static final String NAME = "ledger";

    private final Findings findings;
    private final Blocks blocks;
    private final Rules rules;
    private final BigInteger issued;
    private final NavigableMap<Long, Map<String, BigInteger>> history = new TreeMap<>();

    /**
     * What of the chain's rules the ledger has to know.
     *
     * @param money address of the token contract
     * @param unitPrice of one metered unit
     */
    public record Rules(String money, BigInteger unitPrice, Map<String, BigInteger> balances) {}

    public Ledger(Findings findings, Blocks blocks, Rules rules) {
        this.findings = findings;
        this.blocks = blocks;
        this.rules = rules;
        this.issued = sum(rules.balances());
        history.put(0L, new TreeMap<>(rules.balances()));
    }

    private static BigInteger sum(Map<String, BigInteger> balances) {
        return balances.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * The next final block, which a node's store has with these receipts.
     *
     * @param producer address of whoever sealed it, who is paid
     */
    public void apply(String id, String producer, ChainView view) {
        RawBlock block = blocks.find(id).orElseThrow();
        if (block.height() != history.lastKey() + 1) {
            findings.report(
                    NAME,
                    "height " + block.height() + " is final before height " + (history.lastKey() + 1)
                            + " was reported");
            return;
        }
        List<RawMessage> receipts = receipts(block, view);
        Map<String, BigInteger> balances = new TreeMap<>(history.lastEntry().getValue());
        List<RawTransaction> transactions = blocks.transactions(id);
        if (receipts.size() != transactions.size() + 2) {
            findings.report(
                    NAME,
                    "block " + id + " has " + transactions.size() + " transactions and " + receipts.size()
                            + " receipts");
            return;
        }
        for (RawTransaction transaction : transactions) {
            pay(balances, transaction.payer(), transaction.feeLimit().negate(), "fee limits", block);
        }
        BigInteger fees = BigInteger.ZERO;
        Map<String, BigInteger> left = new TreeMap<>();
        for (int i = 0; i < transactions.size(); i++) {
            BigInteger fee = run(transactions.get(i), receipts.get(i + 1), balances, block);
            fees = fees.add(fee);
            left.merge(
                    transactions.get(i).payer(), transactions.get(i).feeLimit().subtract(fee), BigInteger::add);
        }
        left.forEach((payer, amount) -> balances.merge(payer, amount, BigInteger::add));
        balances.merge(producer, fees, BigInteger::add);
        if (!sum(balances).equals(issued)) {
            throw new IllegalStateException("the checker's own ledger does not balance at height " + block.height());
        }
        history.put(block.height(), balances);
    }

    private List<RawMessage> receipts(RawBlock block, ChainView view) {
        List<byte[]> raw =
                view.receipts(block.id()).stream().map(Bytes::toArray).toList();
        String root = Digest.hex(Digest.list(Digest.LIST_RECEIPTS, raw));
        if (!root.equals(block.receiptsRoot())) {
            findings.report(
                    Blocks.ROOTS,
                    "the header of block " + block.id() + " commits to receipts " + block.receiptsRoot() + ", its "
                            + raw.size() + " receipts make " + root);
        }
        return raw.stream().map(RawMessage::new).toList();
    }

    /** Answers the fee. */
    private BigInteger run(
            RawTransaction transaction, RawMessage receipt, Map<String, BigInteger> balances, RawBlock block) {
        RawMessage request = new RawMessage(transaction.arguments());
        BigInteger amount = RawTransaction.number(request.bytes(3));
        boolean moves = transaction.contract().equals(rules.money())
                && transaction.method().equals("Transfer")
                && amount.signum() > 0
                && balances.getOrDefault(transaction.sender(), BigInteger.ZERO).compareTo(amount) >= 0;
        boolean succeeded = receipt.number(2) == 0;
        if (transaction.contract().equals(rules.money()) && moves != succeeded) {
            findings.report(
                    NAME,
                    "transaction " + transaction.id() + " at height " + block.height() + " moves " + amount + " of "
                            + balances.get(transaction.sender()) + " and should " + (moves ? "succeed" : "fail"));
        }
        if (moves) {
            balances.merge(transaction.sender(), amount.negate(), BigInteger::add);
            balances.merge(Digest.hex(request.bytes(1)), amount, BigInteger::add);
        }
        BigInteger fee = RawTransaction.number(receipt.bytes(9));
        BigInteger due = rules.unitPrice()
                .multiply(BigInteger.valueOf(receipt.number(8)))
                .add(transaction.tip());
        if (!fee.equals(due) || fee.compareTo(transaction.feeLimit()) > 0) {
            findings.report(
                    NAME,
                    "transaction " + transaction.id() + " at height " + block.height() + " costs " + receipt.number(8)
                            + " units and is charged " + fee + " instead of " + due + ", its limit is "
                            + transaction.feeLimit());
        }
        return fee;
    }

    private void pay(Map<String, BigInteger> balances, String account, BigInteger change, String what, RawBlock block) {
        BigInteger after = balances.getOrDefault(account, BigInteger.ZERO).add(change);
        balances.put(account, after);
        if (after.signum() < 0) {
            findings.report(NAME, "account " + account + " cannot cover its " + what + " at height " + block.height());
        }
    }

    /** A node's folded state has to say what the ledger says at {@code height}. */
    public void compare(String node, long height, ChainView view) {
        Map<String, BigInteger> expected = history.get(height);
        if (expected == null) {
            return;
        }
        expected.forEach((account, amount) -> {
            BigInteger found = view.balance(account);
            if (!found.equals(amount)) {
                findings.report(
                        NAME,
                        node + " has " + found + " for account " + account + " after final height " + height
                                + ", the ledger has " + amount);
            }
        });
    }

    /** Heights that were applied. */
    public long height() {
        return history.lastKey();
    }
}
