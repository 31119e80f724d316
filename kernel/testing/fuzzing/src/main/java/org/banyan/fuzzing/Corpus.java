package org.banyan.fuzzing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The inputs that a target is replayed with and searches from: the resource {@code <class>.<method>.corpus} beside the test class, one {@link CorpusLine} per
 * input; empty lines and lines that begin with {@code #} say nothing. A finding stays in it for ever.
 */
record Corpus(List<byte[]> inputs) {
    Corpus {
        inputs = List.copyOf(inputs);
    }

    /** Name of the resource, and of the file beside the test class in {@code src/test/resources}. */
    static String fileName(String simpleClassName, String method) {
        return simpleClassName + "." + method + ".corpus";
    }

    /** @throws IllegalStateException if the target has no corpus */
    static Corpus of(Class<?> test, String method) {
        String name = fileName(test.getSimpleName(), method);
        try (InputStream in = test.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the fuzz target " + test.getName() + "#" + method
                        + " has no corpus; create src/test/resources/"
                        + test.getPackageName().replace('.', '/') + "/" + name
                        + " with one input per line, hex or \"text\"");
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the corpus " + name + " cannot be read", unreadable);
        }
    }

    /**
     * @param name for messages
     * @throws IllegalArgumentException naming the line that is no input
     */
    static Corpus parse(String name, String text) {
        List<String> lines = text.lines().toList();
        return new Corpus(lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> read(name, lines.indexOf(line) + 1, line))
                .toList());
    }

    private static byte[] read(String name, int number, String line) {
        try {
            return CorpusLine.read(line.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(name + " line " + number + ": " + malformed.getMessage(), malformed);
        }
    }
}
