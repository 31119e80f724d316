package org.banyan.cli.contract;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.banyan.cli.base.CliException;
import org.banyan.contract.ContractInterface;
import org.banyan.contract.TrustedContract;

/** A jar with a contract for the trusted runtime. Reading its interface runs its classes, as the node will. */
final class ContractJar {
    private static final String FIX = "build it first (mvn package), and see that META-INF/services/"
            + TrustedContract.class.getName() + " names its class";

    private ContractJar() {}

    /** @throws CliException if the file is no jar with exactly one contract */
    static ContractInterface describe(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw CliException.usage("there is no file " + jar, FIX);
        }
        List<ContractInterface> found = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ContractJar.class.getClassLoader())) {
            ServiceLoader.load(TrustedContract.class, loader).stream()
                    .filter(provider -> provider.type().getClassLoader() == loader)
                    .forEach(provider -> found.add(provider.get().create().describe()));
        } catch (IOException | ServiceConfigurationError | LinkageError broken) {
            throw CliException.usage("the contract in " + jar + " cannot be loaded: " + broken.getMessage(), FIX);
        }
        if (found.size() != 1) {
            throw CliException.usage(jar + " holds " + found.size() + " contracts instead of one", FIX);
        }
        return found.getFirst();
    }
}
