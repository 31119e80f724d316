package org.banyan.mainchain.node.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.mainchain.node.logging.LogSetup;
import org.banyan.mainchain.node.process.NewChain;
import org.banyan.mainchain.node.process.NodeProcess;
import org.banyan.mainchain.node.process.Refusals;
import org.banyan.mainchain.node.process.Version;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.types.Timestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code dev} and {@code start}: runs a node until it is told to stop. */
final class NodeCommand {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.node");
    private static final long STOP_SECONDS_MAX = 30;

    /** A main chain and one side chain. */
    private static final String CHAINS_DEFAULT = "2";

    private final Program program;
    private final Arguments arguments;
    private final boolean development;

    NodeCommand(Program program, Arguments arguments, boolean development) {
        this.program = program;
        this.arguments = arguments;
        this.development = development;
    }

    ExitCode run() {
        Path home = Loading.home(arguments, program.environment(), development);
        Map<String, String> preset =
                development ? Map.of(NodeSettings.NETWORK.name(), NodeSettings.DEVELOPMENT) : Map.of();
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, preset);
        LogSetup.Form form = program.logs(configuration, arguments);
        CountDownLatch stopped = new CountDownLatch(1);
        try (DataDirectory directory = DataDirectory.open(home)) {
            try {
                return run(directory, configuration, form, stopped);
            } catch (RuntimeException | Error failure) {
                ExitCode code = Refusals.codeOf(failure);
                NodeProcess.lastError(directory, code, failure);
                if (form != LogSetup.Form.JSON) {
                    throw failure;
                }
                var line = LOG.atError().addKeyValue("code", code.name());
                (code == ExitCode.BUG ? line.setCause(failure) : line)
                        .log("the node does not start: {}", failure.getMessage());
                return code;
            }
        } finally {
            stopped.countDown();
        }
    }

    private ExitCode run(
            DataDirectory directory, Configuration configuration, LogSetup.Form form, CountDownLatch stopped) {
        Parts parts = Parts.of(configuration, directory.root());
        banner(directory, configuration, parts);
        if (development) {
            prepare(directory, parts);
        }
        try (NodeProcess node = NodeProcess.start(new NodeProcess.Setup(
                directory,
                configuration,
                parts.plugins(),
                parts.genesis(),
                parts.trusted(),
                sideChains(),
                form,
                program.err()))) {
            Thread onSignal = new Thread(() -> stopOnSignal(node, stopped), "stop");
            Runtime.getRuntime().addShutdownHook(onSignal);
            ExitCode code = node.ended().join();
            LOG.info("stopped");
            return code;
        }
    }

    /** Ends the wait of the main thread, which closes everything, and lets the JVM go when that is done or takes too long. */
    private static void stopOnSignal(NodeProcess node, CountDownLatch stopped) {
        boolean asked = node.ended().complete(ExitCode.OK);
        try {
            boolean done = stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            if (!done) {
                System.err.println("error BUG: the node did not stop within " + STOP_SECONDS_MAX + " s; threads:");
                Thread.getAllStackTraces().forEach((thread, stack) -> {
                    System.err.println(thread);
                    for (StackTraceElement frame : stack) {
                        System.err.println("    at " + frame);
                    }
                });
                Runtime.getRuntime().halt(ExitCode.BUG.number());
            }
            if (asked) {
                // A stop at the operator's wish is a success, which the JVM's own code for signals would not say.
                Runtime.getRuntime().halt(ExitCode.OK.number());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Side chains beside the main chain. */
    private int sideChains() {
        if (!development || arguments.has("project")) {
            return 0;
        }
        int most = DevelopmentChain.SIDE_CHAINS_MAX + 1;
        String chains = arguments.flag("chains").orElse(CHAINS_DEFAULT);
        if (!chains.matches("[0-9]{1,2}") || Integer.parseInt(chains) < 1 || Integer.parseInt(chains) > most) {
            throw new RefusalException(
                    ExitCode.USAGE, "--chains is 1 to " + most + ", the main chain included, but was '" + chains + "'");
        }
        return Integer.parseInt(chains) - 1;
    }

    /** Delegates that the flag asks for, 0 for one producer without DPoS; empty when it does not say. */
    private OptionalInt delegates() {
        Optional<String> flag = arguments.flag("delegates");
        if (flag.isEmpty()) {
            return OptionalInt.empty();
        }
        if (arguments.has("project")) {
            throw new RefusalException(
                    ExitCode.USAGE,
                    "--delegates and --project exclude each other: a project's genesis.conf says who produces");
        }
        int most = DevelopmentChain.DELEGATES_MAX;
        String delegates = flag.get();
        if (!delegates.matches("[0-9]{1,2}") || Integer.parseInt(delegates) > most) {
            throw new RefusalException(
                    ExitCode.USAGE,
                    "--delegates is 0, for one producer without DPoS, or 1 to " + most + " but was '" + delegates
                            + "'");
        }
        return OptionalInt.of(Integer.parseInt(delegates));
    }

    private void prepare(DataDirectory directory, Parts parts) {
        sideChains();
        OptionalInt delegates = delegates();
        if (arguments.has("fresh")) {
            Directories.delete(directory.root().resolve("chains"));
            Directories.create(directory.root().resolve("chains"));
        }
        Directories.create(directory.contracts());
        if (arguments.has("project")) {
            new ProjectChain(Path.of(arguments.flag("project").orElseThrow())).prepare(directory, parts.genesis());
        } else if (directory.chains().isEmpty()) {
            var suite = parts.plugins().suite(StandardCryptoSuites.SECP256K1);
            Timestamp now = new SystemTimeSource().now();
            int count = delegates.orElse(DevelopmentChain.DELEGATES_DEFAULT);
            var specification = count == 0
                    ? DevelopmentChain.specification(suite, parts.trusted(), now)
                    : DevelopmentChain.withDelegates(suite, parts.trusted(), now, count);
            Path file = directory.genesis(specification.name());
            Directories.create(directory.chain(specification.name()));
            parts.genesis().write(file, specification);
            NewChain.beginRecords(directory, specification, parts.plugins());
        } else if (delegates.isPresent()) {
            requireDelegates(directory, parts, delegates.getAsInt());
        }
    }

    /** A chain that is here already has the delegates that it was made with. */
    private static void requireDelegates(DataDirectory directory, Parts parts, int wanted) {
        Path file = directory.genesis(DevelopmentChain.NAME);
        boolean isSo = Files.exists(file)
                && DevelopmentChain.delegates(parts.genesis().read(file)).orElse(0) == wanted;
        if (!isSo) {
            throw new RefusalException(
                    ExitCode.GENESIS_MISMATCH,
                    directory.root() + " has a chain that was not made with --delegates " + wanted
                            + "; leave the flag out to run it as it is, or wipe it with --fresh");
        }
    }

    private void banner(DataDirectory directory, Configuration configuration, Parts parts) {
        LOG.info("Banyan {} (commit {}) on Java {}", Version.NUMBER, Version.COMMIT, Runtime.version());
        LOG.info("data in {}", directory.root());
        LOG.info(
                "configuration from {}",
                configuration.sources().isEmpty() ? "built-in values" : String.join(", ", configuration.sources()));
        LOG.info("signer {}", configuration.get(NodeSettings.SIGNER));
        parts.plugins().suites().forEach(suite -> LOG.info("cryptography: {}", suite.describe()));
    }
}
