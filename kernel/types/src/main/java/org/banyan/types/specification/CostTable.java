package org.banyan.types.specification;

import org.banyan.types.Bounds;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Metered units of each operation, 0 to {@value #COST_MAX}. Names ending in {@code Byte} are per byte.
 *
 * @param transaction base of each transaction
 * @param signature each authorization that is verified
 * @param read each key that is read
 * @param write each key that is written
 * @param stateByte each byte of a value read or written
 * @param call each nested call
 * @param hash each hash that a contract asks for
 * @param deploy base of each deployment
 */
public record CostTable(
        long transaction,
        long transactionByte,
        long signature,
        long read,
        long write,
        long stateByte,
        long event,
        long eventByte,
        long call,
        long hash,
        long deploy,
        long codeByte) {
    /** Keeps every product with a count or a size that the formats allow below 2^63. */
    public static final long COST_MAX = 1_000_000_000_000L;

    /** A plain transfer (250 bytes, one signature, two keys read and written, one event) costs about 10,000 units. */
    public static final CostTable DEFAULT = new CostTable(2_000, 8, 3_000, 400, 800, 6, 200, 4, 500, 100, 50_000, 100);

    public static final Codec<CostTable> CODEC = new CostTableCodec();

    public CostTable {
        Bounds.between("cost of a transaction", transaction, 0, COST_MAX);
        Bounds.between("cost of a transaction byte", transactionByte, 0, COST_MAX);
        Bounds.between("cost of a signature", signature, 0, COST_MAX);
        Bounds.between("cost of a read", read, 0, COST_MAX);
        Bounds.between("cost of a write", write, 0, COST_MAX);
        Bounds.between("cost of a state byte", stateByte, 0, COST_MAX);
        Bounds.between("cost of an event", event, 0, COST_MAX);
        Bounds.between("cost of an event byte", eventByte, 0, COST_MAX);
        Bounds.between("cost of a call", call, 0, COST_MAX);
        Bounds.between("cost of a hash", hash, 0, COST_MAX);
        Bounds.between("cost of a deployment", deploy, 0, COST_MAX);
        Bounds.between("cost of a code byte", codeByte, 0, COST_MAX);
    }

    private static final class CostTableCodec implements Codec<CostTable> {
        @Override
        public void write(CostTable value, CanonicalWriter out) {
            out.uint64(1, value.transaction);
            out.uint64(2, value.transactionByte);
            out.uint64(3, value.signature);
            out.uint64(4, value.read);
            out.uint64(5, value.write);
            out.uint64(6, value.stateByte);
            out.uint64(7, value.event);
            out.uint64(8, value.eventByte);
            out.uint64(9, value.call);
            out.uint64(10, value.hash);
            out.uint64(11, value.deploy);
            out.uint64(12, value.codeByte);
        }

        @Override
        public CostTable read(CanonicalReader in) {
            return new CostTable(
                    in.uint64(1),
                    in.uint64(2),
                    in.uint64(3),
                    in.uint64(4),
                    in.uint64(5),
                    in.uint64(6),
                    in.uint64(7),
                    in.uint64(8),
                    in.uint64(9),
                    in.uint64(10),
                    in.uint64(11),
                    in.uint64(12));
        }
    }
}
