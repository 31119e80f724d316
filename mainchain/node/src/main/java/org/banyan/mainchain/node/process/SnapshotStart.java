package org.banyan.mainchain.node.process;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.banyan.core.snapshot.SnapshotTrust;
import org.banyan.core.sync.SnapshotPeers;
import org.banyan.mainchain.node.chain.GenesisFile;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.settings.PeerChoices;
import org.banyan.mainchain.node.settings.SyncChoices;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.Plugins;
import org.banyan.node.network.WaitingChain;
import org.banyan.node.operations.NodeMetrics;
import org.banyan.node.snapshot.SnapshotStore;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.types.Height;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets snapshots from peers for chains that have no store here, before any chain is opened. */
final class SnapshotStart {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.snapshot");
    private static final long LOOK_MILLIS = 250;

    /** Between two lines of the log about one chain. */
    private static final int LOOKS_PER_LINE = 40;

    private final DataDirectory directory;
    private final Configuration configuration;
    private final Plugins plugins;
    private final GenesisFile genesis;
    private final NodeMetrics metrics;

    SnapshotStart(
            DataDirectory directory,
            Configuration configuration,
            Plugins plugins,
            GenesisFile genesis,
            NodeMetrics metrics) {
        this.directory = directory;
        this.configuration = configuration;
        this.plugins = plugins;
        this.genesis = genesis;
        this.metrics = metrics;
    }

    /**
     * Waits until each such chain has a store, or nobody serves a snapshot of it for as long as the configuration says.
     *
     * @throws RefusalException if the snapshot cannot be kept or restored here
     */
    void run() {
        boolean wanted =
                configuration.get(SyncChoices.MODE).equals(SyncChoices.SNAPSHOT) && PeerChoices.on(configuration);
        List<WaitingChain> waiting = new ArrayList<>();
        if (wanted) {
            directory.chains().stream()
                    .filter(name -> !Files.exists(directory.store(name)))
                    .forEach(name -> waiting.add(waiting(name)));
        }
        if (!waiting.isEmpty()) {
            fetch(waiting);
        }
    }

    private WaitingChain waiting(String name) {
        SnapshotStore store = new SnapshotStore(
                plugins, genesis.read(directory.genesis(name)), configuration.get(NodeSettings.STORE_ENGINE));
        SnapshotTrust trust =
                new SnapshotTrust(new SystemTimeSource().now(), configuration.get(SyncChoices.CHECKPOINT));
        return new WaitingChain(store, trust, directory.snapshots(name).resolve("incoming"), directory.store(name));
    }

    private void fetch(List<WaitingChain> waiting) {
        PeerStart.Open open = PeerStart.open(
                        directory,
                        configuration,
                        plugins,
                        metrics,
                        failure -> waiting.forEach(chain -> chain.restored().completeExceptionally(failure)))
                .orElseThrow();
        try {
            waiting.forEach(open.loop()::add);
            open.listen();
            waiting.forEach(this::await);
        } finally {
            open.loop().close();
        }
        waiting.stream().filter(chain -> !chain.restored().isDone()).forEach(WaitingChain::giveUp);
    }

    private void await(WaitingChain chain) {
        long begun = System.nanoTime();
        long patience = TimeUnit.SECONDS.toNanos(configuration.get(SyncChoices.WAIT));
        long idleSince = begun;
        for (int looks = 0; ; looks++) {
            SnapshotPeers.Progress progress = chain.progress();
            idleSince = progress.chosen() ? System.nanoTime() : idleSince;
            if (System.nanoTime() - idleSince > patience) {
                LOG.warn(
                        "{}: no peer serves a snapshot that can be taken; the chain begins with all its blocks",
                        chain.name());
                return;
            }
            if (looks % LOOKS_PER_LINE == 0) {
                LOG.info(
                        progress.chosen()
                                ? "{}: {} of {} chunks of a snapshot are here"
                                : "{}: asking peers for a snapshot",
                        chain.name(),
                        progress.pieces(),
                        progress.ofPieces());
            }
            try {
                Height height = chain.restored().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                LOG.info(
                        "{}: restored a snapshot at height {} in {} ms",
                        chain.name(),
                        height,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                return;
            } catch (TimeoutException notYet) {
                // look again
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new RefusalException(
                        ExitCode.INTERRUPTED, "interrupted while a snapshot was fetched", interrupted);
            }
        }
    }
}
