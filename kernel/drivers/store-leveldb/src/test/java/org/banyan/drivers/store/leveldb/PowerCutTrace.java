package org.banyan.drivers.store.leveldb;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code src/test/c/powercut.c} wrote down about a process and its store, in order. */
record PowerCutTrace(List<Event> events) {
    /** Files are told apart by number; a number may be used again by a new file. */
    sealed interface Event {
        record Created(long file, String name) implements Event {}

        record Moved(String from, String to) implements Event {}

        record Removed(String name) implements Event {}

        record NamesSynced() implements Event {}

        record Written(long file, long at, byte[] bytes) implements Event {}

        record Resized(long file, long size) implements Event {}

        record Synced(long file) implements Event {}

        record PartSynced(long file, long at, long size) implements Event {}

        /** The process printed a line: everything before it had happened by then. */
        record Printed(String line) implements Event {}
    }

    PowerCutTrace {
        events = List.copyOf(events);
    }

    /** @throws IOException also when the process died within a record: what was recorded before is lost with it, so tests stop it at its own end */
    static PowerCutTrace read(Path trace) throws IOException {
        List<Event> events = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(trace)))) {
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                events.add(event(line, in));
            }
        }
        return new PowerCutTrace(events);
    }

    private static Event event(String line, DataInputStream in) throws IOException {
        String[] words = line.split(" ", 4);
        return switch (words[0]) {
            case "C" -> new Event.Created(Long.parseLong(words[1]), name(words[2]));
            case "R" -> new Event.Moved(name(words[1]), name(words[2]));
            case "U" -> new Event.Removed(name(words[1]));
            case "D" -> new Event.NamesSynced();
            case "W" -> {
                byte[] bytes = new byte[Integer.parseInt(words[3])];
                in.readFully(bytes);
                yield new Event.Written(Long.parseLong(words[1]), Long.parseLong(words[2]), bytes);
            }
            case "T" -> new Event.Resized(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "S" -> new Event.Synced(Long.parseLong(words[1]));
            case "M" ->
                new Event.PartSynced(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
            case "A" -> new Event.Printed(line.substring(2));
            default -> throw new IOException("the trace holds a record '" + line + "' that is unknown");
        };
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Empty at the end. */
    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
