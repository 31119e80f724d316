package org.banyan.runtimes.trusted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of jars with trusted contracts, each jar in a class loader of its own. Confined to its runtime's lock. */
public final class ContractFolder {
    /** Jars looked at. */
    public static final int JARS_MAX = 64;

    private static final String SUFFIX = ".jar";
    private static final Logger LOG = LoggerFactory.getLogger(ContractFolder.class);

    private final Path path;
    private final Set<Jar> seen = new HashSet<>();

    /** One state of one file. */
    private record Jar(Path file, long size, long modifiedMillis) {}

    /** @param path need not exist */
    public ContractFolder(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Contracts of the jars that are new or changed since the last call. A jar that cannot be used is named in the log and left out. */
    List<Contract> fresh() {
        List<Contract> found = new ArrayList<>();
        for (Jar jar : jars()) {
            if (seen.add(jar)) {
                found.addAll(open(jar.file()));
            }
        }
        return found;
    }

    private List<Jar> jars() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Jar> jars = new ArrayList<>();
            for (Path file : files.filter(each -> each.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                jars.add(new Jar(
                        file, Files.size(file), Files.getLastModifiedTime(file).toMillis()));
            }
            if (jars.size() > JARS_MAX) {
                LOG.warn("{} has {} jars; only the first {} are used", path, jars.size(), JARS_MAX);
            }
            return jars.subList(0, Math.min(jars.size(), JARS_MAX));
        } catch (IOException failed) {
            LOG.warn("cannot list {}: {}", path, failed.toString());
            return List.of();
        }
    }

    private static List<Contract> open(Path jar) {
        try {
            return contracts(new JarClassLoader(JarClassLoader.read(jar), TrustedContract.class.getClassLoader()));
        } catch (IOException | ServiceConfigurationError | LinkageError unusable) {
            LOG.warn("{} is not used: {}", jar, unusable.toString());
            return List.of();
        }
    }

    static List<Contract> onClassPath() {
        return ServiceLoader.load(TrustedContract.class, TrustedContract.class.getClassLoader()).stream()
                .map(provider -> provider.get().create())
                .toList();
    }

    /** Those that the loader itself defines, not those of its parent. */
    private static List<Contract> contracts(ClassLoader loader) {
        return ServiceLoader.load(TrustedContract.class, loader).stream()
                .filter(provider -> provider.type().getClassLoader() == loader)
                .map(provider -> provider.get().create())
                .toList();
    }
}
