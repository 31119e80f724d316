package org.banyan.core.store;

import org.banyan.core.state.StateKey;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;

/** The keys of a chain's records: one byte for the kind, then what names the record, numbers big-endian so that they sort. */
final class ChainKeys {
    /** Prefix of the state tree's own records. */
    static final Bytes TREE = Bytes.utf8("P");

    private static final Bytes BLOCK = Bytes.utf8("B");
    private static final Bytes RECEIPTS = Bytes.utf8("R");
    private static final Bytes EFFECTS = Bytes.utf8("X");
    private static final Bytes WITNESS = Bytes.utf8("W");
    private static final Bytes AT_HEIGHT = Bytes.utf8("H");
    private static final Bytes FINAL = Bytes.utf8("C");
    private static final Bytes TRANSACTION = Bytes.utf8("T");
    private static final Bytes HISTORY = Bytes.utf8("N");
    private static final Bytes STATE = Bytes.utf8("S");
    private static final Bytes UNDO = Bytes.utf8("U");
    private static final Bytes META = Bytes.utf8("M");

    private ChainKeys() {}

    static Bytes block(BlockId id) {
        return Bytes.concat(BLOCK, id.bytes());
    }

    static Bytes receipts(BlockId id) {
        return Bytes.concat(RECEIPTS, id.bytes());
    }

    static Bytes effects(BlockId id) {
        return Bytes.concat(EFFECTS, id.bytes());
    }

    static Bytes witness(BlockId id) {
        return Bytes.concat(WITNESS, id.bytes());
    }

    /** Every stored block, by height. */
    static Bytes atHeight(Height height, BlockId id) {
        return Bytes.concat(AT_HEIGHT, number(height.value()), id.bytes());
    }

    static Bytes atHeight(Height height) {
        return Bytes.concat(AT_HEIGHT, number(height.value()));
    }

    static Bytes allHeights() {
        return AT_HEIGHT;
    }

    static BlockId blockOf(Bytes atHeightKey) {
        return new BlockId(Hash.read(atHeightKey.readOnlyArray(), 1 + Long.BYTES));
    }

    /** The final block of a height. */
    static Bytes finalAt(Height height) {
        return Bytes.concat(FINAL, number(height.value()));
    }

    static Bytes transaction(TransactionId transaction) {
        return Bytes.concat(TRANSACTION, transaction.bytes());
    }

    static Bytes transaction(TransactionId transaction, BlockId block) {
        byte[] key = new byte[1 + 2 * Hash.SIZE];
        key[0] = TRANSACTION.at(0);
        transaction.hash().write(key, 1);
        block.hash().write(key, 1 + Hash.SIZE);
        return Bytes.wrap(key);
    }

    static BlockId blockOfTransaction(Bytes transactionKey) {
        return new BlockId(Hash.read(transactionKey.readOnlyArray(), 1 + Hash.SIZE));
    }

    static Bytes history(int level, long index) {
        return Bytes.concat(HISTORY, Bytes.wrap(new byte[] {(byte) level}), number(index));
    }

    static Bytes state(StateKey key) {
        byte[] own = key.key().readOnlyArray();
        byte[] full = new byte[STATE_PREFIX_SIZE + own.length];
        full[0] = STATE.at(0);
        key.contract().hash().write(full, 1);
        System.arraycopy(own, 0, full, STATE_PREFIX_SIZE, own.length);
        return Bytes.wrap(full);
    }

    static final int STATE_PREFIX_SIZE = 1 + Hash.SIZE;

    /** What the keys that a final block changed held before it. */
    static Bytes undo(Height height) {
        return Bytes.concat(UNDO, number(height.value()));
    }

    static Bytes meta(String name) {
        return Bytes.concat(META, Bytes.utf8(name));
    }

    static Bytes number(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >>> 8 * (Long.BYTES - 1 - i));
        }
        return Bytes.wrap(bytes);
    }

    static long number(Bytes bytes) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | bytes.at(i) & 0xff;
        }
        return value;
    }
}
