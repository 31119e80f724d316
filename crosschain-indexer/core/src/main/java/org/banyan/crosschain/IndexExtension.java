package org.banyan.crosschain;

import java.util.List;
import java.util.Optional;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Inherent;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crypto.HashFunction;

/** Header extension {@code crosschain.index}: the root of the child headers that the block indexes; absent when it indexes none. Rule CROSS-4. */
public final class IndexExtension implements HeaderExtensionRule {
    static final RuleId WRONG_INDEX = new RuleId("CROSS-4");

    @Override
    public String id() {
        return IndexLeaf.EXTENSION;
    }

    /** Leaves of a block with these inherents, in body order. */
    public static List<IndexLeaf> leaves(List<Inherent> inherents, HashFunction hash) {
        return HeaderInherent.all(HeaderInherent.CHILD, inherents).stream()
                .map(certified -> IndexLeaf.of(certified.header(), hash))
                .toList();
    }

    @Override
    public Optional<Bytes> propose(BlockFacts facts) {
        List<IndexLeaf> leaves = leaves(facts.inherents(), facts.hash());
        return leaves.isEmpty()
                ? Optional.empty()
                : Optional.of(IndexLeaf.root(leaves, facts.hash()).bytes());
    }

    @Override
    public Verdict check(Optional<Bytes> value, BlockFacts facts) {
        return value.equals(propose(facts))
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        WRONG_INDEX,
                        "the header's extension " + id() + " is not the root of the child headers in the body");
    }
}
