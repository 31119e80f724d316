package org.banyan.mainchain.node.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.banyan.drivers.exec.akka.cluster.VerifyWorker;
import org.banyan.mainchain.node.process.VerifyStart;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;

/** {@code verify-worker}: verifies signatures for a node on another machine until it is told to stop. Keeps nothing but its node key. */
final class VerifyWorkerCommand {
    private final Program program;
    private final Arguments arguments;

    VerifyWorkerCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        Path home = Loading.home(arguments, program.environment(), false);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        Parts parts = Parts.of(configuration, home);
        CountDownLatch told = new CountDownLatch(1);
        try (DataDirectory directory = DataDirectory.open(home);
                VerifyWorker worker = VerifyStart.worker(directory, configuration, parts.plugins())) {
            Runtime.getRuntime().addShutdownHook(new Thread(told::countDown, "stop"));
            told.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }
}
