package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreException;

/**
 * A process of its own with a store open: {@code write} appends batches until it is killed, {@code write-<n>} appends {@code n} and ends, {@code hold} waits
 * for its input to end.
 */
final class StoreProcess {
    private StoreProcess() {}

    static Process start(String task, Path directory, String... flags) throws IOException {
        return start(Map.of(), task, directory, flags);
    }

    static Process start(Map<String, String> environment, String task, Path directory, String... flags)
            throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath, StoreProcess.class.getName(), task, directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    public static void main(String[] arguments) throws IOException {
        StoreFolder folder = new StoreFolder(Path.of(arguments[1]));
        try (KeyValueStore store = folder.open()) {
            if (arguments[0].equals("write")) {
                write(store, Integer.MAX_VALUE);
            }
            if (arguments[0].startsWith("write-")) {
                write(store, Integer.parseInt(arguments[0].substring("write-".length())));
                return;
            }
            print("open");
            while (System.in.read() >= 0) {
                // waits for the end of the input
            }
        } catch (StoreException refused) {
            print(refused.getClass().getSimpleName() + ": " + refused.getMessage());
        }
    }

    private static void write(KeyValueStore store, int batches) {
        int first = Batches.count(store.get(Batches.COUNT)) + 1;
        for (int number = first; number < first + (long) batches; number++) {
            store.write(Batches.batch(number), Batches.durability(number));
            print(Integer.toString(number));
        }
    }

    /** One write to the pipe, so that a line is never cut. */
    private static void print(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
