package org.banyan.crosschain;

import java.util.Optional;
import java.util.TreeMap;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Header;
import org.banyan.types.crosschain.ParentHeaders;

/**
 * Header extension {@code crosschain.parent}: the newest header of each parent that the block brings in; absent when it brings in none. Rule CROSS-5.
 */
public final class ParentExtension implements HeaderExtensionRule {
    static final RuleId WRONG_PARENTS = new RuleId("CROSS-5");

    @Override
    public String id() {
        return ParentHeaders.EXTENSION;
    }

    @Override
    public Optional<Bytes> propose(BlockFacts facts) {
        TreeMap<Hash, ParentHeaders.Entry> newest = new TreeMap<>();
        for (CertifiedHeader certified : HeaderInherent.all(HeaderInherent.PARENT, facts.inherents())) {
            Header header = certified.header();
            newest.put(
                    header.chainId().hash(),
                    new ParentHeaders.Entry(header.chainId(), header.height(), header.id(facts.hash())));
        }
        return newest.isEmpty() || newest.size() > ParentHeaders.ENTRIES_MAX
                ? Optional.empty()
                : Optional.of(ParentHeaders.CODEC.encode(
                        new ParentHeaders(newest.values().stream().toList())));
    }

    @Override
    public Verdict check(Optional<Bytes> value, BlockFacts facts) {
        return value.equals(propose(facts))
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        WRONG_PARENTS,
                        "the header's extension " + id() + " does not name the parent headers in the body");
    }
}
