package org.banyan.archrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The main code of one Maven module: compiled classes beside its sources. Found from a test class, so that the working folder does not matter. */
record CompiledModule(Path classes, Path sources) {
    private static final String TEST_CLASSES = "test-classes";

    /** The module whose tests hold {@code test}. */
    static CompiledModule of(Class<?> test) {
        Path tests = locationOf(test);
        if (!tests.endsWith(TEST_CLASSES)) {
            throw new IllegalStateException(test.getName() + " was loaded from " + tests
                    + ", not from target/test-classes: run it as a test of its Maven module");
        }
        Path target = tests.resolveSibling("classes");
        return new CompiledModule(target, tests.resolve("../../src/main/java").normalize());
    }

    /** What all main classes do. */
    List<Use> uses() {
        var uses = new ArrayList<Use>();
        for (Path file : classFiles()) {
            try {
                uses.addAll(BytecodeScan.usesIn(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return uses;
    }

    List<Path> classFiles() {
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + classes, e);
        }
    }

    /** Packages with hand-written Java sources. */
    List<String> handwrittenPackages() {
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.getParent()).toString())
                    .map(folder -> folder.replace(folder.contains("\\") ? '\\' : '/', '.'))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + sources, e);
        }
    }

    /** Whether {@code type} (with dots, maybe nested) was written by hand and not generated into target/. */
    boolean isHandwritten(String type) {
        int nested = type.indexOf('$');
        String outer = nested < 0 ? type : type.substring(0, nested);
        return Files.exists(sources.resolve(outer.replace('.', '/') + ".java"));
    }

    private static Path locationOf(Class<?> test) {
        try {
            return Path.of(
                    test.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot find the folder of " + test.getName(), e);
        }
    }
}
