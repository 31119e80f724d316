package org.banyan.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.crosschain.ComposedProofs.Result;
import org.banyan.types.Height;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.generators.Seeds;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.ProofVerifier;
import org.banyan.types.proof.ProvenFact;
import org.junit.jupiter.api.Test;

/** Facts of any chain of a tree led to any other, and checked by the one verifier. */
class ComposedProofsTest {
    private final ModelChain main = new ModelChain("main");
    private final ModelChain one = new ModelChain("side-1", main);
    private final ModelChain two = new ModelChain("side-2", main);
    private final ModelChain grandchild = new ModelChain("grandchild", one);
    private final List<ModelChain> tree = List.of(grandchild, two, main, one);
    private final ComposedProofs proofs = new ComposedProofs(ModelChain.SUITE.hash(), new ArrayList<>(tree));

    /** A block of {@code to} with the newest header of {@code from}. */
    private static void carry(ModelChain from, ModelChain to) {
        to.block(to.feed(from).orElseThrow());
    }

    private Result lead(ModelChain source, int height, ModelChain target) {
        Proof proof = new Proof(List.of(source.chain.keyStep(height), source.chain.headerStep(height)));
        return proofs.lead(proof, source.chainId(), new Height(height), target.chainId());
    }

    private static void assertProven(Result result, ModelChain source, int height, ModelChain target) {
        assertThat(result).isInstanceOfSatisfying(Result.Composed.class, composed -> {
            assertThat(target.header(composed.height()).id(ModelChain.SUITE.hash()))
                    .isEqualTo(composed.trusted());
            assertThat(new ProofVerifier(ModelChain.SUITE.hash(), source.chainId())
                            .verify(composed.proof(), composed.trusted()))
                    .isInstanceOfSatisfying(
                            ProofResult.Proven.class,
                            proven -> assertThat(proven.fact())
                                    .isInstanceOfSatisfying(ProvenFact.StateKnown.class, known -> {
                                        assertThat(known.header()).isEqualTo(source.chain.header(height));
                                        assertThat(known.value())
                                                .contains(source.chain.content().value(height));
                                    }));
        });
    }

    @Test
    void a_fact_stays_where_it_is_when_it_is_of_the_target_chain() {
        main.chain.grow(3);
        Result result = lead(main, 2, main);
        assertProven(result, main, 2, main);
        assertThat(((Result.Composed) result).proof().steps()).hasSize(2);
    }

    @Test
    void a_fact_is_led_up_down_and_across() {
        one.chain.grow(3);
        carry(one, main);
        carry(main, two);
        carry(main, one);
        carry(one, grandchild);

        assertProven(lead(one, 2, main), one, 2, main);
        assertProven(lead(one, 3, main), one, 3, main);
        assertProven(lead(main, 1, two), main, 1, two);
        assertProven(lead(one, 2, two), one, 2, two);
        assertProven(lead(main, 0, grandchild), main, 0, grandchild);
    }

    @Test
    void a_fact_of_a_grandchild_is_led_to_its_uncle_and_back() {
        grandchild.chain.grow(5);
        carry(grandchild, one);
        one.chain.grow(2);
        carry(one, main);
        main.chain.grow(1);
        carry(main, two);
        assertProven(lead(grandchild, 3, two), grandchild, 3, two);

        carry(two, main);
        carry(main, one);
        carry(one, grandchild);
        assertProven(lead(two, 1, grandchild), two, 1, grandchild);
    }

    @Test
    void what_was_not_followed_yet_is_named_by_edge_and_height() {
        one.chain.grow(3);
        assertThat(lead(one, 3, two)).isEqualTo(new Result.NotFollowed(one.chainId(), main.chainId(), new Height(3)));
        carry(one, main);
        assertThat(lead(one, 3, two)).isEqualTo(new Result.NotFollowed(main.chainId(), two.chainId(), new Height(1)));
        carry(main, two);
        assertProven(lead(one, 3, two), one, 3, two);
    }

    @Test
    void chains_without_a_way_between_them_are_unconnected() {
        ModelChain stranger = new ModelChain("stranger");
        ComposedProofs wider = new ComposedProofs(ModelChain.SUITE.hash(), List.of(main, one, stranger));
        Proof proof = new Proof(List.of(main.chain.headerStep(0)));
        assertThat(wider.lead(proof, main.chainId(), Height.GENESIS, stranger.chainId()))
                .isEqualTo(new Result.Unconnected());
        assertThat(wider.lead(proof, two.chainId(), Height.GENESIS, main.chainId()))
                .as("a source that cannot be reached")
                .isEqualTo(new Result.Unconnected());
        assertThat(wider.lead(proof, main.chainId(), Height.GENESIS, two.chainId()))
                .as("a target that cannot be reached")
                .isEqualTo(new Result.Unconnected());
    }

    @Test
    void no_way_leads_down_to_a_common_child_and_up_again() {
        ModelChain left = new ModelChain("left");
        ModelChain right = new ModelChain("right");
        ModelChain shared = new ModelChain("shared", left, right);
        left.chain.grow(1);
        carry(left, shared);
        carry(shared, right);
        ComposedProofs both = new ComposedProofs(ModelChain.SUITE.hash(), List.of(left, right, shared));
        Proof proof = new Proof(List.of(left.chain.keyStep(1), left.chain.headerStep(1)));
        assertThat(both.lead(proof, left.chainId(), new Height(1), right.chainId()))
                .isEqualTo(new Result.Unconnected());
        assertThat(both.lead(proof, left.chainId(), new Height(1), shared.chainId()))
                .isInstanceOf(Result.Composed.class);
    }

    @Test
    void a_block_with_two_headers_of_one_chain_serves_facts_of_both() {
        main.chain.grow(5);
        two.block(main.chain.certified(0, 2), main.chain.certified(2, 4));
        two.chain.grow(2);
        main.block(two.chain.certified(0, 1), two.chain.certified(1, 3));

        assertProven(lead(main, 1, two), main, 1, two);
        assertProven(lead(main, 2, two), main, 2, two);
        assertProven(lead(main, 4, two), main, 4, two);
        assertProven(lead(two, 1, main), two, 1, main);
        assertProven(lead(two, 2, main), two, 2, main);
    }

    @Test
    void whatever_was_carried_every_answer_is_a_valid_proof_or_names_the_missing_edge() {
        Seeds.each(60, random -> {
            ModelChain top = new ModelChain("main");
            ModelChain a = new ModelChain("side-1", top);
            ModelChain b = new ModelChain("side-2", top);
            ModelChain c = new ModelChain("grandchild", a);
            List<ModelChain> all = List.of(top, a, b, c);
            List<List<ModelChain>> edges = List.of(
                    List.of(top, a), List.of(a, top), List.of(top, b), List.of(b, top), List.of(a, c), List.of(c, a));
            for (int i = 0; i < 40; i++) {
                List<ModelChain> edge = random.oneOf(edges);
                edge.get(0).chain.grow(random.upTo(2));
                edge.get(1).feed(edge.get(0)).ifPresent(next -> edge.get(1).block(next));
            }
            int proven = 0;
            ComposedProofs composer = new ComposedProofs(ModelChain.SUITE.hash(), new ArrayList<>(all));
            for (int i = 0; i < 40; i++) {
                ModelChain source = random.oneOf(all);
                ModelChain target = random.oneOf(all);
                int height = random.upTo(source.chain.height());
                Proof proof = new Proof(List.of(source.chain.keyStep(height), source.chain.headerStep(height)));
                Result result = composer.lead(proof, source.chainId(), new Height(height), target.chainId());
                switch (result) {
                    case Result.Composed composed -> {
                        assertProven(composed, source, height, target);
                        proven++;
                    }
                    case Result.NotFollowed missing ->
                        assertThat(all.stream()
                                        .filter(chain -> chain.chainId().equals(missing.follower()))
                                        .findFirst()
                                        .orElseThrow()
                                        .followed(missing.chain(), missing.height()))
                                .isEmpty();
                    case Result.Unconnected none -> throw new AssertionError("the tree is connected");
                }
            }
            assertThat(proven).isPositive();
        });
    }

    @Test
    void a_composed_proof_ends_in_the_header_of_the_trusted_block_and_survives_its_encoding() {
        one.chain.grow(3);
        carry(one, main);
        carry(main, two);
        Result.Composed composed = (Result.Composed) lead(one, 2, two);
        List<ProofStep> steps = composed.proof().steps();
        assertThat(steps.getLast()).isEqualTo(new ProofStep.HeaderOfBlock(two.header(composed.height())));
        assertThat(Proof.CODEC.decode(Proof.CODEC.encode(composed.proof()))).isEqualTo(composed.proof());
    }

    @Test
    void an_inherent_gives_back_its_header() {
        one.chain.grow(2);
        CertifiedHeader header = one.chain.certified(0, 2);
        assertThat(HeaderInherent.read(HeaderInherent.of(HeaderInherent.CHILD, header)))
                .contains(header);
    }
}
