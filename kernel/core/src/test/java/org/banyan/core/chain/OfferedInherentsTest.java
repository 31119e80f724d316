package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.core.fixture.FactContract.fact;

import java.util.List;
import java.util.function.UnaryOperator;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.fixture.FactContract;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.state.StateKey;
import org.banyan.testkit.consensus.ScriptedConsensus;
import org.banyan.testkit.consensus.ScriptedConsensusFactory;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Inherent;
import org.banyan.types.receipt.Event;
import org.banyan.types.receipt.OutgoingMessage;
import org.banyan.types.specification.Limits;
import org.junit.jupiter.api.Test;

/** What a node's own services offer for its blocks, with a contract that takes facts: docs/spi/blocks.md, inherents of the collection. */
class OfferedInherentsTest {
    private final TestChain chain = chain(limits -> limits);
    private final TestChain other = chain(limits -> limits);

    private static TestChain chain(UnaryOperator<Limits> limits) {
        return new TestChain(new MemoryDisk().open(), FactContract.added(limits));
    }

    @Test
    void an_offered_inherent_is_carried_and_what_its_contract_does_stands_in_the_receipt_of_the_block_start() {
        assertAccepted(chain.engine().offer("north", fact("rain")));

        BlockId block = chain.extendHead();

        assertThat(inherents(chain, block)).containsExactly(fact("rain"));
        assertThat(chain.receipts(block).getFirst().events())
                .containsExactly(new Event(FactContract.address(), "taken", Bytes.utf8("rain")));
        assertThat(knows(chain, "rain")).isTrue();
        assertThat(other.importFrom(chain, block)).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(knows(other, "rain")).isTrue();
        assertThat(other.engine().head().header().stateRoot())
                .isEqualTo(chain.engine().head().header().stateRoot());
    }

    @Test
    void a_message_that_an_inherent_leads_to_stands_in_the_receipt_of_the_block_start() {
        assertAccepted(chain.engine().offer("north", fact("passed on")));
        assertThat(chain.receipts(chain.extendHead()).getFirst().messages())
                .extracting(OutgoingMessage::payload)
                .containsExactly(Bytes.utf8("passed on"));
    }

    @Test
    void what_was_carried_is_not_carried_again() {
        chain.engine().offer("north", fact("rain"));
        chain.extendHead();
        assertThat(inherents(chain, chain.extendHead())).isEmpty();
    }

    @Test
    void what_came_in_with_a_block_of_another_producer_is_not_carried_again() {
        chain.engine().offer("north", fact("rain"));
        other.engine().offer("north", fact("rain"));
        BlockId block = chain.extendHead();
        other.importFrom(chain, block);
        assertThat(inherents(other, other.extendHead())).isEmpty();
    }

    @Test
    void a_source_offers_its_newest_and_each_source_has_its_own() {
        chain.engine().offer("north", fact("rain"));
        chain.engine().offer("south", fact("sun"));
        chain.engine().offer("north", fact("snow"));
        assertThat(inherents(chain, chain.extendHead())).containsExactlyInAnyOrder(fact("snow"), fact("sun"));
    }

    @Test
    void an_offer_that_the_contract_refuses_is_answered_with_its_reason_and_not_kept() {
        Verdict verdict = chain.engine().offer("north", fact("bad news"));

        assertRefused(verdict, "BODY-INHERENT", "NOT_ALLOWED: a bad fact");
        assertThat(inherents(chain, chain.extendHead())).isEmpty();
    }

    @Test
    void a_refused_offer_leaves_what_the_source_offered_before() {
        chain.engine().offer("north", fact("rain"));
        chain.engine().offer("north", fact("bad news"));
        assertThat(inherents(chain, chain.extendHead())).containsExactly(fact("rain"));
    }

    @Test
    void kinds_that_no_contract_takes_are_not_offered_and_never_stop_the_builder() {
        assertRefused(
                chain.engine().offer("north", new Inherent("rumour", Bytes.utf8("x"))), "BODY-INHERENT", "rumour");
        for (String kernels : List.of(Inherent.FINALITY, Inherent.EVIDENCE)) {
            assertRefused(
                    chain.engine().offer("north", new Inherent(kernels, Bytes.utf8("x"))), "BODY-INHERENT", kernels);
        }
        assertThat(inherents(chain, chain.extendHead())).isEmpty();
    }

    @Test
    void too_many_sources_are_refused_but_a_known_one_may_go_on() {
        for (int i = 0; i < OfferedInherents.SOURCES_MAX; i++) {
            assertAccepted(chain.engine().offer("source-" + i, fact("fact-" + i)));
        }
        assertRefused(chain.engine().offer("one more", fact("rain")), "BODY-INHERENT", "256 sources");
        assertAccepted(chain.engine().offer("source-0", fact("rain")));
    }

    @Test
    void an_offer_that_is_refused_in_the_meantime_is_dropped_and_the_block_is_built_without_it() {
        chain.engine().offer("north", fact("rain"));
        chain.engine().offer("south", fact("sun"));
        chain.engine().offer("west", fact("rain"));
        chain.submit(chain.sign(chain.transfer(TestChain.ALICE, TestChain.BOB, 5), TestChain.ALICE));

        BlockId block = chain.extendHead();

        assertThat(inherents(chain, block)).containsExactly(fact("rain"), fact("sun"));
        assertThat(chain.receipts(block)).as("start, transfer, end").hasSize(3);
        assertThat(other.importFrom(chain, block)).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(inherents(chain, chain.extendHead())).isEmpty();
    }

    @Test
    void more_offers_than_a_block_may_carry_wait_and_the_longest_waiting_goes_first() {
        TestChain narrow = chain(limits -> inherents(limits, 1));
        narrow.engine().offer("a", fact("a1"));
        narrow.engine().offer("b", fact("b1"));
        assertThat(inherents(narrow, narrow.extendHead())).containsExactly(fact("a1"));
        narrow.engine().offer("a", fact("a2"));
        assertThat(inherents(narrow, narrow.extendHead())).containsExactly(fact("b1"));
        assertThat(inherents(narrow, narrow.extendHead())).containsExactly(fact("a2"));
    }

    @Test
    void offers_that_do_not_fit_the_body_together_wait_and_one_that_never_fits_is_refused() {
        TestChain small = chain(limits -> blockBytes(limits, 300));
        TestChain importer = chain(limits -> blockBytes(limits, 300));
        small.engine().offer("a", fact("a".repeat(200)));
        small.engine().offer("b", fact("b".repeat(200)));
        small.engine().offer("c", fact("c"));
        assertRefused(small.engine().offer("d", fact("d".repeat(300))), "BODY-INHERENT", "300");

        BlockId first = small.extendHead();
        BlockId second = small.extendHead();

        assertThat(inherents(small, first)).containsExactly(fact("a".repeat(200)), fact("c"));
        assertThat(inherents(small, second)).containsExactly(fact("b".repeat(200)));
        assertThat(importer.importFrom(small, first)).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(importer.importFrom(small, second)).isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void inherents_share_the_block_s_cost_limit_and_what_passes_it_is_dropped_by_the_builder() {
        assertRefused(chain.engine().offer("north", fact("endless")), "BODY-INHERENT", "");
        for (int i = 0; i < 3; i++) {
            assertAccepted(chain.engine().offer("source-" + i, fact("dear-" + i)));
        }
        BlockId block = chain.extendHead();
        assertThat(inherents(chain, block)).containsExactly(fact("dear-0"), fact("dear-1"));
        assertThat(other.importFrom(chain, block)).isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void a_reorganisation_takes_back_what_inherents_did_and_their_source_may_offer_again() {
        BlockId genesis = chain.engine().head().id();
        chain.engine().offer("north", fact("rain"));
        BlockId left = chain.extend(genesis, 0);
        assertThat(knows(chain, "rain")).isTrue();

        BlockId right = chain.extend(chain.extend(genesis, 1, 2), 1);

        assertThat(chain.engine().head().id()).isEqualTo(right);
        assertThat(knows(chain, "rain")).isFalse();
        assertAccepted(chain.engine().offer("north", fact("rain")));
        BlockId again = chain.extend(right, 1);
        assertThat(inherents(chain, again)).containsExactly(fact("rain"));
        assertThat(inherents(chain, left)).containsExactly(fact("rain"));
        assertThat(chain.receipts(again).getFirst().events()).hasSize(1);
    }

    @Test
    void an_offer_that_the_parent_of_the_built_block_knows_already_is_dropped() {
        BlockId genesis = chain.engine().head().id();
        BlockId right = chain.extend(genesis, 1, 2);
        chain.engine().offer("north", fact("rain"));
        BlockId left = chain.extend(genesis, 0);
        chain.engine().offer("north", fact("rain"));

        BlockId tip = chain.extend(left, 0);

        assertThat(inherents(chain, left)).containsExactly(fact("rain"));
        assertThat(inherents(chain, tip)).isEmpty();
        assertThat(inherents(chain, right)).isEmpty();
    }

    @Test
    void a_chain_does_not_open_without_a_light_client_that_its_collection_lists() {
        assertThat(rules(List.of(new ScriptedConsensusFactory()))
                        .specification()
                        .collection()
                        .lightClients())
                .containsExactly(ScriptedConsensus.ID);
        assertThatThrownBy(() -> rules(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'scripted'")
                .hasMessageContaining("class path");
    }

    private static ChainRules rules(List<ConsensusFactory> factories) {
        return new ChainRules(
                FactContract.added(limits -> limits, ScriptedConsensus.ID)
                        .apply(TestChain.specification(TestProducers.count(TestChain.SUITE, 2))),
                TestChain.SUITE,
                List.of(),
                List.of(),
                factories);
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

    private static void assertAccepted(Verdict verdict) {
        assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
    }

    private static void assertRefused(Verdict verdict, String rule, String reason) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Rejected.class, rejected -> {
            assertThat(rejected.rule().text()).isEqualTo(rule);
            assertThat(rejected.reason()).contains(reason);
        });
    }

    private static Limits inherents(Limits it, int inherents) {
        return limits(it, it.blockBytes(), inherents);
    }

    private static Limits blockBytes(Limits it, long blockBytes) {
        return limits(it, blockBytes, it.inherents());
    }

    private static Limits limits(Limits it, long blockBytes, int inherents) {
        return new Limits(
                it.transactionBytes(),
                blockBytes,
                it.blockTransactions(),
                it.authorizations(),
                it.transactionCost(),
                it.blockCost(),
                it.callDepth(),
                it.codeBytes(),
                it.valueBytes(),
                it.events(),
                inherents,
                it.headerBytes());
    }
}
