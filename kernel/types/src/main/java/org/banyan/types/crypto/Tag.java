package org.banyan.types.crypto;

/**
 * The one-byte domain tag in front of everything that is hashed, so that no object can be taken for another. Codes are never reused. DESIGN.md 2.
 */
public enum Tag {
    LEAF(0x00),
    NODE(0x01),
    /** Tree root of a list without elements. */
    EMPTY_LIST(0x02),
    HEADER(0x10),
    TRANSACTION_BODY(0x11),
    TRANSACTION_ENVELOPE(0x12),
    AUTHORIZATIONS(0x13),
    INHERENT(0x14),
    SPECIFICATION(0x16),
    COLLECTION(0x17),
    DESCRIPTOR(0x18),
    CODE(0x19),
    CONSENSUS_STATE(0x1a),
    PRODUCER_SET(0x1b),
    VOTE(0x1c),
    APPROVAL(0x1d),
    /** Values of a consensus plug-in; its name and the kind of value come first. */
    CONSENSUS_VALUE(0x1e),
    ADDRESS_OF_KEY(0x20),
    ADDRESS_OF_CONTRACT(0x21),
    STATE_KEY(0x30),
    STATE_VALUE(0x31),
    STATE_LEAF(0x32),
    STATE_NODE(0x33),
    STATE_EMPTY(0x34),
    LIST_BODY(0x40),
    LIST_RECEIPTS(0x41),
    LIST_INDEX(0x42),
    LIST_HISTORY(0x43),
    /** What a key signs: tag, chain id, {@link SignatureType}, object hash. */
    SIGNATURE(0x50),
    /** What a node key signs about a connection. */
    NODE_STATEMENT(0x51),
    /** Hashes that contracts ask for. */
    CONTRACT_DATA(0x60),
    SNAPSHOT_MANIFEST(0x61),
    SNAPSHOT_CHUNK(0x62);

    private final byte code;

    Tag(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }
}
