package org.banyan.cli.project;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every new project is told. */
final class ProjectOptions {
    @Parameters(index = "0", paramLabel = "NAME", description = "Lower-case letters, digits and dashes, 1 to 32.")
    private String name = "";

    @Option(names = "--package", paramLabel = "PACKAGE", description = "Java package; else one made from NAME.")
    private String javaPackage = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where to write it; else ./NAME. Must be empty or not exist.")
    private Optional<Path> directory = Optional.empty();

    String name() {
        return name;
    }

    /** Empty when it was not said. */
    String javaPackage() {
        return javaPackage;
    }

    /** @param checkedName the name after it was found to be one that a folder may have */
    Path target(String checkedName) {
        return directory.orElseGet(() -> Path.of(checkedName)).toAbsolutePath().normalize();
    }
}
