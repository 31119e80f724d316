package org.banyan.mainchain.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seven delegates in seven processes, each on a host of its own, and what networks, clocks and machines do to them (RELIABILITY.md T6). After each fault all of
 * them must have one history and go on within the time that RL2 gives them. Skipped with the reason where the machine has no network namespaces.
 */
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "banyan.net.faults", matches = "true")
class NetworkFaultsTest {
    private static final int DELEGATES = 7;
    private static final List<Integer> ALL =
            IntStream.rangeClosed(1, DELEGATES).boxed().toList();

    /** RL2's sixty seconds, three times for machines with fewer cores than nodes. */
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** Long enough for several rounds. */
    private static final Duration SPELL = Duration.ofSeconds(12);

    private Optional<Namespaces> hosts = Optional.empty();
    private Optional<NetworkProcesses> net = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<String> missing = Namespaces.missing();
        assumeTrue(missing.isEmpty(), () -> "no network namespaces here: " + missing.orElseThrow());
        Namespaces places = new Namespaces(DELEGATES);
        hosts = Optional.of(places);
        String addresses = String.join(",", ALL.stream().map(places::address).toList());
        NetworkProcesses made =
                new NetworkProcesses(places, folder, DELEGATES, 7600, "--hosts", addresses, "--slot-millis", "1000");
        net = Optional.of(made);
        for (int node : ALL) {
            Files.writeString(
                    made.home(node).resolve("config/node.conf"),
                    "ops-host = \"0.0.0.0\"\napi-host = \"0.0.0.0\"\n",
                    StandardOpenOption.APPEND);
            made.start(node);
        }
        allGoOn();
    }

    @AfterEach
    void one_history_goes_on() throws InterruptedException {
        if (net.isPresent()) {
            ALL.forEach(hosts()::heal);
            allGoOn();
            for (int node : ALL) {
                assertThat(net().log(node))
                        .as("node-%s accuses nobody, for nobody lied", node)
                        .doesNotContain("contradict", "offence", "\"level\":\"ERROR\"");
            }
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (net.isPresent()) {
            net().close();
        }
        hosts.ifPresent(Namespaces::close);
    }

    private NetworkProcesses net() {
        return net.orElseThrow();
    }

    private Namespaces hosts() {
        return hosts.orElseThrow();
    }

    @Test
    void neither_half_finalizes_while_they_are_apart() throws Exception {
        hosts().cut(List.of(1, 2, 3), List.of(4, 5, 6, 7));
        spell();
        double left = net().finalHeight(1);
        double right = net().finalHeight(7);
        spell();
        assertThat(net().finalHeight(1)).as("three of seven").isEqualTo(left);
        assertThat(net().finalHeight(7)).as("four of seven").isEqualTo(right);
    }

    @Test
    void the_others_go_on_without_one_that_is_cut_off() throws Exception {
        hosts().cut(List.of(3), List.of(1, 2, 4, 5, 6, 7));
        goOn(1, 5);
    }

    @Test
    void the_others_go_on_beside_one_that_speaks_and_hears_nothing() throws Exception {
        hosts().deafen(5);
        goOn(1, 5);
    }

    @Test
    void a_third_of_all_packets_lost_takes_time_and_nothing_else() throws Exception {
        ALL.forEach(node -> hosts().lose(node, 30));
        spell();
    }

    @Test
    void slow_lines_of_two_do_not_hold_up_the_others() throws Exception {
        hosts().slow(2, 256);
        hosts().slow(6, 256);
        goOn(1, 5);
    }

    @Test
    void a_line_that_comes_and_goes_is_one_that_is_missed_at_times() throws Exception {
        double before = net().finalHeight(1);
        for (int i = 0; i < 4; i++) {
            hosts().cut(List.of(4), List.of(1, 2, 3, 5, 6, 7));
            Thread.sleep(3_000);
            ALL.forEach(hosts()::heal);
            Thread.sleep(3_000);
        }
        await("others go on", () -> net().finalHeight(1) > before + 4);
    }

    @Test
    void two_that_stand_still_for_a_while_come_back() throws Exception {
        signal("STOP", 2);
        signal("STOP", 7);
        try {
            goOn(1, 5);
        } finally {
            signal("CONT", 2);
            signal("CONT", 7);
        }
    }

    @Test
    void clocks_that_are_wrong_by_two_seconds_and_an_hour_harm_nobody_else() throws Exception {
        Optional<Path> library = libfaketime();
        assumeTrue(library.isPresent(), "there is no libfaketime here");
        net().kill(6);
        net().kill(7);
        net().startUnder(wrong(library.orElseThrow(), "+2s"), 6);
        net().startUnder(wrong(library.orElseThrow(), "-1h"), 7);
        goOn(1, 8);
        net().kill(6);
        net().kill(7);
        net().start(6);
        net().start(7);
    }

    @Test
    void few_file_descriptors_are_enough() throws Exception {
        net().kill(4);
        net().startUnder(List.of("prlimit", "--nofile=256:256"), 4);
        goOn(4, 5);
        net().kill(4);
        net().start(4);
    }

    @Test
    void one_that_is_killed_again_and_again_rejoins() throws Exception {
        for (int i = 0; i < 3; i++) {
            net().kill(1 + i);
            Thread.sleep(500);
            net().start(1 + i);
        }
        goOn(7, 3);
    }

    private static Optional<Path> libfaketime() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("faketime/libfaketime.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    /** The wall clock of the command is wrong by so much; what measures spans of time is right. */
    private static List<String> wrong(Path library, String by) {
        return List.of("env", "LD_PRELOAD=" + library, "FAKETIME=" + by, "DONT_FAKE_MONOTONIC=1");
    }

    private void goOn(int node, int blocks) throws InterruptedException {
        double before = net().finalHeight(node);
        await("node-" + node + " finalizes " + blocks + " more", () -> net().finalHeight(node) >= before + blocks);
    }

    private static void spell() throws InterruptedException {
        Thread.sleep(SPELL);
    }

    private void signal(String name, int node) throws IOException, InterruptedException {
        long pid = net().process(node).pid();
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void allGoOn() throws InterruptedException {
        double highest = 0;
        for (int node : ALL) {
            highest = Math.max(highest, net().finalHeight(node));
        }
        double all = highest + 3;
        for (int node : ALL) {
            await("node-" + node + " finalizes " + all, () -> net().finalHeight(node) >= all);
        }
        Set<String> ids = new HashSet<>();
        for (int node : ALL) {
            ids.add(net().blockId(node, (long) all));
        }
        assertThat(ids).as("ids of the final block at %s", all).hasSize(1);
    }

    private static void await(String what, Callable<Boolean> holds) {
        Awaitility.await()
                .alias(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(holds);
    }
}
