package org.banyan.types.proof;

import org.banyan.types.RuleId;

/** Rules of {@code docs/spi/encoding.md} that a proof can break. Never reused. */
public final class ProofRules {
    /** A step's scheme is not the one of its kind. */
    public static final RuleId SCHEME = new RuleId("PROOF-1");

    /** Steps are an optional claim, a header, then any number of (link, header), where a link is a block in history, a block in index or a header in parent. */
    public static final RuleId ORDER = new RuleId("PROOF-2");

    /** The proof ends before a header. */
    public static final RuleId TRUNCATED = new RuleId("PROOF-3");

    /** A list's count does not fit: it is zero, not above the index, or not the height of the header that holds the history. */
    public static final RuleId COUNT = new RuleId("PROOF-4");

    /** The position in the history is not the height of the block. */
    public static final RuleId INDEX = new RuleId("PROOF-5");

    /** A path has fewer siblings than (count, index) gives. */
    public static final RuleId PATH_SHORT = new RuleId("PROOF-6");

    /** A path has more siblings than (count, index) gives. */
    public static final RuleId PATH_LONG = new RuleId("PROOF-7");

    /** A leaf does not have the form of its list. */
    public static final RuleId LEAF = new RuleId("PROOF-8");

    /** A list path leads to another root than the header's. */
    public static final RuleId LIST_ROOT = new RuleId("PROOF-9");

    /** A state path leads to another root than the header's, or cannot prove its claim. */
    public static final RuleId STATE_ROOT = new RuleId("PROOF-10");

    /** A header's bytes are not canonical. */
    public static final RuleId HEADER = new RuleId("PROOF-11");

    /** A header belongs to another chain than the claim, or than the header before it when the link stays on a chain. */
    public static final RuleId CHAIN = new RuleId("PROOF-12");

    /** The history holds another block than the header that was just proven. */
    public static final RuleId LINK = new RuleId("PROOF-13");

    /** The last header is not that of the trusted block. */
    public static final RuleId TRUST = new RuleId("PROOF-14");

    /** A header has no readable extension of the kind that a link leads to. */
    public static final RuleId NO_EXTENSION = new RuleId("PROOF-15");

    /** An index leaf speaks of another block, or other roots, than the header that was just proven. */
    public static final RuleId INDEXED = new RuleId("PROOF-16");

    /** A child's header names another block of the parent than the one that was just proven, or none of that chain. */
    public static final RuleId PARENT = new RuleId("PROOF-17");

    /** The proof leads down to a child and then up again: a child's word about its parent or a sibling is no proof of it. */
    public static final RuleId TURN = new RuleId("PROOF-18");

    private ProofRules() {}
}
