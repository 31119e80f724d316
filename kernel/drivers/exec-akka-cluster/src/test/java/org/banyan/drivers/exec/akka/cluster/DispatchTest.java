package org.banyan.drivers.exec.akka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.OfferedChunk;
import org.banyan.spi.verification.SignatureCheck;
import org.banyan.spi.verification.SignatureChunk;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class DispatchTest {
    private static final long LIMIT = 100;
    private static final SignatureChunk CHUNK = new SignatureChunk(
            "suite", List.of(new SignatureCheck(1, new Hash(1, 2, 3, 4), Bytes.utf8("key"), Bytes.utf8("signature"))));
    private static final ChunkVerdicts VALID = ChunkVerdicts.of(1, i -> true);

    private final Dispatch dispatch = new Dispatch(LIMIT);

    /** Counts what happens to it. */
    private static final class Counted implements OfferedChunk {
        private boolean taken;
        private int answered;
        private int lost;

        @Override
        public Optional<SignatureChunk> claim() {
            if (taken) {
                return Optional.empty();
            }
            taken = true;
            return Optional.of(CHUNK);
        }

        @Override
        public void answered(String worker, ChunkVerdicts verdicts) {
            answered++;
        }

        @Override
        public void lost() {
            lost++;
        }
    }

    /** A shipment on its way, and when the worker will answer; never for a negative time. */
    private record Travelling(Dispatch.Shipment shipment, long answerAt) {}

    @Test
    void each_claimed_chunk_is_answered_or_lost_exactly_once_whatever_workers_do() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Dispatch some = new Dispatch(LIMIT);
            List<Counted> chunks = new ArrayList<>();
            List<Travelling> travelling = new ArrayList<>();
            for (long now = 0; now < 2_000; now += 10) {
                List<Dispatch.Shipment> sent = new ArrayList<>();
                String worker = "w" + random.nextInt(3);
                switch (random.nextInt(8)) {
                    case 0 -> sent.addAll(some.joined(worker, 1 + random.nextInt(4), now));
                    case 1 -> {
                        if (random.nextInt(4) == 0) {
                            some.left(worker);
                        }
                    }
                    case 2 -> sent.addAll(some.tick(now));
                    case 3 -> {
                        if (random.nextInt(40) == 0) {
                            some.distrust(worker);
                        }
                    }
                    default -> {
                        Counted chunk = new Counted();
                        chunks.add(chunk);
                        sent.addAll(some.offered(chunk, now));
                    }
                }
                long at = now;
                sent.forEach(each -> travelling.add(
                        new Travelling(each, random.nextInt(5) == 0 ? -1 : at + random.nextInt((int) (2 * LIMIT)))));
                for (Travelling each : List.copyOf(travelling)) {
                    if (each.answerAt() >= 0 && each.answerAt() <= now) {
                        travelling.remove(each);
                        Dispatch.Shipment shipment = each.shipment();
                        // Twice, and from somebody else before: only the first right one counts.
                        some.answered("stranger", shipment.ticket(), Optional.of(VALID), now);
                        some.answered(shipment.worker(), shipment.ticket(), Optional.of(VALID), now)
                                .forEach(next -> travelling.add(new Travelling(next, -1)));
                        some.answered(shipment.worker(), shipment.ticket(), Optional.of(VALID), now)
                                .forEach(next -> travelling.add(new Travelling(next, -1)));
                    }
                }
                assertThat(some.outstanding()).as("seed %d", seed).isLessThanOrEqualTo(3 * 4);
            }
            some.close();
            for (Counted chunk : chunks) {
                assertThat(chunk.answered + chunk.lost).as("seed %d", seed).isEqualTo(chunk.taken ? 1 : 0);
            }
        }
    }

    @Test
    void no_more_than_its_slots_is_with_a_worker_and_the_newest_offers_go_first() {
        dispatch.joined("w", 2, 0);
        List<Counted> chunks = offer(5);
        assertThat(dispatch.outstanding()).isEqualTo(2);
        assertThat(dispatch.waiting()).isEqualTo(3);
        dispatch.answered("w", 1, Optional.of(VALID), 1);
        assertThat(chunks.getLast().taken).as("the newest").isTrue();
        assertThat(chunks.get(2).taken).as("the oldest that waits").isFalse();
    }

    private List<Counted> offer(int count) {
        List<Counted> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(new Counted());
            dispatch.offered(chunks.getLast(), 0);
        }
        return chunks;
    }

    @Test
    void offers_are_remembered_up_to_a_bound() {
        dispatch.joined("w", 1, 0);
        offer(2 * Dispatch.OFFERS_MAX);
        assertThat(dispatch.waiting()).isEqualTo(Dispatch.OFFERS_MAX);
    }

    @Test
    void a_late_worker_gets_one_chunk_at_a_time_until_it_is_in_time_again() {
        dispatch.joined("w", 4, 0);
        offer(20);
        dispatch.tick(LIMIT);
        assertThat(dispatch.answered("w", 1, Optional.of(VALID), LIMIT)).isEmpty();
        dispatch.answered("w", 2, Optional.of(VALID), LIMIT);
        dispatch.answered("w", 3, Optional.of(VALID), LIMIT);
        List<Dispatch.Shipment> next = dispatch.answered("w", 4, Optional.of(VALID), LIMIT);
        assertThat(next).hasSize(1);
        assertThat(dispatch.answered("w", next.getFirst().ticket(), Optional.of(VALID), LIMIT + 1))
                .hasSize(2);
    }

    @Test
    void a_worker_whose_messages_are_lost_gets_chunks_again_after_a_while() {
        dispatch.joined("w", 1, 0);
        offer(3);
        assertThat(dispatch.tick(LIMIT)).isEmpty();
        assertThat(dispatch.tick(LIMIT * Dispatch.LIMITS_UNTIL_FORGOTTEN)).hasSize(1);
    }

    @Test
    void a_distrusted_worker_does_not_come_back() {
        dispatch.joined("w", 1, 0);
        List<Counted> chunks = offer(1);
        dispatch.distrust("w");
        assertThat(chunks.getFirst().lost).isEqualTo(1);
        dispatch.joined("w", 1, 1);
        assertThat(dispatch.hasWorkers()).isFalse();
    }
}
