package org.banyan.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.spi.header.HeaderExtensionRule.BlockFacts;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Inherent;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.junit.jupiter.api.Test;

/** Rules CROSS-4 and CROSS-5 of docs/spi/crosschain.md. */
class ExtensionsTest {
    private static final HeaderExtensionRule INDEX = new IndexExtension();
    private static final HeaderExtensionRule PARENT = new ParentExtension();

    private final ModelChain one = grown("one");
    private final ModelChain two = grown("two");

    private static ModelChain grown(String name) {
        ModelChain chain = new ModelChain(name);
        chain.chain.grow(4);
        return chain;
    }

    private static Inherent inherent(String kind, ModelChain of, int from, int height) {
        return HeaderInherent.of(kind, of.chain.certified(from, height));
    }

    private BlockFacts facts(Inherent... inherents) {
        return ModelChain.facts(grown("own").chain.header(4), List.of(inherents));
    }

    private static IndexLeaf leaf(ModelChain of, int height) {
        return IndexLeaf.of(of.chain.header(height), ModelChain.SUITE.hash());
    }

    private static Bytes root(IndexLeaf... leaves) {
        return IndexLeaf.root(List.of(leaves), ModelChain.SUITE.hash()).bytes();
    }

    private static ParentHeaders.Entry entry(ModelChain of, int height) {
        return new ParentHeaders.Entry(of.chainId(), new Height(height), of.chain.block(height));
    }

    private static Bytes named(ParentHeaders.Entry... entries) {
        return ParentHeaders.CODEC.encode(new ParentHeaders(List.of(entries).stream()
                .sorted((a, b) -> a.chainId().hash().compareTo(b.chainId().hash()))
                .toList()));
    }

    @Test
    void a_block_that_brings_in_no_header_has_neither_extension() {
        for (BlockFacts facts : List.of(facts(), facts(new Inherent(Inherent.FINALITY, Bytes.utf8("x"))))) {
            for (HeaderExtensionRule rule : List.of(INDEX, PARENT)) {
                assertThat(rule.propose(facts)).isEmpty();
                assertThat(rule.check(Optional.empty(), facts)).isEqualTo(Verdict.ACCEPTED);
            }
        }
        refused("CROSS-4", INDEX, Optional.of(root()), facts());
        refused("CROSS-4", INDEX, Optional.of(root(leaf(one, 1))), facts());
        refused("CROSS-5", PARENT, Optional.of(named(entry(one, 1))), facts());
        refused("CROSS-5", PARENT, Optional.of(Bytes.EMPTY), facts());
    }

    @Test
    void cross_4_the_index_is_the_root_of_the_child_headers_in_body_order_and_of_nothing_else() {
        BlockFacts facts = facts(
                inherent(HeaderInherent.CHILD, one, 0, 2),
                inherent(HeaderInherent.PARENT, two, 0, 1),
                inherent(HeaderInherent.CHILD, two, 0, 3),
                inherent(HeaderInherent.CHILD, one, 2, 4));
        Bytes good = root(leaf(one, 2), leaf(two, 3), leaf(one, 4));

        assertThat(INDEX.propose(facts)).contains(good);
        assertThat(INDEX.check(Optional.of(good), facts)).isEqualTo(Verdict.ACCEPTED);
        for (Bytes bad : List.of(
                root(leaf(two, 3), leaf(one, 2), leaf(one, 4)),
                root(leaf(one, 2), leaf(two, 3)),
                root(leaf(one, 2), leaf(two, 3), leaf(one, 4), leaf(one, 4)),
                root(leaf(one, 2), leaf(two, 1), leaf(two, 3), leaf(one, 4)),
                root(leaf(one, 1), leaf(two, 3), leaf(one, 4)),
                root(),
                new Hash(0, 0, 0, 0).bytes(),
                good.slice(0, 31),
                Bytes.concat(good, good),
                Bytes.EMPTY)) {
            refused("CROSS-4", INDEX, Optional.of(bad), facts);
        }
        refused("CROSS-4", INDEX, Optional.empty(), facts);
    }

    @Test
    void cross_5_the_newest_header_of_each_parent_is_named_in_the_order_of_their_ids() {
        BlockFacts facts = facts(
                inherent(HeaderInherent.PARENT, one, 0, 1),
                inherent(HeaderInherent.CHILD, two, 0, 4),
                inherent(HeaderInherent.PARENT, two, 0, 2),
                inherent(HeaderInherent.PARENT, one, 1, 3));
        Bytes good = named(entry(one, 3), entry(two, 2));

        assertThat(PARENT.propose(facts)).contains(good);
        assertThat(PARENT.check(Optional.of(good), facts)).isEqualTo(Verdict.ACCEPTED);
        for (Bytes bad : List.of(
                named(entry(one, 1), entry(two, 2)),
                named(entry(one, 3)),
                named(entry(two, 2)),
                named(entry(one, 3), entry(two, 4)),
                named(entry(one, 3), new ParentHeaders.Entry(two.chainId(), new Height(2), one.chain.block(2))),
                named(entry(one, 3), new ParentHeaders.Entry(two.chainId(), new Height(3), two.chain.block(2))),
                Bytes.concat(good, Bytes.utf8("x")),
                Bytes.EMPTY)) {
            refused("CROSS-5", PARENT, Optional.of(bad), facts);
        }
        refused("CROSS-5", PARENT, Optional.empty(), facts);
    }

    @Test
    void an_inherent_that_is_not_canonical_adds_nothing_since_its_block_is_refused_anyway() {
        BlockFacts facts = facts(
                new Inherent(HeaderInherent.CHILD, Bytes.utf8("x")),
                new Inherent(HeaderInherent.PARENT, Bytes.EMPTY),
                inherent(HeaderInherent.CHILD, one, 0, 1));
        assertThat(INDEX.propose(facts)).contains(root(leaf(one, 1)));
        assertThat(PARENT.propose(facts)).isEmpty();
    }

    private static void refused(String rule, HeaderExtensionRule extension, Optional<Bytes> value, BlockFacts facts) {
        assertThat(extension.check(value, facts)).isInstanceOfSatisfying(Verdict.Rejected.class, rejected -> {
            assertThat(rejected.rule().text()).isEqualTo(rule);
            assertThat(rejected.reason()).contains(extension.id());
        });
    }
}
