package org.banyan.archrules.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The working tree that holds this module. */
final class Repository {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    private final Path root;

    Repository(Path root) {
        this.root = root;
    }

    /** Found upwards from the working folder, which is the module's under Maven and may be the root elsewhere. */
    static Repository here() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/whitepaper-map.yml"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("not inside a working tree of the project"));
        }
        return new Repository(folder);
    }

    Path root() {
        return root;
    }

    String read(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    /** Folders of all modules of the build. */
    List<String> modules() {
        return MODULE.matcher(read("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .toList();
    }

    /** Artifact ids of all modules of the build. */
    List<String> artifacts() {
        return modules().stream()
                .map(module -> ownArtifact(read(module + "/pom.xml")))
                .toList();
    }

    /** Java files under {@code folder}, which need not exist. */
    List<Path> javaFiles(String folder) {
        Path start = root.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + start, e);
        }
    }

    /** Documents for readers: the root's and those under docs/. */
    List<Path> documents() {
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list documents of " + root, e);
        }
    }

    private static String ownArtifact(String pom) {
        Matcher first = ARTIFACT.matcher(pom.replaceFirst("(?s)<parent>.*?</parent>", ""));
        if (!first.find()) {
            throw new IllegalStateException("no artifactId in " + pom);
        }
        return first.group(1);
    }
}
