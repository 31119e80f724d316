package org.banyan.drivers.exec.akka.cluster;

import akka.actor.ActorSystem;
import akka.cluster.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.banyan.spi.network.NetworkException;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.SignatureCheck;
import org.banyan.spi.verification.SignatureChunk;
import org.banyan.types.crypto.CryptoSuite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that verifies signatures for one node: joins its cluster, and joins again after the node or the network was away. Keeps no state. Thread-safe.
 */
public final class VerifyWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.verify");

    /** Chunks on their way for each thread, so that none waits for the network. */
    private static final int SLOTS_PER_THREAD = 4;

    private static final long REJOIN_SECONDS = 1;

    private final ClusterEndpoint self;
    private final ClusterEndpoint node;
    private final SSLContext tls;
    private final int slots;
    private final WorkerActor.Judge judge;
    private final ExecutorService threads;
    private final Thread keeper;
    private volatile ActorSystem system;
    private volatile boolean closed;

    /** Finds the crypto suite with an id. */
    @FunctionalInterface
    public interface Suites {
        Optional<CryptoSuite> find(String id);
    }

    /**
     * Listens and keeps trying to join.
     *
     * @param self where the node reaches this process
     * @param tls proves to the node who this worker is, and trusts that node alone
     * @param threads that verify, 1 to 1,024
     * @throws NetworkException if {@code self} cannot be listened on
     */
    public static VerifyWorker start(
            ClusterEndpoint self, ClusterEndpoint node, SSLContext tls, Suites suites, int threads) {
        return new VerifyWorker(self, node, tls, chunk -> verify(chunk, suites), threads);
    }

    VerifyWorker(ClusterEndpoint self, ClusterEndpoint node, SSLContext tls, WorkerActor.Judge judge, int threads) {
        this.self = self;
        this.node = node;
        this.tls = tls;
        this.slots = threads * SLOTS_PER_THREAD;
        this.judge = judge;
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("verify-", 1).daemon().factory());
        this.system = join();
        this.keeper = Thread.ofPlatform().name("verify-keeper").daemon().start(this::keepJoining);
    }

    static Optional<ChunkVerdicts> verify(SignatureChunk chunk, Suites suites) {
        List<SignatureCheck> checks = chunk.checks();
        return suites.find(chunk.suite())
                .map(suite -> ChunkVerdicts.of(checks.size(), i -> {
                    SignatureCheck check = checks.get(i);
                    return suite.scheme(check.scheme())
                            .map(scheme -> scheme.verify(check.message(), check.key(), check.signature()))
                            .orElse(false);
                }));
    }

    private ActorSystem join() {
        ActorSystem started = ClusterSystem.start(self, ClusterSystem.WORKER, tls);
        started.actorOf(WorkerActor.props(node, slots, judge, threads), "worker");
        Cluster.get(started).joinSeedNodes(List.of(ClusterSystem.address(node)));
        return started;
    }

    /** A member that was cut off is removed from its cluster, and its actor system ends: another one joins in its place. */
    private void keepJoining() {
        while (!closed) {
            try {
                system.getWhenTerminated().toCompletableFuture().join();
                if (!closed) {
                    LOG.warn("the node at {} was lost; joining again", node);
                    TimeUnit.SECONDS.sleep(REJOIN_SECONDS);
                    system = join();
                }
            } catch (CompletionException | NetworkException failed) {
                LOG.warn("cannot join the node at {} again yet: {}", node, failed.toString());
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        ClusterSystem.end(system);
        threads.shutdownNow();
    }
}
