package org.banyan.mainchain.node.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.banyan.mainchain.node.command.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One round of each flood, over sockets: what bad input hears. How a node bears many of them is {@link FloodTest}'s. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {
    private static final int HOST = Flooder.FIRST_ADDRESS;

    private final TestNode node;

    RefusalsTest(@TempDir Path home) {
        node = TestNode.start(home);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void a_stream_too_many_is_refused_by_name() throws IOException, InterruptedException {
        Tally tally = new Tally();
        Flooder.Round streams = Flooder.rounds(
                        Flood.MANY_STREAMS, node.process().apiPort(), tally)
                .apply(7);
        for (int i = 0; i < 200 && !tally.lines().contains("STREAMS_EXHAUSTED"); i++) {
            streams.run();
        }
        assertThat(tally.lines()).contains("STREAMS_EXHAUSTED").doesNotContain("INTERNAL");
    }

    /** Not those that take seconds, or of which one round tells nothing. */
    static Set<Flood> quick() {
        return EnumSet.complementOf(EnumSet.of(
                Flood.SLOW_READERS,
                Flood.SLOW_SENDERS,
                Flood.IDLE_CONNECTIONS,
                Flood.COSTLY_READS,
                Flood.MANY_STREAMS,
                Flood.DUPLICATES));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void bad_input_is_refused_with_its_reason_or_its_connection_closed(Flood flood)
            throws IOException, InterruptedException {
        Tally tally = new Tally();
        try {
            Flooder.rounds(flood, node.process().apiPort(), tally).apply(0).run();
        } catch (IOException closed) {
            tally.add("CLOSED");
        }
        String heard = tally.lines();
        Set<String> expected = flood.reasons().isEmpty()
                ? Set.of(flood.drops().isEmpty() ? "TAKEN" : "CLOSED")
                : Set.copyOf(flood.reasons());
        assertThat(expected).as(heard).anyMatch(heard::contains);
        assertThat(heard).doesNotContain("NOT_CLOSED", "TAKEN_2", "FAILED", "INTERNAL");
    }

    @Test
    void slow_senders_slow_readers_and_silent_ones_are_closed_within_seconds() throws IOException {
        int port = node.process().apiPort();
        try (RawConnection silent = new RawConnection(port, HOST);
                RawConnection sender = new RawConnection(port, HOST);
                RawConnection stuck = new RawConnection(port, HOST);
                RawConnection reader = new RawConnection(port, HOST)) {
            sender.send(
                    Frames.preface(),
                    Frames.settings(65_535),
                    Frames.post(1, "/banyan.v1.TransactionService/Submit", "content-type", "application/grpc"),
                    Frames.frame(Frames.DATA, 0, 1, new byte[1]));
            stuck.send(Frames.preface(), Frames.settings(65_535), new byte[] {0, 64, 0, 0, 0});
            reader.send(Frames.preface(), Frames.settings(0), Frames.get(1, "/v1/chains/main/contracts"));
            for (RawConnection each : new RawConnection[] {silent, sender, stuck, reader}) {
                assertThat(each.isClosedWithin(20_000)).isTrue();
            }
        }
    }

    @Test
    void one_address_has_its_share_of_connections_and_others_have_theirs() throws IOException {
        int port = node.process().apiPort();
        var mine = Flooder.many(140, port, HOST + 50, new Tally());
        try (RawConnection other = new RawConnection(port, HOST + 51)) {
            other.send(Frames.preface(), Frames.settings(65_535), Frames.get(1, "/v1/chains"));
            assertThat(other.read(10_000)).isNotEmpty();
            assertThat(mine.getLast().isClosedWithin(10_000)).isTrue();
        }
        for (RawConnection each : mine) {
            each.close();
        }
    }
}
