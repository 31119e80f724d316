package org.banyan.types.specification;

import org.banyan.types.Bounds;
import org.banyan.types.block.Body;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.transaction.Transaction;

/**
 * Every limit of a block: bytes, counts and metered units, each at least 1 and at most what the formats allow. DESIGN.md 4.
 *
 * @param transactionBytes largest envelope
 * @param blockBytes largest canonical body
 * @param blockTransactions most transactions of a block
 * @param authorizations most authorizations of a transaction
 * @param transactionCost most metered units of a transaction
 * @param blockCost most metered units of a block
 * @param callDepth most nested calls
 * @param codeBytes largest deployed code
 * @param valueBytes largest state value
 * @param events most events of a transaction
 * @param inherents most inherents of a block
 * @param headerBytes largest canonical header
 */
public record Limits(
        long transactionBytes,
        long blockBytes,
        int blockTransactions,
        int authorizations,
        long transactionCost,
        long blockCost,
        int callDepth,
        int codeBytes,
        int valueBytes,
        int events,
        int inherents,
        int headerBytes) {
    public static final long BLOCK_BYTES_MAX = 256L * 1024 * 1024;
    public static final int CALL_DEPTH_MAX = 256;
    public static final int VALUE_BYTES_MAX = 16 * 1024 * 1024;

    /** Blocks of 20,000 plain transfers, which cost about 10,000 units each. */
    public static final Limits DEFAULT = new Limits(
            64 * 1024,
            8 * 1024 * 1024,
            20_000,
            16,
            20_000_000,
            250_000_000,
            16,
            1024 * 1024,
            64 * 1024,
            256,
            64,
            64 * 1024);

    public static final Codec<Limits> CODEC = new LimitsCodec();

    public Limits {
        Bounds.between("limit of transaction bytes", transactionBytes, 1, Transaction.BYTES_MAX);
        Bounds.between("limit of block bytes", blockBytes, 1, BLOCK_BYTES_MAX);
        Bounds.between("limit of block transactions", blockTransactions, 1, Body.TRANSACTIONS_MAX);
        Bounds.between("limit of authorizations", authorizations, 1, Transaction.AUTHORIZATIONS_MAX);
        Bounds.positive("limit of transaction cost", transactionCost);
        Bounds.positive("limit of block cost", blockCost);
        Bounds.between("limit of call depth", callDepth, 1, CALL_DEPTH_MAX);
        Bounds.between("limit of code bytes", codeBytes, 1, SystemContract.CODE_BYTES_MAX);
        Bounds.between("limit of value bytes", valueBytes, 1, VALUE_BYTES_MAX);
        Bounds.between("limit of events", events, 1, Receipt.EVENTS_MAX);
        Bounds.between("limit of inherents", inherents, 1, Body.INHERENTS_MAX);
        Bounds.between("limit of header bytes", headerBytes, 1, Header.BYTES_MAX);
    }

    private static final class LimitsCodec implements Codec<Limits> {
        @Override
        public void write(Limits value, CanonicalWriter out) {
            out.uint64(1, value.transactionBytes);
            out.uint64(2, value.blockBytes);
            out.uint32(3, value.blockTransactions);
            out.uint32(4, value.authorizations);
            out.uint64(5, value.transactionCost);
            out.uint64(6, value.blockCost);
            out.uint32(7, value.callDepth);
            out.uint32(8, value.codeBytes);
            out.uint32(9, value.valueBytes);
            out.uint32(10, value.events);
            out.uint32(11, value.inherents);
            out.uint32(12, value.headerBytes);
        }

        @Override
        public Limits read(CanonicalReader in) {
            return new Limits(
                    in.uint64(1),
                    in.uint64(2),
                    in.uint32(3),
                    in.uint32(4),
                    in.uint64(5),
                    in.uint64(6),
                    in.uint32(7),
                    in.uint32(8),
                    in.uint32(9),
                    in.uint32(10),
                    in.uint32(11),
                    in.uint32(12));
        }
    }
}
