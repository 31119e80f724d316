package org.banyan.mainchain.node.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.crosschain.ChainAccess;
import org.banyan.crosschain.IndexExtension;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.Address;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A main chain and a side chain in one process, each with a key of its own, on the product's own parts. */
@Timeout(240)
class TreeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path home;

    @Test
    void each_chain_follows_the_other_and_says_so_in_its_headers() {
        try (TestNode node = TestNode.start(home, 1)) {
            Tree tree = new Tree(node);
            tree.awaitFollowed(3);

            ChainAccess.Followed indexed =
                    tree.main.followed(tree.side.chainId(), new Height(1)).orElseThrow();
            Header indexing = tree.main.header(indexed.at());
            List<IndexLeaf> leaves = IndexExtension.leaves(tree.main.inherents(indexed.at()), tree.suite.hash());
            assertThat(leaves).extracting(IndexLeaf::block).contains(indexed.block());
            assertThat(indexing.extension(IndexLeaf.EXTENSION))
                    .contains(IndexLeaf.root(leaves, tree.suite.hash()).bytes());

            ChainAccess.Followed parent =
                    tree.side.followed(tree.main.chainId(), new Height(1)).orElseThrow();
            ParentHeaders named = ParentHeaders.CODEC.decode(tree.side
                    .header(parent.at())
                    .extension(ParentHeaders.EXTENSION)
                    .orElseThrow());
            assertThat(named.entries())
                    .containsExactly(new ParentHeaders.Entry(tree.main.chainId(), parent.height(), parent.block()));
        }
    }

    @Test
    void a_balance_of_either_chain_is_proven_on_the_other_by_the_verifier_and_by_a_contract_call() {
        try (TestNode node = TestNode.start(home, 1)) {
            Tree tree = new Tree(node);
            tree.awaitFollowed(2);
            tree.proveBalance(tree.sideChain, tree.mainChain, List.of(tree.main, tree.side));
            tree.proveBalance(tree.mainChain, tree.sideChain, List.of(tree.main, tree.side));
        }
    }

    @Test
    void a_balance_of_a_side_chain_is_proven_on_its_sibling_across_the_main_chain() {
        try (TestNode node = TestNode.start(home, 2)) {
            Tree tree = new Tree(node);
            RunningChain sibling = node.process().host().chain("side-2").orElseThrow();
            tree.awaitFollowed(1);
            tree.proveBalance(tree.sideChain, sibling, List.of(tree.main, tree.side, new HostedChain(sibling)));
        }
    }

    @Test
    void the_side_chain_changes_its_producers_while_it_is_indexed() {
        try (TestNode node = TestNode.start(home, 1)) {
            Tree tree = new Tree(node);
            tree.awaitFollowed(1);
            ProducerSet before = tree.side.producers(Height.GENESIS);
            Signer key = tree.keyOf(before);
            Producer old = before.producers().getFirst();
            Address paid =
                    tree.suite.addressOf(new DevKeys(tree.suite).signer("carol").publicKey());
            ProducerSet after = new ProducerSet(List.of(new Producer(paid, old.key(), old.weight())));
            Hash changed = after.id(tree.suite.hash());
            tree.sideChain.instruct(SetChange.CODEC.encode(tree.approved(before, after, key)));

            await().atMost(PATIENCE)
                    .until(() -> tree.main
                            .standing(tree.side.chainId())
                            .orElseThrow()
                            .producers()
                            .equals(changed));
            Height then = tree.main.standing(tree.side.chainId()).orElseThrow().height();
            await().atMost(PATIENCE)
                    .until(() -> tree.main
                                    .standing(tree.side.chainId())
                                    .orElseThrow()
                                    .height()
                                    .compareTo(then.plus(3))
                            > 0);
        }
    }

    @Test
    void indexing_goes_on_where_it_stopped_and_takes_nothing_twice() {
        Height first;
        try (TestNode node = TestNode.start(home, 1)) {
            Tree tree = new Tree(node);
            tree.awaitFollowed(2);
            first = tree.main.standing(tree.side.chainId()).orElseThrow().height();
        }
        try (TestNode node = TestNode.start(home, 1)) {
            Tree tree = new Tree(node);
            assertThat(tree.main.standing(tree.side.chainId()).orElseThrow().height())
                    .isGreaterThanOrEqualTo(first);
            tree.awaitFollowed(first.value() + 3);
        }
        // the side chain ran on while the main chain was away, and the other way round: both catch up
        try (TestNode node = TestNode.start(home, 1)) {
            Tree tree = new Tree(node);
            tree.awaitFollowed(first.value() + 6);
            List<Height> heights = new ArrayList<>();
            Height at = new Height(1);
            Optional<ChainAccess.Followed> next = tree.main.followed(tree.side.chainId(), at);
            while (next.isPresent()) {
                heights.add(next.get().height());
                next = tree.main.followed(
                        tree.side.chainId(), next.get().height().next());
            }
            assertThat(heights).isSorted().doesNotHaveDuplicates();
        }
    }

    /** Both chains and what is known of them. */
    private static final class Tree {
        private final RunningChain mainChain;
        private final RunningChain sideChain;
        private final HostedChain main;
        private final HostedChain side;
        private final CryptoSuite suite;

        private Tree(TestNode node) {
            mainChain = node.process().host().chain("main").orElseThrow();
            sideChain = node.process().host().chain("side-1").orElseThrow();
            main = new HostedChain(mainChain);
            side = new HostedChain(sideChain);
            suite = mainChain.rules().suite();
        }

        private void awaitFollowed(long height) {
            await().atMost(PATIENCE).until(() -> reached(main, side, height) && reached(side, main, height));
        }

        private static boolean reached(HostedChain follower, HostedChain followed, long height) {
            return follower.followed(followed.chainId(), new Height(height)).isPresent();
        }

        private Signer keyOf(ProducerSet set) {
            DevKeys keys = new DevKeys(suite);
            return DevKeys.NAMES.stream()
                    .map(keys::signer)
                    .filter(signer ->
                            signer.publicKey().equals(set.producers().getFirst().key()))
                    .findFirst()
                    .orElseThrow();
        }

        private SetChange approved(ProducerSet before, ProducerSet after, Signer key) {
            Height until = sideChain.status().head().height().plus(1000);
            SetChange change = new SetChange(before.id(suite.hash()), Height.GENESIS, until, after, List.of());
            Hash message = suite.signingHash(sideChain.chainId(), SignatureType.APPROVAL, change.object(suite.hash()));
            return change.approvedBy(new VoteSignature(0, key.sign(message)));
        }

        private void proveBalance(RunningChain source, RunningChain target, List<ChainAccess> chains) {
            new BalanceProof(source, target, chains)
                    .check(composed -> await().atMost(PATIENCE)
                            .until(composed::get, Optional::isPresent)
                            .orElseThrow());
        }
    }
}
