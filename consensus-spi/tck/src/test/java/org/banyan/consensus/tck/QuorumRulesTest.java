package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

/** Each refusal of certificates, witnesses and light clients has its own rule: CERT, WIT and LIGHT of docs/spi/consensus.md. */
class QuorumRulesTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();
    private static final ChainParameters CHAIN =
            new ChainParameters(new ChainId(new Hash(1, 2, 3, 4)), new Timestamp(1_000), 400, Bytes.EMPTY, SUITE);
    private static final TestProducers FOUR = TestProducers.count(SUITE, 4);
    private static final TestProducers OTHERS = TestProducers.named(SUITE, "dora", "emil", "fred", "gina");
    private static final Quorum QUORUM = new Quorum(CHAIN.chainId(), FOUR.set(), SUITE);
    private static final Header GENESIS = header(0, Header.genesisParent(CHAIN.chainId()), FOUR.set());
    private static final Header CHILD = header(1, id(GENESIS), FOUR.set());

    @Test
    void a_certificate_needs_the_votes_of_a_quorum() {
        assertThat(QUORUM.check(certificate(CHILD, 0, 1, 2))).isEqualTo(Verdict.ACCEPTED);
        assertThat(QUORUM.check(certificate(CHILD, 0, 1, 2, 3))).isEqualTo(Verdict.ACCEPTED);
        assertThat(rule(QUORUM.check(certificate(CHILD, 0, 3)))).isEqualTo(Quorum.TOO_FEW_VOTES);
    }

    @Test
    void votes_count_by_weight() {
        List<Producer> heavy = new ArrayList<>(FOUR.set().producers());
        heavy.set(0, new Producer(heavy.get(0).address(), heavy.get(0).key(), 10));
        Quorum weighted = new Quorum(CHAIN.chainId(), new ProducerSet(heavy), SUITE);
        assertThat(weighted.check(certificate(weighted, CHILD, 0))).isEqualTo(Verdict.ACCEPTED);
        assertThat(rule(weighted.check(certificate(weighted, CHILD, 1, 2, 3)))).isEqualTo(Quorum.TOO_FEW_VOTES);
    }

    @Test
    void a_certificate_of_another_chain_or_set_is_refused_before_its_signatures_are_checked() {
        Quorum otherChain = new Quorum(new ChainId(new Hash(9, 9, 9, 9)), FOUR.set(), SUITE);
        assertThat(rule(QUORUM.check(certificate(otherChain, CHILD, 0, 1, 2)))).isEqualTo(Quorum.OTHER_CHAIN);
        Quorum otherSet = new Quorum(CHAIN.chainId(), OTHERS.set(), SUITE);
        assertThat(rule(QUORUM.check(certificate(otherSet, CHILD, 0, 1, 2)))).isEqualTo(Quorum.OTHER_SET);
    }

    @Test
    void a_voter_outside_the_set_and_a_wrong_signature_are_refused() {
        Certificate genuine = certificate(CHILD, 0, 1, 2);
        List<VoteSignature> outside = new ArrayList<>(genuine.votes());
        outside.add(new VoteSignature(4, outside.getFirst().signature()));
        assertThat(rule(QUORUM.check(withVotes(genuine, outside)))).isEqualTo(Quorum.NOT_A_VOTER);
        List<VoteSignature> wrong = new ArrayList<>(genuine.votes());
        wrong.set(2, new VoteSignature(3, wrong.get(2).signature()));
        assertThat(rule(QUORUM.check(withVotes(genuine, wrong)))).isEqualTo(Quorum.WRONG_SIGNATURE);
    }

    @Test
    void votes_become_a_certificate_once_they_are_enough_and_a_position_counts_once() {
        Certificate ballot = QUORUM.ballot(CHILD.height(), id(CHILD), Bytes.EMPTY);
        List<VoteSignature> votes = certificate(CHILD, 0, 1, 2).votes();
        assertThat(QUORUM.assemble(ballot, votes.subList(0, 2))).isEmpty();
        assertThat(QUORUM.assemble(ballot, List.of(votes.get(0), votes.get(0), votes.get(1))))
                .as("one voter twice")
                .isEmpty();
        assertThat(QUORUM.assemble(ballot, votes.reversed())).contains(certificate(CHILD, 0, 1, 2));
    }

    @Test
    void a_witness_holds_one_seal_one_vote_of_each_and_one_certificate_of_this_block() {
        QuorumWitness witnesses = new QuorumWitness(QUORUM, QUORUM, Bytes.EMPTY, SUITE);
        Producer producer = FOUR.set().producers().get(1);
        WitnessEntry seal = seal(1, CHILD);
        assertThat(witnesses.checkSeal(CHILD, producer, Witness.of(seal))).isEqualTo(Verdict.ACCEPTED);
        assertThat(rule(witnesses.checkSeal(CHILD, producer, Witness.EMPTY))).isEqualTo(QuorumWitness.NO_SEAL);
        Witness two = Witness.of(seal).merge(Witness.of(seal(2, CHILD)));
        assertThat(rule(witnesses.checkSeal(CHILD, producer, two))).isEqualTo(QuorumWitness.NO_SEAL);
        assertThat(rule(witnesses.checkSeal(CHILD, producer, Witness.of(seal(2, CHILD)))))
                .isEqualTo(QuorumWitness.WRONG_SEAL);

        WitnessEntry vote =
                QuorumWitness.vote(certificate(CHILD, 0, 1, 2).votes().getFirst());
        WitnessEntry certificate = QuorumWitness.certificate(certificate(CHILD, 0, 1, 2));
        for (WitnessEntry entry : List.of(seal, vote, certificate)) {
            assertThat(witnesses.mayAdd(CHILD, producer, Witness.EMPTY, entry)).isEqualTo(Verdict.ACCEPTED);
            assertThat(rule(witnesses.mayAdd(CHILD, producer, Witness.of(entry), entry)))
                    .isEqualTo(QuorumWitness.ADDS_NOTHING);
        }
        assertThat(rule(witnesses.mayAdd(CHILD, producer, Witness.EMPTY, new WitnessEntry("gossip", Bytes.EMPTY))))
                .isEqualTo(QuorumWitness.UNKNOWN_KIND);
        assertThat(rule(witnesses.mayAdd(
                        CHILD, producer, Witness.EMPTY, new WitnessEntry(WitnessEntry.VOTE, Bytes.fromHex("ff")))))
                .isEqualTo(QuorumWitness.MALFORMED);
        Header sibling = header(1, id(GENESIS), OTHERS.set());
        assertThat(rule(witnesses.mayAdd(
                        CHILD, producer, Witness.EMPTY, QuorumWitness.certificate(certificate(sibling, 0, 1, 2)))))
                .isEqualTo(QuorumWitness.OTHER_BLOCK);
    }

    @Test
    void a_light_client_names_the_rule_of_each_refusal() {
        LightClient client = client(GENESIS, FOUR.set());
        assertThat(client.follow(CHILD, certificate(CHILD, 0, 1, 2), Optional.empty())
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);
        Header changing = header(2, id(CHILD), OTHERS.set());
        assertThat(client.follow(changing, certificate(changing, 0, 1, 2), Optional.of(OTHERS.set()))
                        .verdict())
                .as("headers in between are skipped")
                .isEqualTo(Verdict.ACCEPTED);

        assertThat(rule(client, GENESIS, certificate(GENESIS, 0, 1, 2))).isEqualTo(QuorumLightClient.NOT_LATER);
        assertThat(rule(client, CHILD, certificate(changing, 0, 1, 2))).isEqualTo(QuorumLightClient.OTHER_BLOCK);
        assertThat(rule(client, CHILD, certificate(CHILD, 0, 1))).isEqualTo(Quorum.TOO_FEW_VOTES);
        assertThat(rule(client, changing, certificate(changing, 0, 1, 2)))
                .as("the next set is missing")
                .isEqualTo(QuorumLightClient.WRONG_NEXT_SET);
        Header bare = new Header(
                Header.VERSION,
                CHAIN.chainId(),
                new Height(1),
                id(GENESIS),
                new Timestamp(1_400),
                root(),
                root(),
                root(),
                root(),
                List.of());
        assertThat(rule(client, bare, certificate(bare, 0, 1, 2))).isEqualTo(QuorumLightClient.NO_EXTENSION);
        Header garbled = new Header(
                Header.VERSION,
                CHAIN.chainId(),
                new Height(1),
                id(GENESIS),
                new Timestamp(1_400),
                root(),
                root(),
                root(),
                root(),
                List.of(new HeaderExtension(ConsensusExtension.ID, Bytes.fromHex("ff"))));
        assertThat(rule(client, garbled, certificate(garbled, 0, 1, 2))).isEqualTo(QuorumLightClient.NO_EXTENSION);
        ChainId foreign = new ChainId(new Hash(9, 9, 9, 9));
        Header elsewhere = new Header(
                Header.VERSION,
                foreign,
                new Height(1),
                id(GENESIS),
                new Timestamp(1_400),
                root(),
                root(),
                root(),
                root(),
                List.of());
        assertThat(rule(client, elsewhere, certificate(elsewhere, 0, 1, 2))).isEqualTo(QuorumLightClient.OTHER_CHAIN);
        assertThat(rule(client.provesMisbehaviour(certificate(CHILD, 0, 1, 2), certificate(CHILD, 1, 2, 3))))
                .isEqualTo(QuorumLightClient.NO_CONFLICT);
    }

    @Test
    void a_checkpoint_whose_parts_do_not_belong_together_is_refused() {
        assertThatThrownBy(() -> client(GENESIS, OTHERS.set()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not commit");
    }

    private static LightClient client(Header header, ProducerSet set) {
        return new QuorumLightClient(
                SUITE, children -> new Quorum(CHAIN.chainId(), children, SUITE), new Checkpoint(header, set));
    }

    private static RuleId rule(LightClient client, Header header, Certificate certificate) {
        LightClient.Step step = client.follow(header, certificate, Optional.empty());
        assertThat(step.next()).as("a client that refuses stays where it is").isSameAs(client);
        return rule(step.verdict());
    }

    private static RuleId rule(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected) verdict).rule();
    }

    private static Certificate certificate(Header header, int... positions) {
        return certificate(QUORUM, header, positions);
    }

    private static Certificate certificate(Quorum quorum, Header header, int... positions) {
        Certificate ballot = quorum.ballot(header.height(), id(header), Bytes.EMPTY);
        Hash message = SUITE.signingHash(ballot.chainId(), SignatureType.VOTE, quorum.object(ballot));
        List<VoteSignature> votes = new ArrayList<>();
        for (int position : positions) {
            votes.add(new VoteSignature(position, FOUR.signers().get(position).sign(message)));
        }
        return withVotes(ballot, votes);
    }

    private static Certificate withVotes(Certificate ballot, List<VoteSignature> votes) {
        return new Certificate(
                ballot.chainId(), ballot.height(), ballot.block(), ballot.producerSet(), ballot.data(), votes);
    }

    private static WitnessEntry seal(int position, Header header) {
        Hash message = SUITE.signingHash(
                CHAIN.chainId(), SignatureType.BLOCK, id(header).hash());
        return QuorumWitness.seal(FOUR.signers().get(position).sign(message));
    }

    private static Header header(long height, BlockId parent, ProducerSet children) {
        ConsensusExtension extension = new ConsensusExtension(root(), children.id(SUITE.hash()), Bytes.EMPTY);
        return new Header(
                Header.VERSION,
                CHAIN.chainId(),
                new Height(height),
                parent,
                new Timestamp(1_000 + 400 * height),
                root(),
                root(),
                root(),
                root(),
                List.of(extension.toExtension()));
    }

    private static BlockId id(Header header) {
        return header.id(SUITE.hash());
    }

    private static Hash root() {
        return new Hash(0, 0, 0, 1);
    }
}
