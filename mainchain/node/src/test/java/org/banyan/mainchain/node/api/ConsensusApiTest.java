package org.banyan.mainchain.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.Delegates;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.v1.Delegate;
import org.banyan.v1.DrawStep;
import org.banyan.v1.ExplainSlotResponse;
import org.banyan.v1.Round;
import org.banyan.v1.RoundItemKind;
import org.banyan.v1.Slot;
import org.banyan.v1.SlotCause;
import org.banyan.v1.SlotState;
import org.banyan.v1.SubscribeRoundsResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rounds, delegates and reasons of a chain of four delegates, one of them silent, in this process; and of its side chain, which has no rounds. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsensusApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int DELEGATES = 4;

    private final TestNode node;
    private final BanyanClient client;
    private final Delegates delegates;

    ConsensusApiTest(@TempDir Path home) {
        node = TestNode.startWithDelegates(home, DELEGATES, 1);
        client = client("main");
        delegates = client.delegates();
    }

    private BanyanClient client(String chain) {
        return BanyanClient.connect(
                ClientOptions.of("http://127.0.0.1:" + node.process().apiPort(), chain));
    }

    @BeforeAll
    void wait_for_three_rounds() {
        try (var blocks = client.blocks("latest")) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (blocks.next().getHead().getHeight() < 2 * DELEGATES) {
                assertThat(System.nanoTime()).as("blocks in time").isLessThan(deadline);
            }
        }
    }

    @AfterAll
    void stop() {
        client.close();
        node.close();
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:" + node.process().apiPort() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void a_round_shows_its_slots_and_the_calculation_of_its_order() {
        Round round = delegates.round("2");
        assertThat(round.getNumber()).isEqualTo(2);
        assertThat(round.getSlotsList()).hasSize(DELEGATES + 1);
        assertThat(round.getSlots(0).getSlot()).isEqualTo(6);
        assertThat(round.getSlots(DELEGATES).getExtra()).isTrue();
        assertThat(round.getDraw().getFromRound()).isEqualTo(1);
        assertThat(round.getDraw().getStepsList()).hasSize(DELEGATES);
        for (DrawStep step : round.getDraw().getStepsList()) {
            assertThat(round.getSlots(step.getPlace() - 1).getDelegate()).isEqualTo(step.getDelegate());
            assertThat(step.getTakenBy().isEmpty()).isEqualTo(step.getWanted() == step.getPlace());
        }
        assertThat(round.getSlots(DELEGATES).getDelegate())
                .isEqualTo(round.getDraw().getExtra());
    }

    @Test
    void rounds_are_listed_newest_first_in_pages_and_their_blocks_stand_in_their_slots() {
        var first = delegates.rounds(1, "");
        var second = delegates.rounds(1, first.getNextPageToken());
        assertThat(second.getRounds(0).getNumber()).isEqualTo(first.getRounds(0).getNumber() - 1);
        for (Slot slot : second.getRounds(0).getSlotsList()) {
            if (slot.getState() == SlotState.SLOT_STATE_BUILT) {
                var block = client.block(slot.getBlock().getHash());
                assertThat(block.getHeader().getTimeMillis()).isEqualTo(slot.getStartMillis());
                assertThat(block.getProducer()).isEqualTo(slot.getDelegate());
            }
        }
    }

    @Test
    void rounds_are_followed_from_a_number_on_and_each_is_told_when_it_is_over() {
        List<SubscribeRoundsResponse> items = new ArrayList<>();
        long present = delegates.round("latest").getNumber();
        try (var rounds = delegates.follow("1")) {
            while (items.isEmpty() || !isOver(items.getLast(), present)) {
                items.add(rounds.next());
            }
        }
        assertThat(items.stream()
                        .filter(item -> item.getKind() == RoundItemKind.ROUND_ITEM_KIND_OVER)
                        .map(item -> item.getRound().getNumber())
                        .distinct())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, present).boxed().toList());
        Round last = items.getLast().getRound();
        assertThat(last.getOver()).isTrue();
        assertThat(last.getSlotsList())
                .as("what the list has, too")
                .isEqualTo(delegates.round(Long.toString(present)).getSlotsList());
        List<SubscribeRoundsResponse> running = items.stream()
                .filter(item -> item.getKind() == RoundItemKind.ROUND_ITEM_KIND_RUNNING)
                .filter(item -> item.getRound().getNumber() == present)
                .toList();
        assertThat(running)
                .as("the present round was seen to go on")
                .hasSizeGreaterThanOrEqualTo(2)
                .doesNotHaveDuplicates();
        assertThat(running.getLast().getRound().getBuilt()).isGreaterThan(0);

        try (var behind = delegates.follow(items.getLast().getCursor())) {
            assertThat(behind.next().getRound().getNumber()).isEqualTo(present + 1);
        }
        try (var again = delegates.follow("r0")) {
            assertThat(again.next().getRound().getNumber())
                    .as("what runs comes again")
                    .isEqualTo(1);
        }
    }

    private static boolean isOver(SubscribeRoundsResponse item, long round) {
        return item.getKind() == RoundItemKind.ROUND_ITEM_KIND_OVER
                && item.getRound().getNumber() == round;
    }

    @Test
    void rounds_that_cannot_be_followed_are_refused_with_the_reason() {
        for (String wrong : List.of("0", "1000000", "r1000000")) {
            try (var rounds = delegates.follow(wrong)) {
                assertThatThrownBy(rounds::next).as(wrong).hasMessageContaining("ROUND_NOT_FOUND");
            }
        }
        for (String wrong : List.of("second", "r", "rx", "r-1")) {
            try (var rounds = delegates.follow(wrong)) {
                assertThatThrownBy(rounds::next).as(wrong).hasMessageContaining("ARGUMENT_INVALID");
            }
        }
        try (BanyanClient side = client("side-1");
                var rounds = side.delegates().follow("latest")) {
            assertThatThrownBy(rounds::next).hasMessageContaining("CONSENSUS_WITHOUT_ROUNDS");
        }
    }

    @Test
    void a_slot_of_a_delegate_that_runs_elsewhere_is_told_apart_from_an_own_one() {
        List<Delegate> all = delegates.all().getDelegatesList();
        assertThat(all).hasSize(DELEGATES);
        assertThat(all.stream().filter(Delegate::getOwn)).hasSize(DELEGATES - 1);
        String silent = all.stream()
                .filter(delegate -> !delegate.getOwn())
                .findFirst()
                .orElseThrow()
                .getAddress();
        Round round = delegates.round("1");
        Slot missed = round.getSlotsList().stream()
                .filter(slot -> slot.getDelegate().equals(silent))
                .findFirst()
                .orElseThrow();
        assertThat(missed.getState()).isEqualTo(SlotState.SLOT_STATE_EMPTY);
        ExplainSlotResponse why = delegates.explain("1", Integer.toString(missed.getPlace()));
        assertThat(why.getCause()).isEqualTo(SlotCause.SLOT_CAUSE_ELSEWHERE);
        assertThat(why.getRound()).isEqualTo(1);
        assertThat(delegates.explain("", Long.toString(missed.getSlot())).getCause())
                .isEqualTo(SlotCause.SLOT_CAUSE_ELSEWHERE);
        assertThat(delegates.one(silent).getDelegate().getProduced()).isZero();
    }

    @Test
    void a_block_is_explained_with_what_it_took_to_make_it() {
        long slot = delegates.rounds(20, "").getRoundsList().stream()
                .flatMap(round -> round.getSlotsList().stream())
                .filter(each -> each.getState() == SlotState.SLOT_STATE_BUILT)
                .findFirst()
                .orElseThrow()
                .getSlot();
        ExplainSlotResponse why = delegates.explain("", Long.toString(slot));
        assertThat(why.getCause()).isEqualTo(SlotCause.SLOT_CAUSE_BUILT);
        assertThat(why.getMessage()).contains("ms after the slot began");
        assertThat(why.getEventsList().stream().map(event -> event.getWhat()).collect(Collectors.toSet()))
                .contains("built", "signed", "published");
    }

    @Test
    void the_schedule_has_the_coming_slots_of_one_delegate_or_of_all() {
        var all = delegates.schedule("", 7);
        assertThat(all.getSlotsList()).hasSize(7);
        assertThat(all.getSlots(6).getSlot() - all.getSlots(0).getSlot()).isEqualTo(6);
        assertThat(all.getCertainUntilSlot())
                .isGreaterThanOrEqualTo(all.getSlots(0).getSlot());
        String one = all.getSlots(0).getDelegate();
        assertThat(delegates.schedule(one, 3).getSlotsList())
                .hasSize(3)
                .allMatch(slot -> slot.getDelegate().equals(one));
    }

    @Test
    void what_is_not_there_is_refused_with_its_reason() throws IOException, InterruptedException {
        assertThatThrownBy(() -> delegates.round("1000000")).hasMessageContaining("ROUND_NOT_FOUND");
        assertThatThrownBy(() -> delegates.round("second")).hasMessageContaining("ARGUMENT_INVALID");
        assertThatThrownBy(() -> delegates.explain("1", "9")).hasMessageContaining("ROUND_NOT_FOUND");
        assertThatThrownBy(() -> delegates.explain("", "0")).hasMessageContaining("ROUND_NOT_FOUND");
        CryptoSuite suite =
                node.process().host().chain("main").orElseThrow().rules().suite();
        String nobody = client.addresses()
                .format(suite.addressOf(new DevKeys(suite).signer("alice").publicKey()));
        assertThatThrownBy(() -> delegates.one(nobody)).hasMessageContaining("DELEGATE_NOT_FOUND");
        assertThat(get("/v1/chains/main/rounds/0")).contains("ROUND_NOT_FOUND");
        assertThat(get("/v1/chains/main/rounds/1/slots/1:explain")).contains("SLOT_CAUSE_");
        assertThat(get("/v1/chains/main/slots/1:explain")).contains("\"round\":\"1\"");
    }

    @Test
    void a_chain_without_rounds_says_so_and_still_has_slots_and_delegates() {
        try (BanyanClient side = client("side-1")) {
            assertThatThrownBy(() -> side.delegates().round("latest"))
                    .hasMessageContaining("CONSENSUS_WITHOUT_ROUNDS")
                    .hasMessageContaining("authority");
            assertThat(side.delegates().all().getDelegatesList()).hasSize(1).allMatch(Delegate::getOwn);
            assertThat(side.delegates().schedule("", 2).getSlotsList()).hasSize(2);
            assertThat(side.delegates().explain("", "1").getSlot().getSlot()).isEqualTo(1);
        }
    }
}
