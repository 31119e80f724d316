package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.TimedLightClient;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.finality.Source;
import org.banyan.consensus.finality.VoteData;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Light clients of a chain with four sets of delegates, from headers and certificates alone. RELIABILITY.md T13. */
class LightClientTest {
    private static final List<TestProducers> SETS = List.of(
            TestProducers.named(Walk.SUITE, "a", "b", "c", "d"),
            TestProducers.named(Walk.SUITE, "d", "e", "f", "g", "h", "i", "j"),
            TestProducers.named(Walk.SUITE, "j", "k", "l", "m"),
            TestProducers.named(Walk.SUITE, "n", "o", "p", "q", "r"));
    private static final long HOUR = DposParameters.HOUR_MILLIS;

    private static List<LabEntry> certified;
    private static Checkpoint genesis;

    @BeforeAll
    static void run() {
        List<Elected> elections = new ArrayList<>();
        for (int term = 2; term <= SETS.size(); term++) {
            elections.add(new Elected(term, SETS.get(term - 1).set()));
        }
        Net net = Net.of(
                SETS.getFirst(),
                new DposParameters(SETS.getFirst().set(), 2, Growth.FREE, 1_000, 60_000, 60_000, elections),
                Delays.random(21, Net.SLOT / 4));
        TreeSet<PublicKey> running = new TreeSet<>();
        SETS.getFirst().signers().forEach(signer -> running.add(signer.publicKey()));
        for (TestProducers set : SETS) {
            for (Signer signer : set.signers()) {
                if (running.add(signer.publicKey())) {
                    net.add(signer);
                }
            }
        }
        net.run(80);
        net.assertAgreement("over four terms");
        var tree = net.first().tree();
        certified = tree.branch(tree.finalBlock()).stream()
                .filter(entry -> certificate(entry).isPresent())
                .toList();
        LabEntry first = tree.branch(tree.finalBlock()).getFirst();
        genesis = new Checkpoint(
                tree.find(first.header().parent()).orElseThrow().header(),
                SETS.getFirst().set());
    }

    @Test
    void a_client_follows_three_changes_of_the_set_from_headers_alone() {
        LightClient client = client(genesis);
        int changes = 0;
        for (LabEntry entry : certified) {
            ProducerSet next = entry.state().producers();
            boolean change = !next.equals(client.latest().childSet());
            if (change || entry.equals(certified.getLast())) {
                LightClient.Step step = client.follow(
                        entry.header(),
                        certificate(entry).orElseThrow(),
                        change ? Optional.of(next) : Optional.empty());
                assertThat(step.verdict()).isEqualTo(Verdict.ACCEPTED);
                client = step.next();
                changes += change ? 1 : 0;
            }
        }
        assertThat(changes).isEqualTo(3);
        assertThat(client.latest().childSet()).isEqualTo(SETS.getLast().set());
        assertThat(client.latest().header()).isEqualTo(certified.getLast().header());
    }

    @Test
    void a_change_of_the_set_cannot_be_skipped_however_many_members_stayed() {
        LabEntry later = firstOf(SETS.get(1).set());
        LightClient client = client(genesis);
        refused(
                "CERT-2",
                client.follow(later.header(), certificate(later).orElseThrow(), Optional.empty())
                        .verdict());
        refused(
                "CERT-2",
                client.follow(
                                later.header(),
                                certificate(later).orElseThrow(),
                                Optional.of(SETS.get(1).set()))
                        .verdict());
        LabEntry last = certified.getLast();
        refused(
                "CERT-2",
                client.follow(
                                last.header(),
                                certificate(last).orElseThrow(),
                                Optional.of(SETS.getLast().set()))
                        .verdict());
    }

    @Test
    void a_checkpoint_must_hold_the_set_that_its_header_commits_to() {
        assertThatThrownBy(() ->
                        client(new Checkpoint(genesis.header(), SETS.get(1).set())))
                .isInstanceOf(IllegalArgumentException.class);
        LabEntry change = changeTo(SETS.get(2).set());
        assertThat(client(new Checkpoint(change.header(), SETS.get(2).set()))
                        .latest()
                        .header())
                .isEqualTo(change.header());
    }

    @Test
    void a_false_header_of_more_than_a_third_and_less_than_a_quorum_is_refused() {
        Header invented = lunatic(certified.get(2).header());
        for (int liars = 1; liars < 3; liars++) {
            refused(
                    "CERT-4",
                    client(genesis)
                            .follow(invented, signed(invented, 0, 77, liars), Optional.empty())
                            .verdict());
        }
        Header other = certified.get(2).header();
        refused(
                "LIGHT-3",
                client(genesis)
                        .follow(other, signed(invented, 0, 77, 3), Optional.empty())
                        .verdict());
    }

    @Test
    void prevotes_are_no_certificate() {
        Header header = certified.get(1).header();
        Certificate prevotes = signed(header, VoteData.prevote(0, 9, Source.NONE), 0, 4);
        refused(
                "FIN-5",
                client(genesis).follow(header, prevotes, Optional.empty()).verdict());
    }

    @Test
    void a_header_from_the_future_or_the_past_is_refused_and_changes_nothing() {
        LabEntry entry = certified.get(3);
        TimedLightClient client = timed(genesis);
        Certificate certificate = certificate(entry).orElseThrow();
        Timestamp time = entry.header().time();
        Timestamp early = new Timestamp(time.millis() - 101);
        TimedLightClient.Step step = client.follow(early, entry.header(), certificate, Optional.empty());
        refused("LIGHT-8", step.verdict());
        assertThat(step.next().latest()).isEqualTo(genesis);
        assertThat(client.follow(new Timestamp(time.millis() - 100), entry.header(), certificate, Optional.empty())
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);

        TimedLightClient after = client.follow(time, entry.header(), certificate, Optional.empty())
                .next();
        Header later = certified.get(4).header();
        Header past = new Header(
                later.version(),
                later.chainId(),
                later.height(),
                later.parent(),
                time,
                later.bodyRoot(),
                later.receiptsRoot(),
                later.stateRoot(),
                later.historyRoot(),
                later.extensions());
        refused(
                "LIGHT-10",
                after.follow(time, past, signed(past, 0, 9, 3), Optional.empty())
                        .verdict());
        refused(
                "LIGHT-2",
                after.follow(time, certified.get(1).header(), certificate, Optional.empty())
                        .verdict());
    }

    @Test
    void a_client_that_slept_longer_than_the_trust_period_needs_a_checkpoint() {
        TimedLightClient client = timed(genesis);
        LabEntry entry = certified.get(3);
        Certificate certificate = certificate(entry).orElseThrow();
        Timestamp lastMoment = Walk.GENESIS.plusMillis(240 * HOUR);
        Timestamp tooLate = lastMoment.plusMillis(1);
        assertThat(client.follow(lastMoment, entry.header(), certificate, Optional.empty())
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);
        refused(
                "LIGHT-7",
                client.follow(tooLate, entry.header(), certificate, Optional.empty())
                        .verdict());
        refused("LIGHT-7", client.check(tooLate));
        assertThat(timed(new Checkpoint(entry.header(), SETS.getFirst().set())).check(tooLate))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void a_long_range_fork_with_sold_keys_convinces_only_who_may_not_trust_any_more() {
        // given the first delegates, out of office, who sign another history with their old keys
        Header fork = lunatic(certified.get(2).header());
        Certificate sold = signed(fork, 0, 9, 4);

        // when a client that followed the chain and one that slept see it
        LabEntry change = changeTo(SETS.get(1).set());
        TimedLightClient followed = timed(genesis)
                .follow(
                        change.header().time(),
                        change.header(),
                        certificate(change).orElseThrow(),
                        Optional.of(SETS.get(1).set()))
                .next();

        // then the first knows another set, and the second is too old
        Header late = at(
                fork,
                change.header().height().value() + 1,
                change.header().time().plusMillis(Net.SLOT));
        refused(
                "CERT-2",
                followed.follow(late.time(), late, signed(late, 0, 9, 4), Optional.empty())
                        .verdict());
        Timestamp afterUnbonding = Walk.GENESIS.plusMillis(21 * 24 * HOUR);
        refused(
                "LIGHT-7",
                timed(genesis)
                        .follow(afterUnbonding, fork, sold, Optional.empty())
                        .verdict());
    }

    @Test
    void two_sources_that_disagree_freeze_the_client_with_the_proof_in_hand() {
        LabEntry entry = certified.get(2);
        Timestamp now = entry.header().time();
        TimedLightClient client = timed(genesis)
                .follow(now, entry.header(), certificate(entry).orElseThrow(), Optional.empty())
                .next();
        assertThat(client.crossCheck(certificate(entry).orElseThrow()).verdict())
                .isEqualTo(Verdict.ACCEPTED);

        // a certificate without a quorum, or for another height, proves nothing
        Header other = lunatic(entry.header());
        refused("CERT-4", client.crossCheck(signed(other, 0, 9, 2)).verdict());
        refused(
                "LIGHT-11",
                client.crossCheck(certificate(certified.get(4)).orElseThrow()).verdict());
        assertThat(client.conflict()).isEmpty();

        // equivocation in one round, and amnesia: the other block in a later round
        long round =
                VoteData.CODEC.decode(certificate(entry).orElseThrow().data()).round();
        for (long otherRound : List.of(round, round + 5)) {
            Certificate lie = signed(other, 0, otherRound, 3);
            TimedLightClient.Step step = client.crossCheck(lie);
            refused("LIGHT-9", step.verdict());
            TimedLightClient frozen = step.next();
            assertThat(frozen.conflict().orElseThrow().other()).isEqualTo(lie);

            // and a frozen client accepts nothing any more
            LabEntry next = certified.get(3);
            refused(
                    "LIGHT-9",
                    frozen.follow(
                                    next.header().time(),
                                    next.header(),
                                    certificate(next).orElseThrow(),
                                    Optional.empty())
                            .verdict());
            refused(
                    "LIGHT-9",
                    frozen.crossCheck(certificate(entry).orElseThrow()).verdict());
            refused("LIGHT-9", frozen.check(now));
        }
    }

    private static LightClient client(Checkpoint checkpoint) {
        return new DposConsensusFactory().lightClient(Walk.SUITE, checkpoint);
    }

    private static TimedLightClient timed(Checkpoint checkpoint) {
        return new TimedLightClient(client(checkpoint), TimedLightClient.TRUST_MILLIS, Net.SLOT / 4);
    }

    /** The header with which a set begins to certify. */
    private static LabEntry changeTo(ProducerSet set) {
        return certified.stream()
                .filter(entry -> entry.state().producers().equals(set)
                        && !entry.parentState().producers().equals(set))
                .findFirst()
                .orElseThrow();
    }

    private static LabEntry firstOf(ProducerSet set) {
        return certified.stream()
                .filter(entry -> entry.parentState().producers().equals(set))
                .findFirst()
                .orElseThrow();
    }

    private static Header lunatic(Header header) {
        return at(header, header.height().value(), header.time());
    }

    /** A header that no honest delegate ever made: its state root is invented. */
    private static Header at(Header header, long height, Timestamp time) {
        return new Header(
                Header.VERSION,
                header.chainId(),
                new Height(height),
                new BlockId(new Hash(6, 6, 6, 6)),
                time,
                header.bodyRoot(),
                header.receiptsRoot(),
                new Hash(6, 6, 6, 6),
                header.historyRoot(),
                header.extensions());
    }

    private static Certificate signed(Header header, long term, long round, int count) {
        return signed(header, VoteData.precommit(term, round), 0, count);
    }

    /** Signed by members of the first set. */
    private static Certificate signed(Header header, VoteData data, int from, int to) {
        TestProducers set = SETS.getFirst();
        Electorate electorate = new Electorate(header.chainId(), set.set(), data.term(), true, Walk.SUITE);
        Quorum quorum = electorate.quorum();
        Certificate ballot = electorate.ballot(header.height(), header.id(Walk.SUITE.hash()), data);
        Hash message = Walk.SUITE.signingHash(header.chainId(), SignatureType.VOTE, quorum.object(ballot));
        List<VoteSignature> votes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            votes.add(new VoteSignature(i, set.signers().get(i).sign(message)));
        }
        return new Certificate(
                ballot.chainId(), ballot.height(), ballot.block(), ballot.producerSet(), ballot.data(), votes);
    }

    private static Optional<Certificate> certificate(LabEntry entry) {
        return entry.witness().payloads(WitnessEntry.CERTIFICATE).stream()
                .findFirst()
                .map(Certificate.CODEC::decode);
    }

    private static void refused(String rule, Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.rule()).isEqualTo(new RuleId(rule)));
    }
}
