package org.banyan.archrules.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One way each in which two nodes would differ. */
public final class Impure {
    private Impure() {}

    @Breaks("pure/clock")
    static final class ReadsMillis {
        long now() {
            return System.currentTimeMillis();
        }
    }

    @Breaks("pure/clock")
    static final class ReadsNanosThroughAReference {
        LongSupplier clock() {
            return System::nanoTime;
        }
    }

    @Breaks("pure/clock")
    static final class ReadsInstant {
        Instant now() {
            return Instant.now();
        }
    }

    @Breaks("pure/clock")
    static final class ReadsDate {
        LocalDate today() {
            return LocalDate.now();
        }
    }

    @Breaks("pure/clock")
    record HoldsAClock(Optional<Clock> clock) {}

    @Breaks("pure/randomness")
    static final class DrawsRandom {
        long draw() {
            return new Random(7).nextLong();
        }
    }

    @Breaks("pure/randomness")
    static final class DrawsSecureRandom {
        Supplier<SecureRandom> source() {
            return SecureRandom::new;
        }
    }

    @Breaks("pure/randomness")
    static final class Splits {
        long draw() {
            return new SplittableRandom().nextLong();
        }
    }

    @Breaks("pure/randomness")
    static final class NamesByChance {
        UUID name() {
            return UUID.randomUUID();
        }
    }

    @Breaks("pure/randomness")
    static final class Shuffles {
        void shuffle(List<String> names) {
            Collections.shuffle(names);
        }
    }

    @Breaks("pure/threads")
    static final class StartsAThread {
        void start(Runnable work) {
            new Thread(work).start();
        }
    }

    @Breaks("pure/threads")
    static final class TakesAnExecutor {
        void run(Executor executor, Runnable work) {
            executor.execute(work);
        }
    }

    @Breaks("pure/threads")
    static final class Completes {
        Object future() {
            return CompletableFuture.completedFuture("done");
        }
    }

    @Breaks("pure/threads")
    static final class KeepsPerThread {
        private final ThreadLocal<List<String>> mine = ThreadLocal.withInitial(ArrayList::new);

        int size() {
            return mine.get().size();
        }
    }

    @Breaks("pure/threads")
    static final class LocksAMethod {
        synchronized void locked() {}
    }

    @Breaks("pure/threads")
    static final class LocksABlock {
        private final Object lock = new Object();
        private int count;

        int next() {
            synchronized (lock) {
                return count++;
            }
        }
    }

    @Breaks("pure/threads")
    static final class IsVolatile {
        volatile int seen;
    }

    @Breaks("pure/threads")
    static final class StreamsInParallel {
        long count(Collection<String> names) {
            return names.parallelStream().count();
        }
    }

    @Breaks("pure/threads")
    static final class TurnsParallel {
        long sum() {
            return LongStream.range(0, 9).parallel().sum();
        }
    }

    @Breaks("pure/threads")
    static final class MapsConcurrently {
        private final ConcurrentMap<String, String> names = new ConcurrentHashMap<>();

        int size() {
            return names.size();
        }
    }

    @Breaks("pure/floating-point")
    static final class ComputesLocally {
        long half(long value) {
            return (long) (value * 0.5);
        }
    }

    @Breaks("pure/floating-point")
    static final class TakesARoot {
        long root(long value) {
            return (long) Math.sqrt(value);
        }
    }

    @Breaks("pure/floating-point")
    record HoldsAShare(double share) {}

    @Breaks("pure/floating-point")
    static final class BoxesFloats {
        List<Float> none() {
            return List.of();
        }
    }

    @Breaks("pure/floating-point")
    static final class MakesAFloatArray {
        Object shares() {
            return new float[3];
        }
    }

    @Breaks("pure/hash-order")
    static final class BuildsAHashMap {
        Map<String, String> names() {
            return new HashMap<>();
        }
    }

    @Breaks("pure/hash-order")
    static final class BuildsAHashSetThroughAReference {
        Supplier<Set<String>> names() {
            return HashSet::new;
        }
    }

    @Breaks("pure/hash-order")
    static final class BuildsAnIdentityMap {
        Map<String, String> names() {
            return new IdentityHashMap<>();
        }
    }

    @Breaks("pure/hash-order")
    static final class ListsASet {
        Set<String> names() {
            return Set.of("a", "b");
        }
    }

    @Breaks("pure/hash-order")
    static final class CopiesASet {
        Set<String> names(Collection<String> names) {
            return Set.copyOf(names);
        }
    }

    @Breaks("pure/hash-order")
    static final class ListsAMap {
        Map<String, String> names() {
            return Map.of("a", "b");
        }
    }

    @Breaks("pure/hash-order")
    static final class CopiesAMap {
        Map<String, String> names(Map<String, String> names) {
            return Map.copyOf(names);
        }
    }

    @Breaks("pure/hash-order")
    static final class CollectsToASet {
        Set<String> names(Stream<String> names) {
            return names.collect(Collectors.toSet());
        }
    }

    @Breaks("pure/hash-order")
    static final class CollectsToAMap {
        Map<String, String> names(Stream<String> names) {
            return names.collect(Collectors.toMap(Function.identity(), Function.identity()));
        }
    }

    @Breaks("pure/hash-order")
    static final class MergesIntoAMap {
        Map<String, String> names(Stream<String> names) {
            return names.collect(Collectors.toMap(Function.identity(), Function.identity(), (a, b) -> a));
        }
    }

    @Breaks("pure/hash-order")
    static final class Groups {
        Map<Integer, List<String>> byLength(Stream<String> names) {
            return names.collect(Collectors.groupingBy(String::length));
        }
    }

    @Breaks("pure/hash-order")
    static final class GroupsAndMaps {
        Map<Integer, List<String>> byLength(Stream<String> names) {
            return names.collect(Collectors.groupingBy(String::length, Collectors.toList()));
        }
    }

    @Breaks("pure/identity")
    static final class LooksAtTheAddress {
        int address() {
            return System.identityHashCode(this);
        }
    }

    @Breaks("pure/identity")
    static final class HashesTheAddress {
        @Override
        public int hashCode() {
            return super.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other == this;
        }
    }

    @Breaks("pure/locale")
    static final class EncodesByDefault {
        byte[] bytes(String text) {
            return text.getBytes();
        }
    }

    @Breaks("pure/locale")
    static final class DecodesByDefault {
        String text(byte[] bytes) {
            return new String(bytes);
        }
    }

    @Breaks("pure/locale")
    static final class LowersByDefault {
        String lower(String text) {
            return text.toLowerCase();
        }
    }

    @Breaks("pure/locale")
    static final class UppersThroughAReference {
        Stream<String> upper(Stream<String> texts) {
            return texts.map(String::toUpperCase);
        }
    }

    @Breaks("pure/locale")
    static final class FormatsByDefault {
        String text(int height) {
            return String.format("%d", height);
        }
    }

    @Breaks("pure/locale")
    static final class IsFormatted {
        String text(int height) {
            return "%d".formatted(height);
        }
    }

    @Breaks("pure/locale")
    static final class AsksForTheCharset {
        Charset charset() {
            return Charset.defaultCharset();
        }
    }

    @Breaks("pure/locale")
    static final class FormatsNumbers {
        String text(long value) {
            return NumberFormat.getInstance().format(value);
        }
    }

    @Breaks("pure/serialization")
    record IsSerializable(int value) implements Serializable {}

    @Breaks("pure/serialization")
    static final class Serializes {
        void write(ByteArrayOutputStream out, String value) throws IOException {
            new ObjectOutputStream(out).writeObject(value);
        }
    }

    @Breaks("pure/memory-pressure")
    static final class CachesWeakly {
        WeakReference<String> hold(String text) {
            return new WeakReference<>(text);
        }
    }

    @Breaks("pure/memory-pressure")
    static final class SurvivesOverflow {
        boolean deep(Runnable work) {
            try {
                work.run();
                return false;
            } catch (StackOverflowError e) {
                return true;
            }
        }
    }

    @Breaks("pure/memory-pressure")
    static final class CountsProcessors {
        int processors() {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    @Breaks("pure/memory-pressure")
    static final class Finalizes {
        @Override
        @SuppressWarnings({"deprecation", "removal"})
        protected void finalize() {}
    }

    @Breaks("pure/platform")
    static final class ReadsAFile {
        boolean exists() {
            return Files.exists(Path.of("x"));
        }
    }

    @Breaks("pure/platform")
    static final class ReadsAProperty {
        boolean fast() {
            return Boolean.getBoolean("fast");
        }
    }

    @Breaks("pure/platform")
    static final class Prints {
        void print() {
            System.out.println("x");
        }
    }

    @Breaks("pure/platform")
    static final class LoadsServices {
        Object services() {
            return ServiceLoader.load(Runnable.class);
        }
    }

    @Breaks("pure/platform")
    static final class Reflects {
        int methods() {
            return Impure.class.getMethods().length;
        }
    }

    @Breaks("static-state")
    static final class KeepsStaticState {
        static int count;
    }
}
