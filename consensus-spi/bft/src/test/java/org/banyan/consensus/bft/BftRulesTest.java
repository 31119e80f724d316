package org.banyan.consensus.bft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

/** A refusal of each rule of docs/spi/bft.md. */
class BftRulesTest {
    private static final TestProducers FOUR = SmallCase.FOUR;
    private static final ChainParameters CHAIN = SmallCase.parameters(FOUR);
    private static final BlockId PARENT = block(1);

    private final BftConsensus consensus = (BftConsensus) new BftConsensusFactory().create(CHAIN);
    private final BftState state = (BftState) consensus.genesis();

    @Test
    void bft_1_a_block_on_a_parent_that_it_does_not_prove_final_is_refused() {
        assertRefused(BftRules.PARENT_NOT_FINAL, child(SmallCase.SLOT, Bytes.EMPTY, block(7)));
    }

    @Test
    void bft_2_a_block_sooner_than_a_slot_after_its_parent_is_refused() {
        assertThat(state.check(child(SmallCase.SLOT, Bytes.EMPTY, PARENT))).isEqualTo(Verdict.ACCEPTED);
        assertRefused(BftRules.TOO_SOON, child(SmallCase.SLOT - 1, Bytes.EMPTY, PARENT));
    }

    @Test
    void bft_3_data_that_are_not_canonical_are_refused() {
        assertRefused(BftRules.DATA, child(SmallCase.SLOT, Bytes.fromHex("088000"), PARENT));
        assertRefused(BftRules.DATA, child(SmallCase.SLOT, Bytes.fromHex("088080808010"), PARENT));
    }

    @Test
    void bft_4_a_change_for_another_set_time_or_reign_is_refused() {
        ProducerSet next = TestProducers.named(SmallCase.SUITE, "x").set();
        assertRefused(
                BftRules.CHANGE_MISPLACED,
                withChange(Changes.approved(CHAIN, FOUR, new Height(3), new Height(9), next)));
        assertRefused(
                BftRules.CHANGE_MISPLACED,
                withChange(Changes.approved(CHAIN, FOUR, Height.GENESIS, new Height(1), next)));
        TestProducers others = TestProducers.named(SmallCase.SUITE, "y");
        assertRefused(
                BftRules.CHANGE_MISPLACED,
                withChange(Changes.approved(CHAIN, others, Height.GENESIS, new Height(9), next)));
    }

    @Test
    void bft_5_a_next_set_that_cannot_produce_is_refused() {
        assertRefused(
                BftRules.NEXT_SET,
                withChange(Changes.approved(CHAIN, FOUR, Height.GENESIS, new Height(9), FOUR.set())));
    }

    @Test
    void bft_6_a_change_without_a_quorum_of_approvals_is_refused() {
        ProducerSet next = TestProducers.named(SmallCase.SUITE, "x").set();
        SetChange bare = Changes.unapproved(CHAIN, FOUR, Height.GENESIS, new Height(9), next);
        assertRefused(BftRules.APPROVALS, withChange(bare));
        SetChange two = bare.approvedBy(Changes.approval(CHAIN, FOUR, bare, 0))
                .approvedBy(Changes.approval(CHAIN, FOUR, bare, 2));
        assertRefused(BftRules.APPROVALS, withChange(two));
        assertThat(state.check(withChange(two.approvedBy(Changes.approval(CHAIN, FOUR, bare, 3)))))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void bft_7_votes_that_say_anything_but_commit_make_nothing_final() {
        for (Phase phase : Phase.values()) {
            Certificate certificate = certificate(PARENT, new Statement(phase, 3, 0), 3);
            assertThat(state.checkCertificate(certificate).isAccepted())
                    .as("%s", phase)
                    .isEqualTo(phase == Phase.COMMIT);
        }
    }

    @Test
    void bft_8_a_lock_needs_votes_that_say_prepare_for_this_block_and_a_newer_view() {
        var header = consensusHeader();
        BlockId id = header.id(SmallCase.SUITE.hash());
        Certificate first = certificate(id, Statement.of(Phase.PREPARE, 2), 3);
        assertThat(state.mayAdd(header, Witness.EMPTY, lock(first))).isEqualTo(Verdict.ACCEPTED);
        Witness known = Witness.of(lock(first));
        assertThat(state.mayAdd(header, known, lock(certificate(id, Statement.of(Phase.PREPARE, 3), 3))))
                .isEqualTo(Verdict.ACCEPTED);
        for (Certificate wrong : List.of(
                certificate(id, Statement.of(Phase.PREPARE, 1), 3),
                certificate(id, Statement.of(Phase.COMMIT, 4), 3),
                certificate(id, Statement.of(Phase.PREPARE, 4), 2),
                certificate(PARENT, Statement.of(Phase.PREPARE, 4), 3))) {
            assertThat(state.mayAdd(header, known, lock(wrong))).isInstanceOf(Verdict.Rejected.class);
        }
    }

    // What agents believe: BFT-9 to BFT-12

    @Test
    void bft_9_a_statement_counts_with_its_members_own_signature_alone() {
        Message genuine = message(Statement.of(Phase.PREPARE, 2), PARENT, 1, List.of(), Optional.empty());
        assertThat(checks().isGenuine(genuine, Optional.empty())).isTrue();
        Message stolen = new Message(
                genuine.height(),
                genuine.statement(),
                PARENT,
                new VoteSignature(2, genuine.vote().signature()),
                List.of(),
                Optional.empty());
        assertThat(checks().isGenuine(stolen, Optional.empty())).isFalse();
        Message outside = new Message(
                genuine.height(),
                genuine.statement(),
                PARENT,
                new VoteSignature(4, genuine.vote().signature()),
                List.of(),
                Optional.empty());
        assertThat(checks().isGenuine(outside, Optional.empty())).isFalse();
    }

    @Test
    void bft_10_a_view_change_names_its_lock_with_proof_or_the_parent() {
        Certificate proof = certificate(block(5), Statement.of(Phase.PREPARE, 1), 3);
        assertGenuine(true, message(new Statement(Phase.CHANGE, 3, 0), PARENT, 1, List.of(), Optional.empty()));
        assertGenuine(true, message(new Statement(Phase.CHANGE, 3, 2), block(5), 1, List.of(), Optional.of(proof)));
        assertGenuine(false, message(new Statement(Phase.CHANGE, 3, 0), block(5), 1, List.of(), Optional.empty()));
        assertGenuine(false, message(new Statement(Phase.CHANGE, 3, 2), block(5), 1, List.of(), Optional.empty()));
        assertGenuine(false, message(new Statement(Phase.CHANGE, 3, 3), block(5), 1, List.of(), Optional.of(proof)));
        assertGenuine(false, message(new Statement(Phase.CHANGE, 3, 2), block(6), 1, List.of(), Optional.of(proof)));
    }

    @Test
    void bft_11_only_the_leader_proposes_and_only_with_a_quorum_of_view_changes() {
        // Height 2, view 3: member (2 + 3) mod 4 leads.
        assertGenuine(true, proposal(1, block(8), changes(0, 1, 2), Optional.empty()));
        assertGenuine(false, proposal(2, block(8), changes(0, 1, 2), Optional.empty()));
        assertGenuine(false, proposal(1, block(8), changes(0, 1), Optional.empty()));
        assertGenuine(false, message(Statement.of(Phase.PROPOSE, 0), block(8), 2, List.of(), Optional.empty()));
        List<Message.Change> forged = List.of(
                changes(0).getFirst(),
                changes(1).getFirst(),
                new Message.Change(
                        new VoteSignature(2, changes(1).getFirst().vote().signature()), 0, PARENT));
        assertGenuine(false, proposal(1, block(8), forged, Optional.empty()));
    }

    @Test
    void bft_12_a_leader_proposes_the_newest_lock_of_the_view_changes() {
        Certificate proof = certificate(block(5), Statement.of(Phase.PREPARE, 1), 3);
        List<Message.Change> locked = List.of(
                changes(0).getFirst(), change(1, 2, block(5)), changes(2).getFirst());
        assertGenuine(true, proposal(1, block(5), locked, Optional.of(proof)));
        assertGenuine(false, proposal(1, block(8), locked, Optional.empty()));
        assertGenuine(false, proposal(1, block(8), locked, Optional.of(proof)));
        assertGenuine(false, proposal(1, block(5), locked, Optional.empty()));
    }

    @Test
    void the_page_lists_the_rules_that_are_tested_here() throws IOException {
        TreeSet<String> page = new TreeSet<>();
        var row = Pattern.compile("^\\| (BFT-\\d+) \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../../docs/spi/bft.md")));
        while (row.find()) {
            page.add(row.group(1));
        }
        TreeSet<String> tested = new TreeSet<>();
        for (var tests : List.of(BftRulesTest.class, BftOffenceTest.class)) {
            for (var method : tests.getDeclaredMethods()) {
                var name = Pattern.compile("^bft_(\\d+)_.*").matcher(method.getName());
                if (name.matches()) {
                    tested.add("BFT-" + name.group(1));
                }
            }
        }
        assertThat(page).isEqualTo(tested);
    }

    @Test
    void unusable_parameters_are_refused_with_all_that_is_wrong() {
        Bytes wrong = BftParameters.CODEC.encode(new BftParameters(FOUR.set(), 1, 0, -1));
        var chain = new ChainParameters(CHAIN.chainId(), CHAIN.genesisTime(), 0, wrong, CHAIN.suite());
        assertThatThrownBy(() -> new BftConsensusFactory().create(chain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("view-millis must be")
                .hasMessageContaining("view-millis-max must be")
                .hasMessageContaining("empty-every must be")
                .hasMessageContaining("a slot must last at least 1 ms");
    }

    // Tools

    private Checks checks() {
        return new Checks(state.quorum(), new Safety(), new Height(2), PARENT);
    }

    private void assertGenuine(boolean genuine, Message message) {
        assertThat(checks().isGenuine(message, Optional.empty())).isEqualTo(genuine);
    }

    private Message proposal(int by, BlockId block, List<Message.Change> changes, Optional<Certificate> lock) {
        return message(Statement.of(Phase.PROPOSE, 3), block, by, changes, lock);
    }

    private List<Message.Change> changes(int... positions) {
        return Arrays.stream(positions)
                .mapToObj(position -> change(position, 0, PARENT))
                .toList();
    }

    private Message.Change change(int position, long lock, BlockId block) {
        return new Message.Change(vote(new Statement(Phase.CHANGE, 3, lock), block, position), lock, block);
    }

    private Message message(
            Statement statement, BlockId block, int by, List<Message.Change> changes, Optional<Certificate> lock) {
        return new Message(new Height(2), statement, block, vote(statement, block, by), changes, lock);
    }

    private VoteSignature vote(Statement statement, BlockId block, int by) {
        Quorum quorum = state.quorum();
        Hash object = quorum.object(quorum.ballot(new Height(2), block, statement.encoded()));
        return new VoteSignature(
                by,
                FOUR.signers().get(by).sign(SmallCase.SUITE.signingHash(CHAIN.chainId(), SignatureType.VOTE, object)));
    }

    private Certificate certificate(BlockId block, Statement statement, int votes) {
        Certificate ballot = state.quorum().ballot(new Height(2), block, statement.encoded());
        List<VoteSignature> signed = IntStream.range(0, votes)
                .mapToObj(position -> vote(statement, block, position))
                .toList();
        return new Certificate(
                ballot.chainId(), ballot.height(), ballot.block(), ballot.producerSet(), ballot.data(), signed);
    }

    private static WitnessEntry lock(Certificate certificate) {
        return new WitnessEntry(BftState.LOCK, Certificate.CODEC.encode(certificate));
    }

    private static Header consensusHeader() {
        Hash none = block(9).hash();
        var extension = new ConsensusExtension(none, none, Bytes.EMPTY);
        return new Header(
                1,
                CHAIN.chainId(),
                new Height(2),
                PARENT,
                CHAIN.genesisTime(),
                none,
                none,
                none,
                none,
                List.of(extension.toExtension()));
    }

    private static ChildFacts child(long after, Bytes data, BlockId finalBlock) {
        return new ChildFacts(
                new Height(2),
                PARENT,
                CHAIN.genesisTime(),
                CHAIN.genesisTime().plusMillis(after),
                data,
                new Height(1),
                finalBlock);
    }

    private static ChildFacts withChange(SetChange change) {
        return child(SmallCase.SLOT, HeaderData.CODEC.encode(new HeaderData(0, Optional.of(change))), PARENT);
    }

    private static BlockId block(long number) {
        return new BlockId(new Hash(number, 0, 0, 0));
    }

    private void assertRefused(RuleId rule, ChildFacts child) {
        assertThat(state.check(child))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule));
        assertThatThrownBy(() -> state.next(child)).isInstanceOf(IllegalArgumentException.class);
    }
}
