package org.banyan.types.generators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.TransactionId;

/** Random values of the base types. */
public final class RandomValues {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String LOWER_TAIL = LOWER + "0123456789.-";
    private static final String MEMBER = LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String MEMBER_TAIL = MEMBER + "0123456789._";
    private static final int[] CHARACTERS = {
        0, 'a', 'Z', ' ', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff
    };

    private final RandomGenerator random;

    public RandomValues(long seed) {
        this(new SplittableRandom(seed));
    }

    /** Values that follow from what {@code random} draws: a fuzzer may choose. */
    public RandomValues(RandomGenerator random) {
        this.random = random;
    }

    /** From 0 to {@code max}, both included. */
    public int upTo(int max) {
        return (int) random.nextLong(max + 1L);
    }

    public long between(long min, long max) {
        return switch (upTo(9)) {
            case 0 -> min;
            case 1 -> max;
            default -> min + Math.floorMod(uint64(), Math.max(1, max - min));
        };
    }

    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Any 64 bits; small, powers of two and all-ones more often. */
    public long uint64() {
        return switch (upTo(7)) {
            case 0 -> upTo(3);
            case 1 -> -1;
            case 2 -> 1L << upTo(63);
            case 3 -> (1L << upTo(63)) - 1;
            default -> random.nextLong() >>> upTo(63);
        };
    }

    /** Not negative. */
    public long uint63() {
        return uint64() & Long.MAX_VALUE;
    }

    public int positiveInt() {
        return (int) between(1, Integer.MAX_VALUE);
    }

    public Bytes bytes(int sizeMax) {
        int size = chance(20) ? 0 : chance(5) ? sizeMax : upTo(Math.min(sizeMax, 200));
        return exactly(size);
    }

    public Bytes exactly(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    public Hash hash() {
        return switch (upTo(19)) {
            case 0 -> new Hash(0, 0, 0, 0);
            case 1 -> new Hash(-1, -1, -1, -1);
            default -> new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        };
    }

    public ChainId chainId() {
        return new ChainId(hash());
    }

    public BlockId blockId() {
        return new BlockId(hash());
    }

    public TransactionId transactionId() {
        return new TransactionId(hash());
    }

    public Address address() {
        return new Address(hash());
    }

    public Height height() {
        return new Height(uint63());
    }

    public Timestamp timestamp() {
        return new Timestamp(uint63());
    }

    /** Words of all ones and all zeros more often: that is where carries go wrong. */
    public Amount amount() {
        return new Amount(word(), word(), word(), word());
    }

    private long word() {
        return switch (upTo(5)) {
            case 0, 1 -> 0;
            case 2 -> -1;
            default -> uint64();
        };
    }

    /** Name of a contract, kind, extension or scheme. */
    public String identifier() {
        return name(LOWER, LOWER_TAIL);
    }

    /** Name of a method or event. */
    public String member() {
        return name(MEMBER, MEMBER_TAIL);
    }

    /** Of the characters {@code first} and then {@code tail}. */
    private String name(String first, String tail) {
        StringBuilder name = new StringBuilder().append(first.charAt(upTo(first.length() - 1)));
        int more = chance(5) ? 63 : upTo(12);
        for (int i = 0; i < more; i++) {
            name.append(tail.charAt(upTo(tail.length() - 1)));
        }
        return name.toString();
    }

    public String letters(int lengthMax) {
        StringBuilder letters = new StringBuilder();
        int length = 1 + upTo(lengthMax - 1);
        while (letters.length() < length) {
            letters.append(LOWER.charAt(upTo(LOWER.length() - 1)));
        }
        return letters.toString();
    }

    /** Unicode text with characters of one to four UTF-8 bytes. */
    public String text(int charactersMax) {
        StringBuilder text = new StringBuilder();
        int length = upTo(charactersMax);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CHARACTERS[upTo(CHARACTERS.length - 1)]);
        }
        return text.toString();
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(upTo(choices.size() - 1));
    }

    public <T> List<T> list(int countMax, Supplier<? extends T> element) {
        int count = upTo(countMax);
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(element.get());
        }
        return list;
    }

    public <T extends Comparable<T>> List<T> ascending(int countMax, Supplier<T> element) {
        return List.copyOf(new TreeSet<>(list(countMax, element)));
    }

    public <T, K extends Comparable<K>> List<T> ascendingBy(Function<T, K> key, int countMax, Supplier<T> element) {
        TreeMap<K, T> byKey = new TreeMap<>();
        for (T value : list(countMax, element)) {
            byKey.put(key.apply(value), value);
        }
        return List.copyOf(byKey.values());
    }

    public <T> Optional<T> maybe(Supplier<T> value) {
        return chance(50) ? Optional.of(value.get()) : Optional.empty();
    }
}
