package org.banyan.types.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.generators.RandomProofs;
import org.banyan.types.generators.Seeds;
import org.banyan.types.list.ListProof;
import org.banyan.types.proof.ProofStep.BlockInIndex;
import org.banyan.types.proof.ProofStep.HeaderInParent;
import org.banyan.types.proof.ProvenFact.StateKnown;
import org.banyan.types.proof.ProvenFact.TransactionIncluded;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Facts of a side chain proven on the main chain and on another side chain, and every way to forge such a proof: the corpus of RELIABILITY.md T9 for facts.
 * Each refusal names its rule, and the honest proof beside it is accepted.
 */
class ComposedProofTest {
    private static final int BLOCKS = 12;

    /** The main chain indexes block h - 2 of {@code SIDE} and of {@code TWIN} at height h. */
    private static final int INDEX_LAG = 2;

    private static final Header UNRELATED_HEADER = new ProvenChain("third", 2).headers.get(1);
    private static final ProvenChain SIDE = new ProvenChain("side", BLOCKS);
    private static final ProvenChain TWIN = new ProvenChain("twin", BLOCKS);
    private static final ProvenChain MAIN = new ProvenChain("main", BLOCKS, ComposedProofTest::index);

    /** Names block h - 2 of the main chain at height h. */
    private static final ProvenChain NEPHEW = new ProvenChain("nephew", BLOCKS, ComposedProofTest::parents);

    private static final ProvenChain UNRELATED = new ProvenChain("unrelated", BLOCKS);
    private static final int FACT = 3;
    private static final int INDEXED = 5;
    private static final int INDEXING = INDEXED + INDEX_LAG;
    private static final int TRUSTED = 10;

    private static List<HeaderExtension> index(int height) {
        return height < INDEX_LAG
                ? List.of()
                : List.of(new HeaderExtension(
                        IndexLeaf.EXTENSION,
                        IndexLeaf.root(leaves(height), ProvenChain.HASH).bytes()));
    }

    private static List<IndexLeaf> leaves(int height) {
        return List.of(
                IndexLeaf.of(TWIN.headers.get(height - INDEX_LAG), ProvenChain.HASH),
                IndexLeaf.of(SIDE.headers.get(height - INDEX_LAG), ProvenChain.HASH),
                IndexLeaf.of(UNRELATED_HEADER, ProvenChain.HASH));
    }

    private static List<HeaderExtension> parents(int height) {
        return height < INDEX_LAG
                ? List.of()
                : List.of(new HeaderExtension(
                        ParentHeaders.EXTENSION,
                        ParentHeaders.CODEC.encode(new ParentHeaders(List.of(new ParentHeaders.Entry(
                                MAIN.id,
                                MAIN.headers.get(height - INDEX_LAG).height(),
                                MAIN.block(height - INDEX_LAG)))))));
    }

    private static ListStep indexStep(int height, int position) {
        return SIDE.listed(IndexLeaf.encoded(leaves(height)), position);
    }

    /** From a claim at {@link #FACT} of the side chain to {@link #TRUSTED} of the main chain. */
    private static List<ProofStep> honest(ProofStep claim) {
        return List.of(
                claim,
                SIDE.headerStep(FACT),
                SIDE.historyStep(FACT, INDEXED),
                SIDE.headerStep(INDEXED),
                new BlockInIndex(indexStep(INDEXING, 1)),
                MAIN.headerStep(INDEXING),
                MAIN.historyStep(INDEXING, TRUSTED),
                MAIN.headerStep(TRUSTED));
    }

    private static ProofResult verify(ChainId chain, List<ProofStep> steps, BlockId trusted) {
        return new ProofVerifier(ProvenChain.HASH, chain).verify(new Proof(steps), trusted);
    }

    @Test
    void a_transaction_and_a_key_of_a_side_chain_are_proven_against_a_block_of_the_main_chain() {
        assertThat(verify(SIDE.id, honest(SIDE.transactionStep(FACT, 1)), MAIN.block(TRUSTED)))
                .isInstanceOfSatisfying(
                        ProofResult.Proven.class,
                        proven -> assertThat(proven.fact())
                                .isEqualTo(new TransactionIncluded(
                                        SIDE.transaction(FACT, 1).id(),
                                        SIDE.transaction(FACT, 1).authorizationsHash(),
                                        SIDE.headers.get(FACT))));
        assertThat(verify(SIDE.id, honest(SIDE.keyStep(FACT)), MAIN.block(TRUSTED)))
                .isInstanceOfSatisfying(
                        ProofResult.Proven.class,
                        proven -> assertThat(proven.fact())
                                .isEqualTo(new StateKnown(
                                        ProvenChain.CONTRACT,
                                        ProvenChain.KEY,
                                        Optional.of(SIDE.value(FACT)),
                                        SIDE.headers.get(FACT))));
    }

    @Test
    void a_fact_of_the_main_chain_is_proven_against_a_block_of_a_child() {
        var steps = List.of(
                MAIN.keyStep(4),
                MAIN.headerStep(4),
                MAIN.historyStep(4, 6),
                MAIN.headerStep(6),
                new HeaderInParent(),
                NEPHEW.headerStep(8),
                NEPHEW.historyStep(8, TRUSTED),
                NEPHEW.headerStep(TRUSTED));

        assertThat(verify(MAIN.id, steps, NEPHEW.block(TRUSTED))).isInstanceOf(ProofResult.Proven.class);
    }

    @Test
    void a_fact_of_a_side_chain_is_proven_on_a_sibling_across_the_main_chain() {
        List<ProofStep> steps = acrossTheTree();

        assertThat(verify(SIDE.id, steps, NEPHEW.block(TRUSTED))).isInstanceOf(ProofResult.Proven.class);
        assertThat(Proof.CODEC.decode(Proof.CODEC.encode(new Proof(steps)))).isEqualTo(new Proof(steps));
    }

    private static List<ProofStep> acrossTheTree() {
        List<ProofStep> steps =
                new ArrayList<>(honest(SIDE.transactionStep(FACT, 1)).subList(0, 6));
        steps.add(MAIN.historyStep(INDEXING, 8));
        steps.add(MAIN.headerStep(8));
        steps.add(new HeaderInParent());
        steps.add(NEPHEW.headerStep(TRUSTED));
        return steps;
    }

    /** What is wrong with a proof, and the rule that must refuse it. */
    private record Forgery(String what, RuleId rule, ChainId chain, List<ProofStep> steps, BlockId trusted) {}

    @TestFactory
    List<DynamicTest> every_forged_composition_is_refused_by_its_own_rule() {
        List<Forgery> forgeries = new ArrayList<>();
        ListStep leaf = indexStep(INDEXING, 1);
        against(forgeries, "another chain's claim", ProofRules.CHAIN, replaced(1, TWIN.headerStep(FACT)));
        forgeries.add(new Forgery(
                "the right proof for another chain",
                ProofRules.CHAIN,
                TWIN.id,
                honest(SIDE.keyStep(FACT)),
                MAIN.block(TRUSTED)));
        against(
                forgeries,
                "a header of another chain in between",
                ProofRules.CHAIN,
                replaced(3, TWIN.headerStep(INDEXED)));
        against(forgeries, "an index step that skips the index", ProofRules.CHAIN, replaced(4, SIDE.historyStep(5, 7)));
        against(forgeries, "a sibling's place in the index", ProofRules.INDEXED, index(indexStep(INDEXING, 0)));
        against(forgeries, "the index of another height", ProofRules.LIST_ROOT, index(indexStep(INDEXING + 1, 1)));
        against(forgeries, "another index position", ProofRules.LIST_ROOT, index(at(leaf, 3, 0)));
        against(forgeries, "an index position outside the list", ProofRules.COUNT, index(at(leaf, 3, 3)));
        against(forgeries, "an empty index", ProofRules.COUNT, index(at(leaf, 0, 0)));
        against(forgeries, "an index with a larger count", ProofRules.LIST_ROOT, index(at(leaf, 4, 1)));
        against(forgeries, "an index with a smaller count", ProofRules.PATH_LONG, index(at(leaf, 2, 1)));
        against(
                forgeries,
                "an index path that is too short",
                ProofRules.PATH_SHORT,
                index(path(leaf, siblings -> siblings.subList(1, siblings.size()))));
        against(
                forgeries,
                "an index path that is too long",
                ProofRules.PATH_LONG,
                index(path(leaf, siblings -> added(siblings, new Hash(0, 0, 0, 0)))));
        against(
                forgeries,
                "an index path with its levels swapped",
                ProofRules.LIST_ROOT,
                index(path(leaf, List::reversed)));
        against(
                forgeries,
                "an index path with a duplicated sibling",
                ProofRules.LIST_ROOT,
                index(path(leaf, siblings -> List.of(siblings.getFirst(), siblings.getFirst()))));
        against(
                forgeries,
                "a state root of one's own in the index leaf",
                ProofRules.LIST_ROOT,
                index(new ListStep(leaf.proof(), IndexLeaf.CODEC.encode(leafWithStateRoot()))));
        against(
                forgeries,
                "an inner node as an index leaf",
                ProofRules.LIST_ROOT,
                index(new ListStep(new ListProof(2, 0, leaf.proof().siblings().subList(1, 2)), joined(leaf))));
        against(
                forgeries,
                "a header whose index is of other blocks",
                ProofRules.LIST_ROOT,
                replaced(5, MAIN.headerStep(INDEXING + 1)));
        against(
                forgeries,
                "a parent header without an index",
                ProofRules.NO_EXTENSION,
                replaced(5, UNRELATED.headerStep(INDEXING)));
        against(
                forgeries,
                "a parent header before the first index",
                ProofRules.NO_EXTENSION,
                replaced(5, MAIN.headerStep(1)));
        against(
                forgeries,
                "an index step where a header in parent belongs",
                ProofRules.NO_EXTENSION,
                replaced(4, new HeaderInParent()));
        against(
                forgeries,
                "an index step of another scheme",
                ProofRules.SCHEME,
                replaced(4, new BlockInIndex(ProofStep.STATE_SCHEME, leaf)));
        against(
                forgeries,
                "another block of the side chain than the indexed one",
                ProofRules.INDEXED,
                List.of(
                        SIDE.keyStep(FACT),
                        SIDE.headerStep(FACT),
                        new BlockInIndex(leaf),
                        MAIN.headerStep(INDEXING),
                        MAIN.historyStep(INDEXING, TRUSTED),
                        MAIN.headerStep(TRUSTED)));
        against(forgeries, "a claim of another height", ProofRules.STATE_ROOT, replaced(0, SIDE.keyStep(FACT + 1)));
        against(
                forgeries,
                "a history step to another height",
                ProofRules.COUNT,
                replaced(2, SIDE.historyStep(FACT, INDEXED + 1)));
        against(
                forgeries,
                "a history step of another block",
                ProofRules.LINK,
                replaced(2, SIDE.historyStep(FACT + 1, INDEXED)));
        against(
                forgeries,
                "a proof that ends on the side chain",
                ProofRules.TRUST,
                honest(SIDE.keyStep(FACT)).subList(0, 4));
        against(
                forgeries,
                "a proof that ends before the trusted block",
                ProofRules.TRUST,
                honest(SIDE.keyStep(FACT)).subList(0, 6));
        against(
                forgeries,
                "a proof that ends in an index step",
                ProofRules.TRUNCATED,
                honest(SIDE.keyStep(FACT)).subList(0, 5));
        against(
                forgeries,
                "an extended proof",
                ProofRules.ORDER,
                added(honest(SIDE.keyStep(FACT)), MAIN.keyStep(TRUSTED)));
        against(
                forgeries,
                "a proof extended to a later block",
                ProofRules.TRUST,
                added(added(honest(SIDE.keyStep(FACT)), MAIN.historyStep(TRUSTED, 11)), MAIN.headerStep(11)));
        against(
                forgeries,
                "the claim after its header",
                ProofRules.ORDER,
                List.of(SIDE.headerStep(FACT), SIDE.keyStep(FACT), MAIN.headerStep(TRUSTED)));
        against(
                forgeries,
                "an index step first",
                ProofRules.ORDER,
                List.of(new BlockInIndex(leaf), SIDE.headerStep(INDEXED)));
        against(
                forgeries,
                "a header in parent first",
                ProofRules.ORDER,
                List.of(new HeaderInParent(), SIDE.headerStep(INDEXED)));
        against(forgeries, "two index steps in a row", ProofRules.ORDER, replaced(5, new BlockInIndex(leaf)));
        across(
                forgeries,
                "a child header that names another parent block",
                ProofRules.PARENT,
                9,
                NEPHEW.headerStep(TRUSTED - 1));
        across(forgeries, "a child header that names no parent", ProofRules.NO_EXTENSION, 9, NEPHEW.headerStep(0));
        across(
                forgeries,
                "a header of a chain without parents",
                ProofRules.NO_EXTENSION,
                9,
                UNRELATED.headerStep(TRUSTED));
        across(forgeries, "another block of the parent than the named one", ProofRules.COUNT, 7, MAIN.headerStep(9));
        across(
                forgeries,
                "a header in parent of another scheme",
                ProofRules.SCHEME,
                8,
                new HeaderInParent(ProofStep.LIST_SCHEME));
        across(
                forgeries,
                "a history step where a header in parent belongs",
                ProofRules.CHAIN,
                8,
                MAIN.historyStep(8, TRUSTED));
        forgeries.add(new Forgery(
                "a side chain's block in place of the parent's",
                ProofRules.PARENT,
                SIDE.id,
                List.of(SIDE.keyStep(8), SIDE.headerStep(8), new HeaderInParent(), NEPHEW.headerStep(TRUSTED)),
                NEPHEW.block(TRUSTED)));

        forgeries.add(new Forgery(
                "a child's word about its parent, indexed by the parent",
                ProofRules.TURN,
                MAIN.id,
                List.of(
                        MAIN.keyStep(6),
                        MAIN.headerStep(6),
                        new HeaderInParent(),
                        NEPHEW.headerStep(8),
                        new BlockInIndex(leaf),
                        MAIN.headerStep(INDEXING),
                        MAIN.historyStep(INDEXING, TRUSTED),
                        MAIN.headerStep(TRUSTED)),
                MAIN.block(TRUSTED)));

        assertThat(forgeries).hasSizeGreaterThanOrEqualTo(41);
        return forgeries.stream()
                .map(forgery -> DynamicTest.dynamicTest(forgery.what(), () -> {
                    assertThat(verify(SIDE.id, honest(SIDE.keyStep(FACT)), MAIN.block(TRUSTED)))
                            .as("the honest proof beside it")
                            .isInstanceOf(ProofResult.Proven.class);
                    assertThat(verify(forgery.chain(), forgery.steps(), forgery.trusted()))
                            .isInstanceOfSatisfying(ProofResult.Rejected.class, rejected -> {
                                assertThat(rejected.rule())
                                        .as(rejected.reason())
                                        .isEqualTo(forgery.rule());
                                assertThat(rejected.reason()).isNotBlank();
                            });
                }))
                .toList();
    }

    @Test
    void no_mutation_of_a_valid_proof_proves_another_statement() {
        Bytes valid = Proof.CODEC.encode(new Proof(acrossTheTree()));
        ProofResult honest = verify(SIDE.id, acrossTheTree(), NEPHEW.block(TRUSTED));
        Seeds.each(2000, random -> {
            byte[] bytes = valid.toArray();
            bytes[random.upTo(bytes.length - 1)] ^= (byte) (1 << random.upTo(7));
            try {
                Proof mutated = Proof.CODEC.decode(Bytes.wrap(bytes));
                assertThat(verify(SIDE.id, mutated.steps(), NEPHEW.block(TRUSTED)))
                        .isNotEqualTo(honest)
                        .isInstanceOf(ProofResult.Rejected.class);
            } catch (CodecException refused) {
                // not even a proof
            }
        });
    }

    @Test
    void anything_that_a_proof_can_hold_gets_a_verdict() {
        Seeds.each(
                500,
                random -> assertThat(
                                verify(SIDE.id, new RandomProofs(random).proof().steps(), MAIN.block(TRUSTED)))
                        .isInstanceOf(ProofResult.Rejected.class));
    }

    private static void against(List<Forgery> forgeries, String what, RuleId rule, List<ProofStep> steps) {
        forgeries.add(new Forgery(what, rule, SIDE.id, steps, MAIN.block(TRUSTED)));
    }

    private static void across(List<Forgery> forgeries, String what, RuleId rule, int at, ProofStep step) {
        List<ProofStep> steps = acrossTheTree();
        steps.set(at, step);
        forgeries.add(new Forgery(what, rule, SIDE.id, steps, NEPHEW.block(TRUSTED)));
    }

    private static List<ProofStep> replaced(int at, ProofStep step) {
        List<ProofStep> steps = new ArrayList<>(honest(SIDE.keyStep(FACT)));
        steps.set(at, step);
        return steps;
    }

    private static List<ProofStep> index(ListStep step) {
        return replaced(4, new BlockInIndex(step));
    }

    private static ListStep at(ListStep step, long count, long index) {
        return new ListStep(new ListProof(count, index, step.proof().siblings()), step.leaf());
    }

    private static ListStep path(ListStep step, UnaryOperator<List<Hash>> change) {
        return new ListStep(
                new ListProof(
                        step.proof().count(),
                        step.proof().index(),
                        change.apply(step.proof().siblings())),
                step.leaf());
    }

    private static IndexLeaf leafWithStateRoot() {
        IndexLeaf leaf = leaves(INDEXING).get(1);
        return new IndexLeaf(
                leaf.chainId(),
                leaf.height(),
                leaf.block(),
                leaf.time(),
                leaf.bodyRoot(),
                leaf.receiptsRoot(),
                new Hash(6, 6, 6, 6));
    }

    /** The two children of an inner node, as one might pass them off as a leaf. */
    private static Bytes joined(ListStep leaf) {
        byte[] both = new byte[2 * Hash.SIZE];
        leaf.proof().siblings().getFirst().write(both, 0);
        leaf.proof().siblings().getFirst().write(both, Hash.SIZE);
        return Bytes.wrap(both);
    }

    private static <T> List<T> added(List<T> steps, T step) {
        List<T> longer = new ArrayList<>(steps);
        longer.add(step);
        return longer;
    }
}
