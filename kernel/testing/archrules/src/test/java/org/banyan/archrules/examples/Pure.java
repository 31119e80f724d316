package org.banyan.archrules.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Close to what is forbidden, and allowed: whatever the compiler itself adds must pass too. */
final class Pure {
    private static final Duration SLOT = Duration.ofSeconds(4);

    private int cachedHash;

    enum Kind {
        BLOCK,
        VOTE
    }

    sealed interface Event {
        record Arrived(Kind kind, Instant at) implements Event {}

        record Left(String name) implements Event {}
    }

    String tell(Event event) {
        return switch (event) {
            case Event.Arrived(Kind kind, Instant at) when at.isAfter(Instant.EPOCH.plus(SLOT)) -> "late " + kind;
            case Event.Arrived arrived ->
                switch (arrived.kind()) {
                    case BLOCK -> "block";
                    case VOTE -> "vote";
                };
            case Event.Left(String name) -> name.toLowerCase(Locale.ROOT);
        };
    }

    SortedMap<String, List<Integer>> ordered(Stream<Integer> values) {
        return values.collect(Collectors.groupingBy(
                value -> String.format(Locale.ROOT, "%d", value), TreeMap::new, Collectors.toList()));
    }

    Map<String, String> merged(Stream<String> names) {
        return names.collect(
                Collectors.toMap(Function.identity(), Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    Map<Boolean, List<String>> split(Stream<String> names) {
        return names.collect(Collectors.partitioningBy(String::isEmpty));
    }

    Set<String> sets(List<String> names) {
        var kinds = EnumSet.allOf(Kind.class);
        var byKind = new EnumMap<Kind, String>(Kind.class);
        kinds.forEach(kind -> byKind.put(kind, kind.name()));
        var all = new TreeSet<>(names);
        all.addAll(new LinkedHashSet<>(byKind.values()));
        return all;
    }

    byte[] bytes(String text, BigInteger amount) {
        try (var out = new ByteArrayOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.write(amount.toByteArray());
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int hashCode() {
        if (cachedHash == 0) {
            cachedHash = Objects.hash(SLOT, new ArrayList<>(List.of(1, 2)));
        }
        return cachedHash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pure;
    }
}
