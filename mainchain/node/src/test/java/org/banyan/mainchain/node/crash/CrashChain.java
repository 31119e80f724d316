package org.banyan.mainchain.node.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
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
import org.banyan.spi.store.KeyValueStoreFactory;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;

/** The development chain as a node runs it, with its store and sign guard on disk, in virtual time: blocks come as fast as the process can make them. */
final class CrashChain implements AutoCloseable {
    static final CryptoSuite SUITE = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
    static final long SLOT_MILLIS = 500;

    /** More virtual time than any process lives, so that each begins after all earlier ones. */
    private static final long LIFE_MILLIS = 100_000_000;

    private static final Timestamp GENESIS = new Timestamp(1_700_000_000_000L);
    private static final int PLACES = 100;

    private final VirtualTime time;
    private final ChainHost host;
    private final RunningChain chain;
    private Map<SignatureType, SignRequest> signedBefore = Map.of();

    /** Is told each signature once it left the guard. */
    interface Signed {
        void signed(SignRequest request);
    }

    /** @param life which process of this chain it is, from 0 */
    CrashChain(Path home, int life, KeyValueStoreFactory stores, ChainObserver observer, Signed signed) {
        TrustedRuntime trusted = new TrustedRuntime();
        ChainSpecification specification = DevelopmentChain.specification(SUITE, trusted, GENESIS);
        Signer producer = new DevKeys(SUITE).signer(DevelopmentChain.PRODUCER);
        time = new VirtualTime(GENESIS.plusMillis(1 + life * LIFE_MILLIS));
        Plugins found = Plugins.found().with(trusted);
        host = new ChainHost(new HostParts(
                new Plugins(
                        found.suites(),
                        List.of(stores),
                        found.consensuses(),
                        found.runtimes(),
                        found.families(),
                        found.extensions(),
                        List.of(),
                        List.of()),
                time,
                Runnable::run,
                new SequentialRunner(),
                name -> time.lane(PLACES),
                plan -> observer,
                (name, failure) -> {
                    throw new IllegalStateException("chain " + name + " failed", failure);
                }));
        chain = host.start(new ChainPlan(
                specification,
                "leveldb",
                store(home),
                List.of(new ProducerKey(producer.publicKey(), (id, suite, head) -> {
                    Path file = home.resolve("producer.guard");
                    FileSignGuard guard = Files.exists(file)
                            ? FileSignGuard.open(file, id, SUITE, producer)
                            : FileSignGuard.create(file, id, SUITE, producer);
                    signedBefore = new TreeMap<>(guard.lastSigned());
                    return new TellingGuard(guard, signed);
                })),
                PoolLimits.DEFAULT,
                StateMemory.DEFAULT));
    }

    static Path store(Path home) {
        return home.resolve("store");
    }

    RunningChain chain() {
        return chain;
    }

    /** What the guard's file said when it was opened. */
    Map<SignatureType, SignRequest> signedBefore() {
        return signedBefore;
    }

    void runSlot() {
        time.advance(SLOT_MILLIS);
    }

    @Override
    public void close() {
        host.close();
    }

    private record TellingGuard(FileSignGuard guard, Signed signed) implements SignGuard, AutoCloseable {
        @Override
        public Optional<Bytes> sign(SignRequest request) {
            Optional<Bytes> signature = guard.sign(request);
            signature.ifPresent(given -> signed.signed(request));
            return signature;
        }

        @Override
        public Map<SignatureType, SignRequest> lastSigned() {
            return guard.lastSigned();
        }

        @Override
        public void close() {
            guard.close();
        }
    }
}
