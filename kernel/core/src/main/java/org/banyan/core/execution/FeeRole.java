package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * The methods by which the kernel charges fees through the contract in the fee role. The kernel knows no token: it knows these names and shapes.
 *
 * <p>{@code ReserveFees} takes each account's limit or fails; {@code SettleFees} gives back and pays; both only for the kernel. Their argument is a message
 * with {@code repeated Entry entries = 1}, an entry being {@code {bytes account = 1; bytes amount = 2}}. {@code SpendableFees} is a view from
 * {@code {bytes account = 1}} to {@code {bytes amount = 1}}. Rules: {@code docs/spi/fees.md}.
 */
final class FeeRole {
    static final String RESERVE = "ReserveFees";
    static final String SETTLE = "SettleFees";
    static final String SPENDABLE = "SpendableFees";

    /** Address, amount, and what frames them. */
    private static final int ENTRY_BYTES_USUAL = 44;

    private FeeRole() {}

    /** In the order of the accounts. */
    static Bytes entries(Map<Address, Amount> amounts) {
        List<Map.Entry<Address, Amount>> entries = new ArrayList<>(amounts.entrySet());
        CanonicalWriter out = new CanonicalWriter(ENTRY_BYTES_USUAL * entries.size());
        entries.sort(Map.Entry.comparingByKey());
        out.repeated(1, entries, ENTRY);
        return out.toBytes();
    }

    static Bytes account(Address account) {
        CanonicalWriter out = new CanonicalWriter();
        out.hash(1, account.hash());
        return out.toBytes();
    }

    static Amount amount(Bytes reply) {
        return AMOUNT.decode(reply);
    }

    private static final Codec<Map.Entry<Address, Amount>> ENTRY = new Codec<>() {
        @Override
        public void write(Map.Entry<Address, Amount> entry, CanonicalWriter out) {
            out.hash(1, entry.getKey().hash());
            out.amount(2, entry.getValue());
        }

        @Override
        public Map.Entry<Address, Amount> read(CanonicalReader in) {
            return Map.entry(new Address(in.hash(1)), in.amount(2));
        }
    };

    private static final Codec<Amount> AMOUNT = new Codec<>() {
        @Override
        public void write(Amount amount, CanonicalWriter out) {
            out.amount(1, amount);
        }

        @Override
        public Amount read(CanonicalReader in) {
            return in.amount(1);
        }
    };
}
