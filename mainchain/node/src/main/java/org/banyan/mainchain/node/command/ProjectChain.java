package org.banyan.mainchain.node.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.mainchain.node.chain.GenesisFile;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.specification.ChainSpecification;

/** A project made by {@code banyan new chain}, run on its own: its genesis and the jar that its build has made. */
final class ProjectChain {
    private static final String GENESIS = "genesis.conf";

    private final Path project;

    ProjectChain(Path project) {
        this.project = project.toAbsolutePath().normalize();
    }

    /**
     * Takes genesis and jars into the node's directory. A chain that is there already goes on with its own genesis.
     *
     * @throws RefusalException if the folder is no such project, or the directory holds another chain
     */
    void prepare(DataDirectory directory, GenesisFile genesis) {
        Path file = project.resolve(GENESIS);
        if (!Files.isRegularFile(file)) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    project + " has no " + GENESIS
                            + "; make a project with 'banyan new chain NAME', or name its folder");
        }
        ChainSpecification specification = genesis.read(file);
        List<String> chains = directory.chains();
        if (chains.isEmpty()) {
            Directories.create(directory.chain(specification.name()));
            genesis.write(directory.genesis(specification.name()), specification);
        } else if (!genesis.read(directory.genesis(chains.getFirst())).equals(specification)) {
            throw new RefusalException(
                    ExitCode.GENESIS_MISMATCH,
                    directory.root() + " holds chain '" + chains.getFirst() + "' with another genesis than " + file
                            + "; start with --fresh to run the changed one, or give another --dir");
        }
        jars().forEach(jar -> copy(jar, directory.contracts().resolve(jar.getFileName())));
    }

    private List<Path> jars() {
        Path target = project.resolve("target");
        if (!Files.isDirectory(target)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")
                            && !file.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot look into " + target + ": " + failed, failed);
        }
    }

    private static void copy(Path jar, Path target) {
        try {
            Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot copy " + jar + " to " + target + ": " + failed, failed);
        }
    }
}
