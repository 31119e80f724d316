package org.banyan.mainchain.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.peers.LinkedPeer;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.mainchain.node.chain.UsualConsensus;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.fixture.VirtualTime;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.HostParts;
import org.banyan.node.host.Plugins;
import org.banyan.node.network.AmongPeers;
import org.banyan.node.operations.HealthCheck;
import org.banyan.node.operations.HealthCheck.Result;
import org.banyan.node.operations.NodeMetrics;
import org.banyan.node.operations.PeerMetrics;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.spi.network.Link.Direction;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When requests may be sent to a node: what its peers have to do with it. */
class HealthTest {
    private static final Timestamp GENESIS = new Timestamp(1_700_000_000_000L);
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
    private static final String CHAIN = "chain " + DevelopmentChain.NAME;
    private static final int NAMED = 3;
    private static final int LAG_MAX = 5;

    @TempDir
    private Path home;

    private final VirtualTime time = new VirtualTime(GENESIS);
    private final NodeMetrics metrics = new NodeMetrics("1.2.3", "abc", Path.of("."));
    private final PeerMetrics peers = metrics.peers(line -> {});
    private final ChainHost host = host();

    private ChainHost host() {
        return new ChainHost(new HostParts(
                Plugins.found(),
                time,
                Runnable::run,
                new SequentialRunner(),
                name -> time.lane(64),
                plan -> ChainObserver.NONE,
                (name, failure) -> {
                    throw new IllegalStateException("chain " + name + " failed", failure);
                }));
    }

    @BeforeEach
    void run() {
        assertThat(host.start(new ChainPlan(
                        DevelopmentChain.withDelegates(SUITE, new TrustedRuntime(), GENESIS, 4),
                        "leveldb",
                        home.resolve("store"),
                        List.of(),
                        PoolLimits.DEFAULT,
                        StateMemory.DEFAULT)))
                .isNotNull();
    }

    @AfterEach
    void stop() {
        host.close();
        metrics.close();
    }

    @Test
    void a_node_whose_named_peers_do_not_answer_is_not_ready_and_says_so() {
        assertThat(result("peers", NAMED).ok()).isFalse();
        assertThat(result("peers", NAMED).detail())
                .startsWith("0 of 3 named peers are connected, 0 others; see the log");

        linked(true, false, false);
        assertThat(result("peers", NAMED)).isEqualTo(Result.ok("1 of 3 named peers are connected, 2 others"));
    }

    @Test
    void strangers_do_not_make_a_node_ready() {
        linked(false, false);
        assertThat(result("peers", NAMED).ok()).isFalse();
        assertThat(result("peers", NAMED).detail()).startsWith("0 of 3 named peers are connected, 2 others");
    }

    @Test
    void the_first_node_of_a_network_needs_no_peers() {
        assertThat(result("peers", 0)).isEqualTo(Result.ok("0 of 0 named peers are connected, 0 others"));
    }

    @Test
    void a_chain_that_is_more_blocks_behind_its_peers_than_allowed_is_not_ready() {
        assertThat(result(CHAIN, NAMED).ok()).isTrue();

        peers.synced(DevelopmentChain.NAME, new AmongPeers(2, LAG_MAX, true));
        assertThat(result(CHAIN, NAMED).ok()).as("as far behind as allowed").isTrue();

        peers.synced(DevelopmentChain.NAME, new AmongPeers(2, LAG_MAX + 1, true));
        assertThat(result(CHAIN, NAMED).ok()).isFalse();
        assertThat(result(CHAIN, NAMED).detail()).contains("6 blocks behind its 2 peers, 5 are allowed");
        assertThat(named(CHAIN, health(NAMED).checks(LAG_MAX + 1)).ok())
                .as("who asks allows more")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 6000, false", "10, 6000, true", "10, 15000, false", "0, 86400000, true"})
    void a_chain_that_its_consensus_lets_be_silent_is_ready_for_as_long(long emptyEvery, long age, boolean ready) {
        var members = UsualConsensus.test(SUITE, List.of("alice"));
        var silent = DevelopmentChain.network(
                SUITE, new TrustedRuntime(), GENESIS, UsualConsensus.bft(members, 1_000, emptyEvery), Optional.empty());
        host.close();
        try (ChainHost other = host()) {
            other.start(new ChainPlan(
                    silent, "leveldb", home.resolve("silent"), List.of(), PoolLimits.DEFAULT, StateMemory.DEFAULT));
            time.advance(age);
            Health health = new Health(other, time, home, LAG_MAX, Optional::empty);
            assertThat(named(CHAIN, health.checks()).ok()).isEqualTo(ready);
        }
    }

    @Test
    void a_node_without_peers_is_not_asked_about_them() {
        Health alone = new Health(host, time, home, LAG_MAX, Optional::empty);
        assertThat(alone.checks()).extracting(HealthCheck::name).doesNotContain("peers");
    }

    /** So many peers, of which the configuration names these. */
    private void linked(boolean... named) {
        List<LinkedPeer> there = new ArrayList<>();
        for (boolean isNamed : named) {
            NodeId id = new NodeId(new Hash(0, 0, 0, there.size()));
            there.add(new LinkedPeer(id, "10.0.0.1", Direction.INBOUND, "test", isNamed));
        }
        peers.counted(there.size(), 0);
        peers.linked(there);
    }

    private Health health(int named) {
        return new Health(host, time, home, LAG_MAX, () -> Optional.of(new Health.Peering(peers, named)));
    }

    private Result result(String check, int named) {
        return named(check, health(named).checks());
    }

    private static Result named(String check, List<HealthCheck> checks) {
        return checks.stream()
                .filter(each -> each.name().equals(check))
                .findFirst()
                .map(each -> each.check().get())
                .orElseThrow(() -> new AssertionError("no check of " + check));
    }
}
