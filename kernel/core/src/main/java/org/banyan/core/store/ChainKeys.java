package org.banyan.core.store;

import java.nio.ByteBuffer;
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

    private static final Bytes PLACE = Bytes.utf8("I");
    private static final Bytes HEADER = Bytes.utf8("H");
    private static final Bytes BLOCK = Bytes.utf8("B");
    private static final Bytes RECEIPTS = Bytes.utf8("R");
    private static final Bytes CHANGES = Bytes.utf8("D");
    private static final Bytes EFFECTS = Bytes.utf8("X");
    private static final Bytes SUMMARY = Bytes.utf8("L");
    private static final Bytes WITNESS = Bytes.utf8("W");
    private static final Bytes FINAL = Bytes.utf8("C");
    private static final Bytes TRANSACTION = Bytes.utf8("T");
    private static final Bytes HISTORY = Bytes.utf8("N");
    private static final Bytes STATE = Bytes.utf8("S");
    private static final Bytes UNDO = Bytes.utf8("U");
    private static final Bytes META = Bytes.utf8("M");

    private ChainKeys() {}

    static Bytes place(BlockId id) {
        return Bytes.concat(PLACE, id.bytes());
    }

    /** Every stored block, by height: its id, then its header. */
    static Bytes header(BlockPlace place) {
        return Bytes.concat(HEADER, place.bytes());
    }

    static Bytes headers(Height height) {
        return Bytes.concat(HEADER, number(height.value()));
    }

    static Bytes allHeaders() {
        return HEADER;
    }

    static BlockPlace placeOfHeader(Bytes headerKey) {
        return BlockPlace.read(headerKey, 1);
    }

    static Bytes block(BlockPlace place) {
        return Bytes.concat(BLOCK, place.bytes());
    }

    static Bytes receipts(BlockPlace place) {
        return Bytes.concat(RECEIPTS, place.bytes());
    }

    static Bytes changes(BlockPlace place) {
        return Bytes.concat(CHANGES, place.bytes());
    }

    static Bytes effects(BlockPlace place) {
        return Bytes.concat(EFFECTS, place.bytes());
    }

    /** What is kept of a body that is not there itself. */
    static Bytes summary(BlockPlace place) {
        return Bytes.concat(SUMMARY, place.bytes());
    }

    static Bytes witness(BlockId id) {
        return Bytes.concat(WITNESS, id.bytes());
    }

    /** The final block of a height. */
    static Bytes finalAt(Height height) {
        return Bytes.concat(FINAL, number(height.value()));
    }

    static Bytes transaction(TransactionId transaction) {
        return Bytes.concat(TRANSACTION, transaction.bytes());
    }

    static Bytes transaction(TransactionId transaction, BlockPlace place) {
        byte[] key = new byte[1 + Hash.SIZE + BlockPlace.SIZE];
        key[0] = TRANSACTION.at(0);
        transaction.hash().write(key, 1);
        place.write(key, 1 + Hash.SIZE);
        return Bytes.wrap(key);
    }

    static BlockPlace placeOfTransaction(Bytes transactionKey) {
        return BlockPlace.read(transactionKey, 1 + Hash.SIZE);
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

    static Bytes allState() {
        return STATE;
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

    static Bytes smallNumber(int value) {
        return Bytes.wrap(
                new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }

    static int smallNumber(Bytes bytes) {
        return ByteBuffer.wrap(bytes.readOnlyArray()).getInt();
    }
}
