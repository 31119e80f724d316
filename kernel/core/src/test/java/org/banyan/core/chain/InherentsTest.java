package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Inherent;
import org.junit.jupiter.api.Test;

class InherentsTest {
    private final TestChain chain = new TestChain(new MemoryDisk().open());
    private final TestChain other = new TestChain(new MemoryDisk().open());

    private Block block(BlockId id) {
        return chain.engine().store().block(id).orElseThrow();
    }

    @Test
    void the_next_block_carries_the_certificate_and_makes_its_target_final_for_a_node_without_votes() {
        BlockId first = chain.extendHead();
        chain.certify(first);
        BlockId second = chain.extendHead();
        assertThat(block(second).body().inherents()).hasSize(1);
        assertThat(chain.engine().store().effects(second).finalBlock()).isEqualTo(first);

        other.importWithoutVotes(chain, first);
        assertThat(other.engine().finalBlock().header().height()).isEqualTo(Height.GENESIS);
        other.importWithoutVotes(chain, second);
        assertThat(other.engine().finalBlock().id()).isEqualTo(first);
    }

    @Test
    void a_certificate_is_carried_once() {
        chain.certify(chain.extendHead());
        chain.extendHead();
        assertThat(block(chain.extendHead()).body().inherents()).isEmpty();
    }

    @Test
    void inherents_that_prove_nothing_are_refused() {
        BlockId first = chain.extendHead();
        chain.certify(first);
        BlockId second = chain.extendHead();
        Inherent good = block(second).body().inherents().getFirst();
        Certificate certificate = Certificate.CODEC.decode(good.payload());
        Certificate forged = new Certificate(
                certificate.chainId(),
                certificate.height(),
                certificate.block(),
                certificate.producerSet(),
                certificate.data(),
                certificate.votes().subList(0, 1));
        Certificate elsewhere = new Certificate(
                certificate.chainId(),
                certificate.height(),
                second,
                certificate.producerSet(),
                certificate.data(),
                certificate.votes());
        BlockNode parent = node(first);
        ChainRules rules = chain.engine().parts().rules();

        assertThat(Inherents.check(List.of(good), parent, rules)).isInstanceOf(Inherents.Outcome.Accepted.class);
        for (Inherent bad : List.of(
                new Inherent("rumour", Bytes.utf8("x")),
                new Inherent(Inherent.FINALITY, Bytes.utf8("x")),
                new Inherent(Inherent.FINALITY, Certificate.CODEC.encode(forged)),
                new Inherent(Inherent.FINALITY, Certificate.CODEC.encode(elsewhere)))) {
            assertThat(Inherents.check(List.of(bad), parent, rules))
                    .as(bad.toString())
                    .isInstanceOf(Inherents.Outcome.Refused.class);
        }
        assertThat(Inherents.check(List.of(good, good), parent, rules)).isInstanceOf(Inherents.Outcome.Refused.class);
        List<Inherent> many = Collections.nCopies(rules.specification().limits().inherents() + 1, good);
        assertThat(Inherents.check(many, parent, rules))
                .isInstanceOfSatisfying(
                        Inherents.Outcome.Refused.class,
                        refused -> assertThat(refused.verdict().reason()).contains("more than"));
    }

    private BlockNode node(BlockId id) {
        return chain.engine().node(id).orElseThrow();
    }
}
