package org.banyan.drivers.store.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.banyan.drivers.store.leveldb.StoreFolder.content;
import static org.banyan.spi.store.KeyValueStore.Durability.SYNCED;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.banyan.drivers.store.leveldb.PowerCutTrace.Event;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreException;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real LevelDB in a process of its own, watched at the system calls: at any of them the power may fail, and what the device may hold then opens with
 * every batch that was acknowledged as durable. Source: RELIABILITY.md T4 (b), RD1, RD2.
 */
class PowerCutTest {
    private static final int CUTS = Integer.getInteger("banyan.store.powerCuts", 25);
    private static final int CUTS_OF_A_TRACE = 25;
    private static final int COMMITS = Integer.getInteger("banyan.store.commits", 2);
    private static final int PAGES_ENUMERATED = 4;
    private static final int BATCHES = 60;
    private static final Path LIBRARY = Path.of("target", "powercut.so").toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        assumeThat(System.getProperty("os.name")).as("LD_PRELOAD is of Linux").isEqualTo("Linux");
        Optional<Path> compiler = List.of("cc", "gcc", "clang").stream()
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(compiler)
                .as("power cuts under LevelDB need a C compiler in /usr/bin: install gcc")
                .isPresent();
        Process process = new ProcessBuilder(
                        compiler.get().toString(),
                        "-O2",
                        "-Wall",
                        "-Wextra",
                        "-shared",
                        "-fPIC",
                        "-o",
                        LIBRARY.toString(),
                        "src/test/c/powercut.c",
                        "-ldl",
                        "-lpthread")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void store_12_a_power_cut_at_any_system_call_keeps_every_batch_acknowledged_as_durable() throws Exception {
        int lost = 0;
        for (int run = 0; run * CUTS_OF_A_TRACE < CUTS; run++) {
            SplittableRandom random = new SplittableRandom(run);
            PowerCutTrace trace = traceOf(folder.resolve("run" + run));
            int cuts = Math.min(CUTS_OF_A_TRACE, CUTS - run * CUTS_OF_A_TRACE);
            for (int cut = 0; cut < cuts; cut++) {
                // every other cut is at an acknowledgement, where most is promised
                int at = cutPoint(trace, random, cut % 2 == 0);
                lost += cutAt(
                        trace,
                        at,
                        random,
                        "run " + run + ", cut at event " + at + " of "
                                + trace.events().size());
            }
        }
        assertThat(lost)
                .as("batches taken away by all cuts: the test sees cuts that cost something")
                .isPositive();
    }

    @Test
    void store_12_a_power_cut_while_a_store_is_made_leaves_a_store_that_opens() throws Exception {
        PowerCutTrace trace = traceOf(folder.resolve("made"));
        SplittableRandom random = new SplittableRandom(1);
        int events = 0;
        while (!(trace.events().get(events) instanceof Event.Printed)) {
            events++;
        }
        for (int cut = 0; cut < Math.max(CUTS, events); cut++) {
            int at = cut % events;
            cutAt(trace, at, random, "cut at event " + at + " of " + events + " before the first acknowledgement");
        }
    }

    /** The commits of a trace, each from one durable acknowledgement to the next: at every event in it, everything that the device may hold. */
    @Test
    void store_12_every_prefix_and_every_overtaking_of_a_commits_writes_opens_at_a_batch_boundary() throws Exception {
        int commits = 0;
        int states = 0;
        for (int run = 0; commits < COMMITS; run++) {
            PowerCutTrace trace = traceOf(folder.resolve("commits" + run));
            for (int at = 0; at < trace.events().size() && commits < COMMITS; at++) {
                Cut cut = Cut.behind(trace, at);
                boolean synced = trace.events().get(at) instanceof Event.Printed printed
                        && printed.line().matches("[0-9]+")
                        && cut.durable == cut.acknowledged;
                commits += synced ? 1 : 0;
                List<Long> pages = cut.device.unsyncedPages();
                // more pages than that are a table in the making, of which nothing is needed yet
                List<Long> last = pages.subList(Math.max(0, pages.size() - PAGES_ENUMERATED), pages.size());
                for (PowerCutDevice.Fate fate : changesDevice(trace.events().get(at))
                        ? PowerCutDevice.enumerated(last)
                        : List.<PowerCutDevice.Fate>of()) {
                    check(cut, fate, "run " + run + ", state " + states + " behind event " + at);
                    states++;
                }
            }
        }
        assertThat(states).as("states that were opened").isGreaterThan(10 * COMMITS);
    }

    private static boolean changesDevice(Event event) {
        return event instanceof Event.Printed || event instanceof Event.Moved || event instanceof Event.Removed;
    }

    private static int cutPoint(PowerCutTrace trace, SplittableRandom random, boolean acknowledgement) {
        int at = random.nextInt(trace.events().size());
        while (acknowledgement && !(trace.events().get(at) instanceof Event.Printed)) {
            at = random.nextInt(trace.events().size());
        }
        return at;
    }

    /** Cuts the power behind event {@code at}, opens what is left, and tells how many acknowledged batches are gone. */
    private int cutAt(PowerCutTrace trace, int at, SplittableRandom random, String what) throws IOException {
        Cut cut = Cut.behind(trace, at);
        return check(cut, PowerCutDevice.random(random), what);
    }

    /** The device as it is behind an event, and what the process had acknowledged by then. */
    private record Cut(PowerCutDevice device, int acknowledged, int durable) {
        static Cut behind(PowerCutTrace trace, int at) {
            PowerCutDevice device = new PowerCutDevice();
            int acknowledged = 0;
            int durable = 0;
            for (Event event : trace.events().subList(0, at + 1)) {
                device.apply(event);
                if (event instanceof Event.Printed printed && printed.line().matches("[0-9]+")) {
                    acknowledged = Integer.parseInt(printed.line());
                    durable = Batches.durability(acknowledged) == SYNCED ? acknowledged : durable;
                }
            }
            return new Cut(device, acknowledged, durable);
        }
    }

    private int check(Cut cut, PowerCutDevice.Fate fate, String what) throws IOException {
        StoreFolder left = new StoreFolder(Files.createTempDirectory(folder, "cut"));
        cut.device.afterPowerCut(left.path(), fate);
        int found = 0;
        for (int opening = 1; opening <= 2; opening++) {
            try (KeyValueStore store = left.open()) {
                Map<Bytes, Bytes> content = content(store);
                found = Batches.count(Optional.ofNullable(content.get(Batches.COUNT)));
                assertThat(found).as("%s, opening %d", what, opening).isBetween(cut.durable, cut.acknowledged + 1);
                assertThat(content).as("%s, opening %d", what, opening).isEqualTo(Batches.content(found));
            } catch (StoreException refused) {
                throw new AssertionError(
                        what + ", opening " + opening + ", " + cut.durable + " batches durable, " + cut.acknowledged
                                + " acknowledged, files " + left.files() + " of " + sizes(left) + " bytes",
                        refused);
            }
        }
        for (Path file : left.files()) {
            Files.delete(file);
        }
        return Math.max(0, cut.acknowledged - found);
    }

    private static List<Long> sizes(StoreFolder folder) throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (Path file : folder.files()) {
            sizes.add(Files.size(file));
        }
        return sizes;
    }

    /** Lets a process write batches, then close the store and end. */
    private static PowerCutTrace traceOf(Path directory) throws Exception {
        Files.createDirectories(directory);
        Path trace = directory.resolveSibling(directory.getFileName() + ".trace");
        Process process = StoreProcess.start(
                Map.of(
                        "LD_PRELOAD", LIBRARY.toString(),
                        "POWERCUT_DIR", directory.toString(),
                        "POWERCUT_TRACE", trace.toString()),
                "write-" + BATCHES,
                directory);
        try (BufferedReader out = process.inputReader()) {
            StringBuilder said = new StringBuilder();
            out.lines().forEach(line -> said.append(line).append('\n'));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said.toString()).isZero();
            assertThat(said.toString()).contains("\n" + BATCHES + "\n");
        } finally {
            process.destroyForcibly();
        }
        PowerCutTrace read = PowerCutTrace.read(trace);
        assertThat(read.events()).hasAtLeastOneElementOfType(Event.PartSynced.class);
        Files.delete(trace);
        return read;
    }
}
