package org.banyan.mainchain.node.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.mainchain.node.logging.LogSetup;
import org.banyan.mainchain.node.process.NewChain;
import org.banyan.mainchain.node.process.NodeProcess;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;

/** The program and development nodes inside the test's process, on free ports. */
public final class TestNode implements AutoCloseable {
    private final DataDirectory directory;
    private final NodeProcess process;

    /** What a run of the program said. */
    public record Said(ExitCode code, String out, String err) {}

    private TestNode(DataDirectory directory, NodeProcess process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts the development chain of {@code home}, making it first when there is none. */
    public static TestNode start(Path home) {
        return start(home, 0);
    }

    /** The same with side chains beside it. */
    public static TestNode start(Path home, int sideChains) {
        return start(home, sideChains, UnaryOperator.identity());
    }

    /** The same on the development chain as {@code change} makes it, unless there is one already. */
    public static TestNode start(Path home, int sideChains, UnaryOperator<ChainSpecification> change) {
        return start(
                home,
                sideChains,
                parts -> change.apply(
                        DevelopmentChain.specification(suite(parts), parts.trusted(), new SystemTimeSource().now())),
                0,
                "off");
    }

    /** A main chain of delegates, of which the last ones neither build nor vote, and a side chain. */
    public static TestNode startWithDelegates(Path home, int delegates, int silent) {
        return start(
                home,
                1,
                parts -> DevelopmentChain.withDelegates(
                        suite(parts), parts.trusted(), new SystemTimeSource().now(), delegates),
                silent,
                "off");
    }

    /** A main chain of four delegates and a side chain on a node that listens for peers. */
    public static TestNode startWithPeers(Path home) {
        return start(
                home,
                1,
                parts -> DevelopmentChain.withDelegates(
                        suite(parts),
                        parts.trusted(),
                        new SystemTimeSource().now(),
                        DevelopmentChain.DELEGATES_DEFAULT),
                0,
                "on");
    }

    private static CryptoSuite suite(Parts parts) {
        return parts.plugins().suite(StandardCryptoSuites.SECP256K1);
    }

    private static TestNode start(
            Path home, int sideChains, Function<Parts, ChainSpecification> main, int silentProducers, String peers) {
        Arguments arguments = Arguments.parse(
                "dev", "--port", "0", "--p2p", peers, "--silent-producers", Integer.toString(silentProducers));
        Configuration configuration = Loading.configuration(arguments, Map.of(), home, Map.of("network", "dev"));
        DataDirectory directory = DataDirectory.open(home);
        Parts parts = Parts.of(configuration, home);
        if (directory.chains().isEmpty()) {
            Path file = directory.genesis(DevelopmentChain.NAME);
            Directories.create(directory.chain(DevelopmentChain.NAME));
            ChainSpecification made = main.apply(parts);
            parts.genesis().write(file, made);
            NewChain.beginRecords(directory, made, parts.plugins());
        }
        PrintStream quiet = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new TestNode(
                directory,
                NodeProcess.start(new NodeProcess.Setup(
                        directory,
                        configuration,
                        parts.plugins(),
                        parts.genesis(),
                        parts.trusted(),
                        sideChains,
                        LogSetup.Form.TEXT,
                        quiet)));
    }

    /** Runs the program with {@code --dir home} and without environment. */
    public static Said run(Path home, String... typed) {
        List<String> arguments = new ArrayList<>(List.of(typed));
        if (Files.exists(home) || arguments.contains("init")) {
            arguments.addAll(List.of("--dir", home.toString()));
        }
        if (!arguments.contains("config")) {
            arguments.addAll(List.of("--log-level", "error", "--log-format", "text"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = new Program(
                        Map.of(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false)
                .run(arguments.toArray(String[]::new));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public NodeProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
