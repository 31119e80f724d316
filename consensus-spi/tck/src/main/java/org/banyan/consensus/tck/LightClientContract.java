package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ProducerSet;
import org.junit.jupiter.api.Test;

/** Rules of light clients: C15 to C17. */
public interface LightClientContract extends ConsensusSubject {
    @Test
    default void c15_a_light_client_follows_certified_headers_and_nothing_else() {
        Chain chain = Chain.of(this);
        LabNetwork network = chain.network("");
        List<LabEntry> blocks = certifiedOnly(chain.finalBlocks(network, 6));
        assertThat(blocks).as("certified blocks").hasSizeGreaterThanOrEqualTo(4);
        LightClient client = chain.lightClientAtGenesis(network);
        for (LabEntry entry : List.of(blocks.get(0), blocks.get(1), blocks.get(3))) {
            LightClient.Step step = follow(client, entry, Optional.empty());
            assertThat(step.verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(step.next().latest().header()).isEqualTo(entry.header());
            client = step.next();
        }
        assertStays(client, follow(client, blocks.get(3), Optional.empty()), "the same header again");
        assertStays(client, follow(client, blocks.get(2), Optional.empty()), "an earlier header");

        LightClient early = chain.lightClientAtGenesis(network);
        Certificate other = Chain.certificate(blocks.get(1)).orElseThrow();
        assertStays(
                early, early.follow(blocks.get(0).header(), other, Optional.empty()), "another block's certificate");
        LabEntry foreign = Chain.certified(foreignBlocks());
        assertStays(early, follow(early, foreign, Optional.empty()), "a header of another chain");
        Certificate foreignCertificate = Chain.certificate(foreign).orElseThrow();
        assertStays(
                early,
                early.follow(blocks.get(0).header(), foreignCertificate, Optional.empty()),
                "a certificate of another chain");
        assertStays(
                early,
                follow(early, blocks.get(0), Optional.of(chain.next().set())),
                "a next set that the header does not commit to");
    }

    @Test
    default void c16_a_light_client_follows_a_change_of_the_producers_and_cannot_skip_it() {
        Chain chain = Chain.of(this);
        LabNetwork network = chain.network(Delays.constant(1), "");
        chain.next().signers().forEach(network::producer);
        network.run(4L * producers());
        network.nodes().getFirst().instruct(changeInstruction(chain.parameters(), chain.producers(), chain.next(), 0));
        network.run(16L * producers() + 8);
        var tree = network.nodes().getFirst().tree();
        List<LabEntry> blocks = certifiedOnly(tree.branch(tree.finalBlock()));
        ProducerSet next = chain.next().set();
        LabEntry changing = blocks.stream()
                .filter(entry -> entry.state().producers().equals(next))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the change of the set did not become final"));
        assertThat(changing.parentState().producers())
                .as("who certifies the change")
                .isEqualTo(chain.producers().set());
        List<LabEntry> later = blocks.subList(blocks.indexOf(changing) + 1, blocks.size());
        assertThat(later).as("blocks certified by the new set").hasSizeGreaterThanOrEqualTo(2);
        assertThat(network.nodes().stream().flatMap(node -> node.tree().conflicts().stream()))
                .isEmpty();

        LightClient client = chain.lightClientAtGenesis(network);
        assertStays(client, follow(client, later.getFirst(), Optional.empty()), "skipping the change");
        assertStays(client, follow(client, later.getFirst(), Optional.of(next)), "skipping the change with the set");
        assertStays(client, follow(client, changing, Optional.empty()), "the change without the set");
        LightClient.Step step = follow(client, changing, Optional.of(next));
        assertThat(step.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(step.next().latest().childSet()).isEqualTo(next);
        LightClient.Step after = follow(step.next(), later.getLast(), Optional.empty());
        assertThat(after.verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    default void c17_misbehaviour_is_proven_by_real_conflicts_only() {
        Chain chain = Chain.of(this);
        LabNetwork network = chain.network("one");
        List<LabEntry> blocks = certifiedOnly(chain.finalBlocks(network, 6));
        List<LabEntry> twins = certifiedOnly(chain.finalBlocks(chain.network("other"), 6));
        LightClient client = chain.lightClientAtGenesis(network);
        LabEntry entry = blocks.getFirst();
        LabEntry twin = twins.stream()
                .filter(other -> other.height().equals(entry.height()))
                .findFirst()
                .orElseThrow();
        Certificate one = Chain.certificate(entry).orElseThrow();
        Certificate other = Chain.certificate(twin).orElseThrow();
        assertThat(client.provesMisbehaviour(one, other))
                .as("the same keys on two branches")
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(client.provesMisbehaviour(other, one)).isEqualTo(Verdict.ACCEPTED);

        assertNoProof(client, one, one, "one certificate twice");
        assertNoProof(client, one, Chain.certificate(blocks.get(1)).orElseThrow(), "two blocks of one branch");
        Certificate fewer = new Certificate(
                other.chainId(), other.height(), other.block(), other.producerSet(), other.data(), List.of());
        assertNoProof(client, one, fewer, "a conflict without votes");
        assertNoProof(client, fewer, one, "a conflict without votes");
        Certificate forged =
                new Certificate(one.chainId(), one.height(), other.block(), one.producerSet(), one.data(), one.votes());
        assertNoProof(client, one, forged, "votes under another block");
        Certificate foreign =
                Chain.certificate(Chain.certified(foreignBlocks())).orElseThrow();
        assertNoProof(client, one, foreign, "another chain");
    }

    @Test
    default void c27_a_light_client_tells_which_certificates_its_set_made() {
        Chain chain = Chain.of(this);
        LabNetwork network = chain.network("");
        List<LabEntry> blocks = certifiedOnly(chain.finalBlocks(network, 6));
        LightClient client = chain.lightClientAtGenesis(network);
        for (LabEntry entry : blocks.subList(0, 4)) {
            assertThat(client.certifies(Chain.certificate(entry).orElseThrow()))
                    .as("height %s, before and after following it", entry.height())
                    .isEqualTo(Verdict.ACCEPTED);
        }
        LightClient moved = follow(client, blocks.get(3), Optional.empty()).next();
        Certificate earlier = Chain.certificate(blocks.getFirst()).orElseThrow();
        assertThat(moved.certifies(earlier)).as("of an earlier block").isEqualTo(Verdict.ACCEPTED);

        assertDenied(client, Chain.certificate(Chain.certified(foreignBlocks())).orElseThrow(), "another chain");
        Certificate one = Chain.certificate(blocks.get(0)).orElseThrow();
        Certificate other = Chain.certificate(blocks.get(1)).orElseThrow();
        assertDenied(
                client,
                new Certificate(one.chainId(), one.height(), one.block(), one.producerSet(), one.data(), List.of()),
                "nobody's votes");
        assertDenied(
                client,
                new Certificate(one.chainId(), one.height(), other.block(), one.producerSet(), one.data(), one.votes()),
                "votes for another block");
        assertDenied(
                client,
                new Certificate(
                        one.chainId(),
                        one.height(),
                        one.block(),
                        chain.next().set().id(suite().hash()),
                        one.data(),
                        one.votes()),
                "another set");
    }

    private static void assertDenied(LightClient client, Certificate certificate, String why) {
        assertThat(client.certifies(certificate)).as(why).isInstanceOf(Verdict.Rejected.class);
    }

    private List<LabEntry> foreignBlocks() {
        return Chain.of(this, "another chain").finalBlocks(3);
    }

    private static List<LabEntry> certifiedOnly(List<LabEntry> blocks) {
        return blocks.stream()
                .filter(entry -> Chain.certificate(entry).isPresent())
                .toList();
    }

    private static LightClient.Step follow(LightClient client, LabEntry entry, Optional<ProducerSet> next) {
        return client.follow(entry.header(), Chain.certificate(entry).orElseThrow(), next);
    }

    private static void assertStays(LightClient client, LightClient.Step step, String why) {
        assertThat(step.verdict()).as(why).isInstanceOf(Verdict.Rejected.class);
        assertThat(step.next().latest()).as(why).isEqualTo(client.latest());
    }

    private static void assertNoProof(LightClient client, Certificate one, Certificate other, String why) {
        assertThat(client.provesMisbehaviour(one, other)).as(why).isInstanceOf(Verdict.Rejected.class);
    }
}
