package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.FactContract.fact;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.fixture.FactContract;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.state.StateKey;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Witness;
import org.banyan.types.specification.Limits;
import org.junit.jupiter.api.Test;

/** Blocks with inherents that a contract of the collection takes or refuses: rule BODY-INHERENT of docs/spi/blocks.md. */
class CollectionInherentsTest {
    private final TestChain chain = new TestChain(new MemoryDisk().open(), FactContract.added(limits -> limits));
    private final TestChain other = new TestChain(new MemoryDisk().open(), FactContract.added(limits -> limits));

    @Test
    void a_block_with_an_inherent_that_is_not_taken_is_refused_by_rule_and_the_chain_goes_on() {
        chain.engine().offer("north", fact("rain"));
        BlockId first = chain.extendHead();
        other.importFrom(chain, first);
        Block good = chain.engine().store().block(chain.extendHead()).orElseThrow();
        int countMax = Limits.DEFAULT.inherents();
        List<Inherent> many = new ArrayList<>();
        for (int i = 0; i <= countMax; i++) {
            many.add(fact("fact-" + i));
        }

        refused(good, List.of(fact("bad news")));
        refused(good, List.of(fact("sun"), fact("bad news"), fact("snow")));
        refused(good, List.of(fact("rain")));
        refused(good, List.of(fact("sun"), fact("sun")));
        refused(good, List.of(fact("endless")));
        refused(good, List.of(fact("dear-1"), fact("dear-2"), fact("dear-3")));
        refused(good, List.of(new Inherent("rumour", Bytes.utf8("x"))));
        refused(good, List.of(new Inherent(Inherent.EVIDENCE, Bytes.utf8("x"))));
        refused(good, List.of(new Inherent(Inherent.FINALITY, Bytes.utf8("sun"))));
        refused(good, many);

        Hash before = other.engine().head().header().stateRoot();
        assertThat(knows(other, "sun")).as("nothing of a refused block stays").isFalse();
        assertThat(other.engine().head().id()).isEqualTo(first);
        assertThat(other.engine()
                        .importBlock(
                                good,
                                chain.engine().store().witness(id(good.header())),
                                good.header().time(),
                                new ArrayList<>()))
                .isInstanceOf(ImportOutcome.Imported.class);
        assertThat(other.engine().head().header().stateRoot()).isNotEqualTo(new Hash(0, 0, 0, 0));
        assertThat(before)
                .isEqualTo(chain.engine()
                        .store()
                        .block(first)
                        .orElseThrow()
                        .header()
                        .stateRoot());
    }

    @Test
    void as_many_inherents_as_the_limit_allows_are_taken() {
        for (int i = 0; i <= Limits.DEFAULT.inherents(); i++) {
            chain.engine().offer("source-" + i, fact("fact-" + i));
        }
        BlockId block = chain.extendHead();
        assertThat(inherents(chain, block)).hasSize(Limits.DEFAULT.inherents());
        assertThat(other.importFrom(chain, block)).isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void the_body_root_commits_to_inherents_and_their_order() {
        chain.engine().offer("north", fact("rain"));
        chain.engine().offer("south", fact("sun"));
        Block good = chain.engine().store().block(chain.extendHead()).orElseThrow();
        for (List<Inherent> changed : List.of(
                good.body().inherents().reversed(),
                good.body().inherents().subList(0, 1),
                List.<Inherent>of(),
                List.of(fact("rain"), fact("snow")))) {
            ImportOutcome outcome = other.engine()
                    .importBlock(
                            new Block(
                                    good.header(), new Body(changed, good.body().transactions())),
                            chain.engine().store().witness(id(good.header())),
                            good.header().time(),
                            new ArrayList<>());
            assertThat(((ImportOutcome.Rejected) outcome).verdict().rule().text())
                    .isEqualTo("BODY-ROOT");
        }
        assertThat(other.importFrom(chain, id(good.header()))).isInstanceOf(ImportOutcome.Imported.class);
    }

    private void refused(Block good, List<Inherent> inherents) {
        Header h = good.header();
        Header changed = new Header(
                h.version(),
                h.chainId(),
                h.height(),
                h.parent(),
                h.time(),
                BodyRoot.of(inherents, List.of(), TestChain.SUITE.hash()),
                h.receiptsRoot(),
                h.stateRoot(),
                h.historyRoot(),
                h.extensions());
        ImportOutcome outcome = other.engine()
                .importBlock(
                        new Block(changed, new Body(inherents, List.of())),
                        Witness.of(chain.seal(changed, 0)),
                        changed.time(),
                        new ArrayList<>());
        assertThat(outcome).as(inherents.toString()).isInstanceOf(ImportOutcome.Rejected.class);
        assertThat(((ImportOutcome.Rejected) outcome).verdict().rule().text())
                .as(inherents.toString())
                .isEqualTo("BODY-INHERENT");
    }

    private static BlockId id(Header header) {
        return header.id(TestChain.SUITE.hash());
    }

    private static List<Inherent> inherents(TestChain chain, BlockId block) {
        return chain.engine().store().block(block).orElseThrow().body().inherents();
    }

    private static boolean knows(TestChain chain, String fact) {
        return chain.engine()
                .headBranch()
                .state()
                .get(new StateKey(FactContract.address(), FactContract.key(fact)))
                .isPresent();
    }
}
