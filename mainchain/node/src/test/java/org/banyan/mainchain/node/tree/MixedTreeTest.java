package org.banyan.mainchain.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.banyan.consensus.TimedLightClient;
import org.banyan.crosschain.ChainAccess;
import org.banyan.crosschain.ComposedProofs.Result.Composed;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.block.ProducerSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** dpos as the parent of bft and authority, each with several producers, on the node's own parts. */
@Timeout(240)
class MixedTreeTest {
    private static final String MAIN = DevelopmentChain.NAME;
    private static final String BFT = DevelopmentChain.sideName(1);
    private static final String AUTHORITY = DevelopmentChain.sideName(2);
    private static final List<String> ALL = List.of(MAIN, BFT, AUTHORITY);

    @TempDir
    private Path home;

    @Test
    void chains_on_dpos_bft_and_authority_follow_each_other_over_three_changes_of_each_ones_producers() {
        try (MixedTree tree = new MixedTree(home)) {
            Map<String, HeadersAlone> outside = outside(tree);
            Map<String, HeadersAlone> asleep = outside(tree);
            for (int change = 1; change <= 3; change++) {
                followOn(tree, outside, change);
            }
            prove(tree, BFT, MAIN, List.of(BFT, MAIN));
            prove(tree, MAIN, BFT, List.of(BFT, MAIN));
            prove(tree, AUTHORITY, BFT, ALL);

            recordsAFormerDelegate(tree);
            tree.restart(TimedLightClient.TRUST_MILLIS + 1);
            long height = tree.hosted(MAIN).finalHeight().value();
            tree.until("both edges go on", 60, () -> ALL.stream().allMatch(name -> followed(tree, name) > height));
            assertThat(tree.renewed)
                    .as("edges that were older than the trust period")
                    .containsExactly(
                            MAIN + " at " + BFT,
                            MAIN + " at " + AUTHORITY,
                            BFT + " at " + MAIN,
                            AUTHORITY + " at " + MAIN);
            for (String name : ALL) {
                needsACheckpoint(
                        tree, name, client(asleep, name), client(outside, name).latest());
            }
        }
    }

    /** By a set that is long out of office: its header is in memory no more. */
    private static void recordsAFormerDelegate(MixedTree tree) {
        FormerDelegate former = new FormerDelegate(tree.chain(MAIN), TreeProducers.producer(3));
        assertThat(tree.hosted(MAIN).producers(tree.hosted(MAIN).finalHeight()).positionOf(former.address()))
                .isEmpty();
        OffenceReport report = former.report(tree.hosted(MAIN), new Height(1));
        OffenceReport foreign = former.report(tree.hosted(BFT), new Height(1));
        assertThat(tree.chain(MAIN).offer("test", foreign.toInherent()).toString())
                .contains("EVID-2");
        assertThat(tree.chain(MAIN).offer("test", report.toInherent())).isEqualTo(Verdict.ACCEPTED);
        tree.until("the record", 5, () -> !former.record().isEmpty());
        assertThat(former.record()).singleElement().satisfies(record -> {
            assertThat(record.producer()).isEqualTo(former.address());
            assertThat(record.offence()).isEqualTo("double-production");
        });
        assertThat(tree.chain(MAIN).offer("test", report.toInherent()).toString())
                .contains("EVID-6");
    }

    private static Map<String, HeadersAlone> outside(MixedTree tree) {
        Map<String, HeadersAlone> clients = new LinkedHashMap<>();
        for (String name : ALL) {
            HostedChain chain = tree.hosted(name);
            Checkpoint genesis = new Checkpoint(chain.header(Height.GENESIS), chain.producers(Height.GENESIS));
            clients.put(name, new HeadersAlone(tree.consensus(name), tree.suite(), genesis));
        }
        return clients;
    }

    /** Changes the producers of the side chains while a term of the main chain ends. */
    private static HeadersAlone client(Map<String, HeadersAlone> clients, String name) {
        return Objects.requireNonNull(clients.get(name), name);
    }

    private static void followOn(MixedTree tree, Map<String, HeadersAlone> outside, int change) {
        ProducerSet bft = tree.change(BFT, change, 3 + change);
        ProducerSet authority = tree.change(AUTHORITY, change, 4);
        tree.until("change " + change + " is followed", 60, () -> {
            outside.forEach((name, client) -> client.catchUp(tree.hosted(name), tree.time.now()));
            return outside.values().stream().allMatch(client -> client.changes() >= change)
                    && tree.follows(MAIN, BFT, bft)
                    && tree.follows(MAIN, AUTHORITY, authority)
                    && tree.follows(BFT, MAIN, client(outside, MAIN).latest().childSet())
                    && tree.follows(
                            AUTHORITY, MAIN, client(outside, MAIN).latest().childSet());
        });
    }

    private static long followed(MixedTree tree, String name) {
        String other = name.equals(MAIN) ? BFT : MAIN;
        return tree.hosted(name)
                .standing(tree.hosted(other).chainId())
                .orElseThrow()
                .height()
                .value();
    }

    private static void prove(MixedTree tree, String source, String target, List<String> way) {
        List<ChainAccess> chains = way.stream().<ChainAccess>map(tree::hosted).toList();
        new BalanceProof(tree.chain(source), tree.chain(target), chains).check(composed -> await(tree, composed));
    }

    private static Composed await(MixedTree tree, Supplier<Optional<Composed>> composed) {
        tree.until("the way from chain to chain", 60, () -> composed.get().isPresent());
        return composed.get().orElseThrow();
    }

    private static void needsACheckpoint(MixedTree tree, String name, HeadersAlone asleep, Checkpoint newer) {
        HostedChain chain = tree.hosted(name);
        CertifiedHeader next = asleep.next(chain).orElseThrow();
        assertThat(asleep.follow(next, tree.time.now()))
                .as("who slept over the trust period, on %s", name)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class, no -> assertThat(no.rule()).isEqualTo(TimedLightClient.EXPIRED));
        Height back = chain.finalHeight();
        asleep.trust(new Checkpoint(chain.header(back), chain.producers(back)));
        tree.until("more of " + name, 20, () -> asleep.next(tree.hosted(name)).isPresent());
        asleep.catchUp(tree.hosted(name), tree.time.now());
        assertThat(asleep.latest().header().height())
                .isGreaterThan(newer.header().height())
                .isGreaterThan(back);
    }
}
