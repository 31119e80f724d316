package org.banyan.types.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.list.CountedList;
import org.banyan.types.proof.ProofStep.BlockInIndex;
import org.banyan.types.proof.ProofStep.HeaderInParent;
import org.junit.jupiter.api.Test;

/** Rules PROOF-15 to PROOF-18 of docs/spi/encoding.md. {@link ComposedProofTest} has every forgery. */
class ProofAcrossChainsTest {
    private static final ProvenChain SIDE = new ProvenChain("side", 4);

    /** Indexes block 2 of {@link #SIDE} at height 3. */
    private static final ProvenChain MAIN = new ProvenChain(
            "main", 5, height -> height == 3 ? List.of(new HeaderExtension(IndexLeaf.EXTENSION, root())) : List.of());

    /** Names block 3 of {@link #MAIN} at height 4, and what is no list of parents at height 3. */
    private static final ProvenChain CHILD = new ProvenChain("child", 5, height -> switch (height) {
        case 3 -> List.of(new HeaderExtension(ParentHeaders.EXTENSION, Bytes.utf8("x")));
        case 4 ->
            List.of(new HeaderExtension(
                    ParentHeaders.EXTENSION,
                    ParentHeaders.CODEC.encode(new ParentHeaders(List.of(
                            new ParentHeaders.Entry(MAIN.id, MAIN.headers.get(3).height(), MAIN.block(3)))))));
        default -> List.of();
    });

    private static List<IndexLeaf> leaves() {
        return List.of(IndexLeaf.of(SIDE.headers.get(2), ProvenChain.HASH));
    }

    private static Bytes root() {
        return IndexLeaf.root(leaves(), ProvenChain.HASH).bytes();
    }

    private static BlockInIndex index() {
        List<Bytes> encoded = IndexLeaf.encoded(leaves());
        return new BlockInIndex(new ListStep(CountedList.prove(ProvenChain.HASH, encoded, 0), encoded.getFirst()));
    }

    private static ProofResult verify(ProvenChain about, ProvenChain end, int trusted, ProofStep... steps) {
        return new ProofVerifier(ProvenChain.HASH, about.id).verify(new Proof(List.of(steps)), end.block(trusted));
    }

    private static void assertProven(ProofResult result) {
        assertThat(result).isInstanceOf(ProofResult.Proven.class);
    }

    private static void assertRefused(ProofResult result, RuleId rule) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        ProofResult.Rejected.class,
                        rejected -> assertThat(rejected.rule())
                                .as(rejected.reason())
                                .isEqualTo(rule));
    }

    @Test
    void proof_15_a_link_to_another_chain_needs_that_header_s_readable_extension() {
        assertProven(verify(SIDE, MAIN, 3, SIDE.headerStep(2), index(), MAIN.headerStep(3)));
        assertRefused(verify(SIDE, MAIN, 4, SIDE.headerStep(2), index(), MAIN.headerStep(4)), ProofRules.NO_EXTENSION);
        assertRefused(
                verify(MAIN, CHILD, 3, MAIN.headerStep(3), new HeaderInParent(), CHILD.headerStep(3)),
                ProofRules.NO_EXTENSION);
        assertRefused(
                verify(MAIN, CHILD, 2, MAIN.headerStep(3), new HeaderInParent(), CHILD.headerStep(2)),
                ProofRules.NO_EXTENSION);
    }

    @Test
    void proof_16_an_index_leaf_speaks_of_the_header_before_it() {
        assertRefused(verify(SIDE, MAIN, 3, SIDE.headerStep(1), index(), MAIN.headerStep(3)), ProofRules.INDEXED);
        assertRefused(verify(CHILD, MAIN, 3, CHILD.headerStep(2), index(), MAIN.headerStep(3)), ProofRules.INDEXED);
    }

    @Test
    void proof_17_a_child_s_header_names_the_header_before_it() {
        assertProven(verify(MAIN, CHILD, 4, MAIN.headerStep(3), new HeaderInParent(), CHILD.headerStep(4)));
        assertRefused(
                verify(MAIN, CHILD, 4, MAIN.headerStep(2), new HeaderInParent(), CHILD.headerStep(4)),
                ProofRules.PARENT);
        assertRefused(
                verify(SIDE, CHILD, 4, SIDE.headerStep(3), new HeaderInParent(), CHILD.headerStep(4)),
                ProofRules.PARENT);
    }

    @Test
    void proof_18_a_proof_never_leads_up_again_once_it_led_down() {
        assertProven(verify(
                SIDE,
                CHILD,
                4,
                SIDE.headerStep(2),
                index(),
                MAIN.headerStep(3),
                new HeaderInParent(),
                CHILD.headerStep(4)));
        assertRefused(
                verify(
                        MAIN,
                        MAIN,
                        3,
                        MAIN.headerStep(3),
                        new HeaderInParent(),
                        CHILD.headerStep(4),
                        index(),
                        MAIN.headerStep(3)),
                ProofRules.TURN);
    }
}
