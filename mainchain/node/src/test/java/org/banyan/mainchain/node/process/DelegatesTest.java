package org.banyan.mainchain.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.fixture.VirtualTime;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.HostParts;
import org.banyan.node.host.Plugins;
import org.banyan.node.host.ProducerKey;
import org.banyan.node.signing.FileSignGuard;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.Address;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All delegates of a DPoS chain in one process, with the node's parts and a clock that the test moves. */
class DelegatesTest {
    private static final Timestamp GENESIS = new Timestamp(1_700_000_000_000L);
    private static final long SLOT = 500;
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);

    @TempDir
    private Path home;

    private final VirtualTime time = new VirtualTime(GENESIS);
    private final AtomicReference<ChainHost> running = new AtomicReference<>();

    @AfterEach
    void stop() {
        ChainHost host = running.getAndSet(null);
        if (host != null) {
            host.close();
        }
    }

    @Test
    void four_delegates_take_turns_and_every_block_is_final_within_two_slots() {
        RunningChain chain = start(4, true);
        Map<Long, Long> seen = new HashMap<>();
        Set<Address> builders = new HashSet<>();
        long finalBefore = 0;
        for (long at = 0; at < 20 * SLOT; at += 10) {
            time.advance(10);
            var status = chain.status();
            seen.putIfAbsent(status.head().height().value(), at);
            chain.look(parts -> parts.producerOf(status.head())).ifPresent(builders::add);
            long now = status.finalHeader().height().value();
            for (long height = finalBefore + 1; height <= now; height++) {
                assertThat(at - seen.getOrDefault(height, at))
                        .as("milliseconds from block %s to final", height)
                        .isLessThanOrEqualTo(2 * SLOT);
            }
            finalBefore = now;
        }
        assertThat(chain.status().head().height().value()).isGreaterThanOrEqualTo(19);
        assertThat(finalBefore).isGreaterThanOrEqualTo(17);
        assertThat(builders).hasSize(4);
        assertThat(chain.status().notProducing()).isEmpty();
    }

    @Test
    void after_a_stop_of_an_hour_the_same_delegates_go_on_and_finalize() {
        RunningChain before = start(4, true);
        time.advance(6 * SLOT);
        long height = before.status().head().height().value();
        stop();
        time.advance(3_600_000);

        RunningChain after = start(4, false);
        time.advance(30 * SLOT);
        assertThat(after.status().head().height().value()).isGreaterThan(height + 10);
        assertThat(after.status().finalHeader().height().value()).isGreaterThan(height + 8);
    }

    private RunningChain start(int delegates, boolean fresh) {
        TrustedRuntime trusted = new TrustedRuntime();
        ChainSpecification specification = DevelopmentChain.withDelegates(SUITE, trusted, GENESIS, delegates);
        ChainHost host = new ChainHost(new HostParts(
                Plugins.found(),
                time,
                Runnable::run,
                new SequentialRunner(),
                name -> time.lane(64),
                plan -> ChainObserver.NONE,
                (name, failure) -> {
                    throw new IllegalStateException("chain " + name + " failed", failure);
                }));
        running.set(host);
        var keys = DevKeys.PRODUCERS.subList(0, delegates).stream()
                .map(new DevKeys(SUITE)::signer)
                .map(signer -> new ProducerKey(signer.publicKey(), (id, suite, head) -> {
                    Path file = home.resolve(signer.publicKey().bytes().toHex().substring(0, 16));
                    return fresh
                            ? FileSignGuard.create(file, id, suite, signer)
                            : FileSignGuard.open(file, id, suite, signer);
                }))
                .toList();
        return host.start(new ChainPlan(
                specification, "leveldb", home.resolve("store"), keys, PoolLimits.DEFAULT, StateMemory.DEFAULT));
    }
}
