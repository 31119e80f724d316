package org.banyan.mainchain.node.process;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.banyan.api.ApiParts;
import org.banyan.api.ApiServer;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.store.ChainStore.Keeping;
import org.banyan.mainchain.node.chain.GenesisFile;
import org.banyan.mainchain.node.logging.LogCounter;
import org.banyan.mainchain.node.logging.LogSetup;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.settings.SyncChoices;
import org.banyan.mainchain.node.tree.DevelopmentTree;
import org.banyan.mainchain.node.tree.HostedChain;
import org.banyan.mainchain.node.tree.TreeFeed;
import org.banyan.node.chain.BlockPruner;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.chain.ThreadLane;
import org.banyan.node.chain.VerifyHelp;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.HostParts;
import org.banyan.node.host.Plugins;
import org.banyan.node.network.AmongPeers;
import org.banyan.node.operations.NodeMetrics;
import org.banyan.node.operations.Observers;
import org.banyan.node.operations.OperationsServer;
import org.banyan.node.operations.PeerPage;
import org.banyan.node.snapshot.SnapshotKeeper;
import org.banyan.node.snapshot.SnapshotShelf;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.crypto.CryptoSuite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: all chains of its data directory, health and metrics. Ends when it is closed, or by itself when a chain cannot go on; {@link #ended} then
 * has the exit code.
 */
public final class NodeProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.node");

    private final DataDirectory directory;
    private final ChainHost host;
    private final ExecutorService workers;
    private final VerifyHelp help;
    private final TaskRunner runner;
    private final OperationsServer operations;
    private final NodeMetrics metrics;
    private final LogCounter logs;
    private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
    private final Health health;
    private final LogSetup.Form form;
    private final StatusLine line;
    private final Configuration configuration;
    private final Plugins plugins;
    private Optional<ApiServer> api = Optional.empty();
    private Optional<TreeFeed> feed = Optional.empty();
    private final List<BlockPruner> pruners = new ArrayList<>();
    private final List<SnapshotKeeper> keepers = new ArrayList<>();
    private Optional<AllowWatch> allowList = Optional.empty();
    private Optional<ElectionWatch> elections = Optional.empty();
    /** Read by the operations port, which answers before it is there. */
    private volatile Optional<PeerStart.Open> peers = Optional.empty();

    /**
     * What a node is started with; log and status line go to {@code out}.
     *
     * @param trusted has the system contracts
     * @param sideChains side chains that a development network has beside its main chain
     */
    public record Setup(
            DataDirectory directory,
            Configuration configuration,
            Plugins plugins,
            GenesisFile genesis,
            ContractRuntime trusted,
            int sideChains,
            LogSetup.Form form,
            PrintStream out) {}

    /**
     * Starts everything, or throws and leaves nothing open.
     *
     * @throws RefusalException saying why the node does not start
     */
    public static NodeProcess start(Setup setup) {
        NodeProcess process = new NodeProcess(setup);
        try {
            process.begin(setup);
            return process;
        } catch (RuntimeException | Error failure) {
            try {
                process.release();
            } catch (RuntimeException | Error alsoFailed) {
                failure.addSuppressed(alsoFailed); // why the node does not start matters more than how it ends
            }
            throw failure;
        }
    }

    private NodeProcess(Setup setup) {
        Configuration configuration = setup.configuration();
        this.directory = setup.directory();
        this.form = setup.form();
        this.line = new StatusLine(setup.out());
        this.configuration = configuration;
        this.plugins = setup.plugins();
        int threads = configuration.get(NodeSettings.WORKERS);
        this.workers = Executors.newFixedThreadPool(
                threads > 0 ? threads : Runtime.getRuntime().availableProcessors(), work -> {
                    Thread thread = new Thread(work, "worker");
                    thread.setDaemon(true);
                    return thread;
                });
        this.metrics = new NodeMetrics(Version.NUMBER, Version.COMMIT, directory.root());
        this.logs = LogCounter.attach(metrics.logs()::logged);
        this.runner = metrics.counting(runner(configuration, setup.plugins()));
        this.help = VerifyStart.open(directory, configuration, setup.plugins(), metrics);
        var time = new SystemTimeSource();
        this.host = new ChainHost(new HostParts(
                metrics.counting(setup.plugins()),
                time,
                workers,
                help,
                runner,
                name -> new ThreadLane("chain-" + name),
                this::observer,
                this::failed));
        this.health =
                new Health(host, time, directory.root(), configuration.get(NodeSettings.READY_LAG), this::peering);
        this.operations = new OperationsServer(
                configuration.get(NodeSettings.OPS_HOST),
                NodeSettings.operationsPort(configuration),
                health.startup(),
                health,
                metrics::scrape);
    }

    private Optional<Health.Peering> peering() {
        return peers.map(PeerStart.Open::peering);
    }

    private static TaskRunner runner(Configuration configuration, Plugins plugins) {
        String name = configuration.get(NodeSettings.EXECUTION_RUNNER);
        int wanted = configuration.get(NodeSettings.EXECUTION_WORKERS);
        int workers = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        return name.equals(NodeSettings.SEQUENTIAL)
                ? new SequentialRunner()
                : plugins.runner(name).create(workers);
    }

    private void begin(Setup setup) {
        List<String> names = directory.chains();
        if (names.isEmpty()) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    directory.root() + " has no chain; make one with 'banyan node init --genesis FILE'");
        }
        operations.start();
        ApiStart.requireFree(configuration);
        new SnapshotStart(directory, configuration, plugins, setup.genesis(), metrics).run();
        peers = PeerStart.open(directory, configuration, plugins, metrics, failure -> failed("(peers)", failure));
        allowList = peers.flatMap(open -> AllowWatch.of(directory, configuration, open.loop(), metrics::reloaded));
        peers.ifPresent(open -> metrics.certificate(open.loop()::credentialUntil));
        operations.page(
                PeerPage.PATH,
                () -> peers.map(open -> open.peering().figures().page())
                        .orElse(new PeerPage(List.of()))
                        .text());
        ChainStarter starter = new ChainStarter(directory, setup.configuration(), setup.plugins(), setup.genesis());
        names.forEach(name -> {
            RunningChain chain = amongPeers(starter.start(host, name));
            LOG.info(
                    "{}: chain id {}, at height {}",
                    name,
                    chain.chainId(),
                    chain.status().head().height());
        });
        var tree = new DevelopmentTree(host, setup.trusted());
        tree.grow(
                setup.sideChains(),
                new SystemTimeSource().now(),
                names::contains,
                specification -> amongPeers(starter.grow(host, specification)));
        elections = Optional.of(ElectionWatch.start(directory, host));
        feed = Optional.of(TreeFeed.start(host, metrics.edges()));
        peers.ifPresent(PeerStart.Open::listen);
        // After the chains: they produce while the API, which takes longer than they do, gets ready.
        ApiServer serving = ApiStart.start(
                new ApiParts(
                        host,
                        HostedChain::new,
                        text -> starter.add(host, text),
                        name -> peers.map(open -> open.peering().figures().of(name))
                                .orElse(AmongPeers.ALONE),
                        new CallerFigures(metrics.callers())),
                configuration,
                plugins,
                operations.port());
        api = Optional.of(serving);
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("api", serving.port());
        ports.put("ops", operations.port());
        peers.ifPresent(open -> ports.put("p2p", open.loop().port()));
        directory.writePorts(ports);
        health.started();
        LOG.info("API on port {}, health and metrics on port {}", serving.port(), operations.port());
    }

    private RunningChain amongPeers(RunningChain chain) {
        prune(chain);
        peers.ifPresent(open -> open.loop().add(chain, shelf(chain)));
        return chain;
    }

    private static long bodiesFrom(RunningChain chain) {
        return chain.isStopped()
                ? 0
                : chain.look(parts -> parts.store().bodiesFrom().value());
    }

    private void prune(RunningChain chain) {
        String kept = configuration.get(SyncChoices.PRUNE);
        if (!kept.equals(SyncChoices.ARCHIVE)) {
            pruners.add(BlockPruner.start(
                    chain,
                    kept.equals(SyncChoices.LIGHT) ? Keeping.LIGHT_HISTORY : Keeping.FULL,
                    configuration.get(SyncChoices.PRUNE_KEEP)));
        }
    }

    /** What the chain's peers may go on from. */
    private SnapshotShelf shelf(RunningChain chain) {
        SnapshotShelf shelf = SnapshotShelf.open(
                directory.snapshots(chain.name()), chain.rules().suite().hash());
        metrics.kept(chain.name(), shelf::newest, () -> bodiesFrom(chain));
        int every = configuration.get(SyncChoices.SNAPSHOT_BLOCKS);
        if (every > 0) {
            keepers.add(SnapshotKeeper.start(chain, shelf, every));
        }
        return shelf;
    }

    private ChainObserver observer(ChainPlan plan) {
        List<ChainObserver> observers = new ArrayList<>();
        CryptoSuite suite = plugins.suite(plan.specification().cryptoSuite());
        observers.add(metrics.chain(
                plan.specification(),
                plugins.consensus(plan.specification()),
                plan.producers().stream()
                        .map(producer -> suite.addressOf(producer.key()))
                        .collect(Collectors.toUnmodifiableSet()),
                new SystemTimeSource()));
        observers.add(new BlockReports(plan.name(), form, line));
        peers.ifPresent(
                open -> observers.add(open.loop().observer(plan.specification().id(suite.hash()))));
        return new Observers(observers);
    }

    public ChainHost host() {
        return host;
    }

    public int apiPort() {
        return api.orElseThrow().port();
    }

    public int operationsPort() {
        return operations.port();
    }

    /** Completed with the exit code when the node ends by itself. */
    public CompletableFuture<ExitCode> ended() {
        return ended;
    }

    private void failed(String chain, Throwable failure) {
        ExitCode code = Refusals.codeOf(failure);
        LOG.atError()
                .addKeyValue("chain_id", chain)
                .addKeyValue("code", code.name())
                .setCause(failure)
                .log("chain '{}' cannot go on, the node stops: {}", chain, failure.toString());
        lastError(directory, code, failure);
        ended.complete(code);
    }

    /** Leaves word of why the process ends for whoever looks later. */
    public static void lastError(DataDirectory directory, ExitCode code, Throwable failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("ts", Instant.now().toString());
        error.put("code", code.name());
        error.put("exit", code.number());
        error.put("message", String.valueOf(failure.getMessage()));
        error.put("type", failure.getClass().getName());
        directory.writeLastError(error);
    }

    /** Readiness off, no new requests, the step in progress finished, stores closed. */
    @Override
    public void close() {
        health.stopping();
        release();
    }

    private void release() {
        try (OperationsServer server = operations) {
            api.ifPresent(ApiServer::close);
            keepers.forEach(SnapshotKeeper::close);
            pruners.forEach(BlockPruner::close);
            allowList.ifPresent(AllowWatch::close);
            elections.ifPresent(ElectionWatch::close);
            peers.ifPresent(open -> open.loop().close());
            feed.ifPresent(TreeFeed::close);
            host.close();
        } finally {
            help.workers().close();
            runner.close();
            workers.shutdownNow();
            logs.close();
            metrics.close();
        }
    }
}
