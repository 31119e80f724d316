package org.banyan.mainchain.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.banyan.api.ApiParts;
import org.banyan.api.ApiServer;
import org.banyan.api.ApiSettings;
import org.banyan.api.guard.ApiLimits;
import org.banyan.api.guard.ApiObserver;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.crosschain.ChainAccess;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.fixture.VirtualTime;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.HostParts;
import org.banyan.node.host.Plugins;
import org.banyan.node.network.AmongPeers;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.types.Timestamp;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.SyncState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API says of a chain's peers. */
class PeersInStatusTest {
    private static final Timestamp GENESIS = new Timestamp(1_700_000_000_000L);

    @TempDir
    private Path home;

    private volatile AmongPeers standing = AmongPeers.ALONE;

    @Test
    void a_status_tells_how_many_peers_a_chain_has_and_whether_it_catches_up_with_them() throws IOException {
        VirtualTime time = new VirtualTime(GENESIS);
        var settings = new ApiSettings("test", "", "dev", true, Map.of(), Map.of(), ApiLimits.DEFAULT);
        try (ChainHost host = host(time)) {
            assertThat(host.start(new ChainPlan(
                            DevelopmentChain.withDelegates(
                                    new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1),
                                    new TrustedRuntime(),
                                    GENESIS,
                                    4),
                            "leveldb",
                            home.resolve("store"),
                            List.of(),
                            PoolLimits.DEFAULT,
                            StateMemory.DEFAULT)))
                    .isNotNull();
            ApiParts parts = new ApiParts(
                    host, PeersInStatusTest::access, PeersInStatusTest::start, this::standing, ApiObserver.NONE);
            try (ApiServer server = ApiServer.start(
                            parts, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), settings);
                    BanyanClient client = BanyanClient.connect(
                            ClientOptions.of("http://localhost:" + server.port(), DevelopmentChain.NAME))) {
                ChainStatus alone = client.status();
                assertThat(alone.getPeers()).isZero();
                assertThat(alone.getSyncState()).isEqualTo(SyncState.SYNC_STATE_SYNCED);

                standing = new AmongPeers(3, 40, true);
                ChainStatus behind = client.status();
                assertThat(behind.getPeers()).isEqualTo(3);
                assertThat(behind.getSyncState()).isEqualTo(SyncState.SYNC_STATE_SYNCING);

                standing = new AmongPeers(3, 0, false);
                assertThat(client.status().getSyncState()).isEqualTo(SyncState.SYNC_STATE_SYNCED);
            }
        }
    }

    private AmongPeers standing(String chain) {
        assertThat(chain).isEqualTo(DevelopmentChain.NAME);
        return standing;
    }

    private static ChainHost host(VirtualTime time) {
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

    private static ChainAccess access(RunningChain chain) {
        throw new IllegalStateException("nobody asks for proofs of " + chain.name());
    }

    private static RunningChain start(String genesis) {
        throw new IllegalStateException("nobody starts a chain");
    }
}
