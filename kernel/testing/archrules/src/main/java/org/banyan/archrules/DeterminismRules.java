package org.banyan.archrules;

import static org.banyan.archrules.Forbids.any;
import static org.banyan.archrules.Forbids.call;
import static org.banyan.archrules.Forbids.calls;
import static org.banyan.archrules.Forbids.catches;
import static org.banyan.archrules.Forbids.code;
import static org.banyan.archrules.Forbids.constructs;
import static org.banyan.archrules.Forbids.declares;
import static org.banyan.archrules.Forbids.field;
import static org.banyan.archrules.Forbids.types;
import static org.banyan.archrules.Forbids.under;

import java.util.List;

/** What pure modules must not do, because two nodes could come to different results. Source: DESIGN.md 1, RELIABILITY.md 3.1. */
final class DeterminismRules {
    private static final String STRING = "java.lang.String";
    private static final String COLLECTORS = "java.util.stream.Collectors";

    private DeterminismRules() {}

    static final Rule CLOCK = new Rule(
            "pure/clock",
            "Pure code reads no clock: a block must mean the same today and in ten years.",
            "take the time from an event or a header field; durations and instants as values are fine.",
            any(
                    calls("java.lang.System", "currentTimeMillis", "nanoTime"),
                    calls("java.time.Instant", "now"),
                    calls("java.time.LocalDate", "now"),
                    calls("java.time.LocalTime", "now"),
                    calls("java.time.LocalDateTime", "now"),
                    calls("java.time.ZonedDateTime", "now"),
                    calls("java.time.OffsetDateTime", "now"),
                    calls("java.time.OffsetTime", "now"),
                    calls("java.time.Year", "now"),
                    calls("java.time.YearMonth", "now"),
                    calls("java.time.MonthDay", "now"),
                    calls("java.time.ZoneId", "systemDefault"),
                    types(
                            "java.time.Clock",
                            "java.time.InstantSource",
                            "java.util.Date",
                            "java.util.Calendar",
                            "java.util.GregorianCalendar",
                            "java.util.TimeZone")),
            List.of());

    static final Rule RANDOMNESS = new Rule(
            "pure/randomness",
            "Pure code draws no randomness of its own.",
            "take a value that comes from the chain or from a seed passed in as an event.",
            any(
                    types(
                            "java.util.Random",
                            "java.util.SplittableRandom",
                            "java.security.SecureRandom",
                            "java.security.KeyPairGenerator",
                            "javax.crypto.KeyGenerator",
                            "java.util.concurrent.ThreadLocalRandom"),
                    under("java.util.random."),
                    calls("java.lang.Math", "random"),
                    calls("java.lang.StrictMath", "random"),
                    calls("java.util.UUID", "randomUUID"),
                    calls("java.util.Collections", "shuffle")),
            List.of());

    static final Rule THREADS = new Rule(
            "pure/threads",
            "Pure code knows no threads, executors, locks or parallel streams: schedules differ from node to node.",
            "return effects and let a driver run them; state has one owner, which passes it in.",
            any(
                    under("java.util.concurrent."),
                    types(
                            "java.lang.Thread",
                            "java.lang.ThreadGroup",
                            "java.lang.ThreadLocal",
                            "java.lang.InheritableThreadLocal",
                            "java.util.Timer",
                            "java.util.TimerTask"),
                    calls("java.lang.Object", "wait", "notify", "notifyAll"),
                    calls("java.util.Collections", "synchronizedList", "synchronizedMap", "synchronizedSet"),
                    use -> use.kind() == Use.Kind.CALL && use.member().equals("parallelStream"),
                    use -> use.owner().startsWith("java.util.stream.")
                            && use.member().equals("parallel"),
                    use -> use.owner().equals("java.util.Arrays")
                            && use.member().startsWith("parallel"),
                    code(BytecodeScan.SYNCHRONIZED, BytecodeScan.VOLATILE)),
            List.of(
                    new Rule.Allowance(
                            "org.banyan.types.crypto.Sha256",
                            "java.lang.ThreadLocal",
                            "a MessageDigest is costly to make and holds no state between two hashes: the result does not depend on the thread"),
                    new Rule.Allowance(
                            "org.banyan.types.codec.CanonicalWriter",
                            "java.lang.ThreadLocal",
                            "each thread keeps the buffer of its last encoding for the next one, which overwrites it: the result does not depend on the thread")));

    static final Rule FLOATING_POINT = new Rule(
            "pure/floating-point",
            "Pure code has no float and no double: NaN bits and library functions differ between processors.",
            "use long or BigInteger with Math.*Exact, and name the rounding of each division; "
                    + "for an access-ordered LinkedHashMap, keep the order yourself.",
            any(
                    code(BytecodeScan.FLOATING_POINT),
                    types(
                            "java.lang.Float",
                            "java.lang.Double",
                            "java.util.OptionalDouble",
                            "java.util.stream.DoubleStream")),
            List.of());

    static final Rule HASH_ORDER = new Rule(
            "pure/hash-order",
            "Pure code builds no hash-ordered collection: its order is not ours, and that of Set.of and Map.of changes from one JVM run to the next.",
            "use List, TreeMap, TreeSet, LinkedHashMap, LinkedHashSet, EnumMap or EnumSet; "
                    + "give Collectors.toMap and groupingBy a map factory (TreeMap::new).",
            any(
                    constructs(
                            "java.util.HashMap",
                            "java.util.HashSet",
                            "java.util.IdentityHashMap",
                            "java.util.WeakHashMap",
                            "java.util.Hashtable",
                            "java.util.Properties"),
                    calls("java.util.HashMap", "newHashMap"),
                    calls("java.util.HashSet", "newHashSet"),
                    calls("java.util.Set", "of", "copyOf"),
                    calls("java.util.Map", "of", "ofEntries", "copyOf"),
                    calls(
                            COLLECTORS,
                            "toSet",
                            "toUnmodifiableSet",
                            "toUnmodifiableMap",
                            "toConcurrentMap",
                            "groupingByConcurrent"),
                    call(COLLECTORS, "toMap", "(Ljava/util/function/Function;Ljava/util/function/Function;)"),
                    call(
                            COLLECTORS,
                            "toMap",
                            "(Ljava/util/function/Function;Ljava/util/function/Function;Ljava/util/function/BinaryOperator;)"),
                    call(COLLECTORS, "groupingBy", "(Ljava/util/function/Function;)"),
                    call(COLLECTORS, "groupingBy", "(Ljava/util/function/Function;Ljava/util/stream/Collector;)"),
                    calls("java.util.Collections", "newSetFromMap")),
            List.of());

    static final Rule IDENTITY = new Rule(
            "pure/identity",
            "Pure code does not look at where an object lies in memory.",
            "give the type equals, hashCode and compareTo over its value (a record has the first two).",
            any(
                    calls("java.lang.System", "identityHashCode"),
                    calls("java.util.Objects", "toIdentityString"),
                    code(BytecodeScan.IDENTITY)),
            List.of());

    static final Rule LOCALE = new Rule(
            "pure/locale",
            "Pure code does not depend on the machine's charset or locale.",
            "name them: getBytes(StandardCharsets.UTF_8), new String(bytes, StandardCharsets.UTF_8), "
                    + "toLowerCase(Locale.ROOT), String.format(Locale.ROOT, ...).",
            any(
                    call(STRING, "getBytes", "()"),
                    call(STRING, "<init>", "([B)"),
                    call(STRING, "<init>", "([BII)"),
                    call(STRING, "toLowerCase", "()"),
                    call(STRING, "toUpperCase", "()"),
                    call(STRING, "format", "(Ljava/lang/String;"),
                    calls(STRING, "formatted"),
                    call("java.util.Formatter", "<init>", "()"),
                    call("java.util.Formatter", "<init>", "(Ljava/lang/Appendable;)"),
                    calls("java.util.Locale", "getDefault"),
                    calls("java.nio.charset.Charset", "defaultCharset"),
                    call("java.io.ByteArrayOutputStream", "toString", "()"),
                    call("java.time.format.DateTimeFormatter", "ofPattern", "(Ljava/lang/String;)"),
                    types("java.util.Scanner"),
                    under("java.text.")),
            List.of());

    static final Rule SERIALIZATION = new Rule(
            "pure/serialization",
            "Pure code uses no Java serialization: its bytes are not canonical and reading them runs code.",
            "write the canonical encoding of DESIGN.md 2 (org.banyan.types codec).",
            any(
                    types("java.io.ObjectInputStream", "java.io.ObjectOutputStream"),
                    declares("java.io.Serializable", "java.io.Externalizable")),
            List.of());

    static final Rule MEMORY = new Rule(
            "pure/memory-pressure",
            "No outcome may depend on free memory, stack depth or the garbage collector.",
            "set a named limit and check it before the work; let errors of the machine stop the node.",
            any(
                    under("java.lang.ref."),
                    catches(
                            "java.lang.Error",
                            "java.lang.VirtualMachineError",
                            "java.lang.OutOfMemoryError",
                            "java.lang.StackOverflowError"),
                    types("java.lang.Runtime", "java.util.WeakHashMap"),
                    calls("java.lang.System", "gc"),
                    code(BytecodeScan.FINALIZER)),
            List.of());

    static final Rule PLATFORM = new Rule(
            "pure/platform",
            "Pure code reaches no file, socket, process, environment, console, log or reflection: nothing but values and collections of the platform.",
            "make it an event that comes in or an effect that goes out, behind a port.",
            any(
                    DeterminismRules::isOutsideThePurePlatform,
                    calls(
                            "java.lang.System",
                            "getProperty",
                            "getProperties",
                            "setProperty",
                            "getenv",
                            "exit",
                            "load",
                            "loadLibrary",
                            "console",
                            "lineSeparator",
                            "getLogger"),
                    field("java.lang.System", "in", "out", "err"),
                    DeterminismRules::isReflection,
                    calls("java.lang.Integer", "getInteger"),
                    calls("java.lang.Long", "getLong"),
                    calls("java.lang.Boolean", "getBoolean"),
                    types(
                            "java.lang.ClassLoader",
                            "java.lang.Process",
                            "java.lang.ProcessBuilder",
                            "java.lang.ProcessHandle",
                            "java.lang.StackWalker",
                            "java.util.ServiceLoader")),
            List.of());

    /** In the order in which they are told. */
    static final List<Rule> ALL = List.of(
            CLOCK, RANDOMNESS, THREADS, FLOATING_POINT, HASH_ORDER, IDENTITY, LOCALE, SERIALIZATION, MEMORY, PLATFORM);

    private static final List<String> PURE_PACKAGES = List.of(
            "java.lang",
            "java.lang.annotation",
            "java.lang.constant",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.math",
            "java.nio",
            "java.nio.charset",
            "java.security",
            "java.time",
            "java.time.format",
            "java.time.temporal",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "java.util.zip",
            "javax.crypto",
            "javax.crypto.spec",
            "org.jspecify.annotations");

    private static final List<String> CLASS_NAMES = List.of("getName", "getSimpleName", "getEnumConstants");

    /** Streams over memory and the exceptions they throw. */
    private static final List<String> PURE_IO = List.of(
            "java.io.ByteArrayInputStream",
            "java.io.ByteArrayOutputStream",
            "java.io.InputStream",
            "java.io.OutputStream",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.io.EOFException",
            "java.io.Serializable",
            "java.io.Externalizable",
            "java.io.ObjectInputStream",
            "java.io.ObjectOutputStream");

    /** Other modules of ours are the business of {@link Layout}; packages with a rule of their own above are not told twice. */
    private static boolean isOutsideThePurePlatform(Use use) {
        String owner = use.owner();
        if (use.kind() == Use.Kind.CODE || !owner.contains(".") || PURE_IO.contains(owner) || Layout.knows(owner)) {
            return false;
        }
        String pack = owner.substring(0, owner.lastIndexOf('.'));
        boolean hasItsOwnRule = pack.startsWith("java.util.concurrent")
                || pack.startsWith("java.util.random")
                || pack.startsWith("java.lang.ref")
                || pack.startsWith("java.text");
        return !hasItsOwnRule && !PURE_PACKAGES.contains(pack) && !pack.equals(packageOf(use.user()));
    }

    private static boolean isReflection(Use use) {
        return use.kind() == Use.Kind.CALL
                && use.owner().equals("java.lang.Class")
                && (use.member().equals("forName") || use.member().startsWith("get"))
                && !CLASS_NAMES.contains(use.member());
    }

    private static String packageOf(String type) {
        int dot = type.lastIndexOf('.');
        return dot < 0 ? "" : type.substring(0, dot);
    }
}
