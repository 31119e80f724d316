package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.sdk.json.Json;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ConsensusServiceGrpc;
import org.banyan.v1.Delegate;
import org.banyan.v1.Draw;
import org.banyan.v1.DrawStep;
import org.banyan.v1.ExplainSlotRequest;
import org.banyan.v1.ExplainSlotResponse;
import org.banyan.v1.GetRoundRequest;
import org.banyan.v1.GetRoundResponse;
import org.banyan.v1.GetScheduleRequest;
import org.banyan.v1.GetScheduleResponse;
import org.banyan.v1.ListDelegatesRequest;
import org.banyan.v1.ListDelegatesResponse;
import org.banyan.v1.ListRoundsRequest;
import org.banyan.v1.ListRoundsResponse;
import org.banyan.v1.Round;
import org.banyan.v1.RoundItemKind;
import org.banyan.v1.Slot;
import org.banyan.v1.SlotCause;
import org.banyan.v1.SlotEvent;
import org.banyan.v1.SlotState;
import org.banyan.v1.SubscribeRoundsRequest;
import org.banyan.v1.SubscribeRoundsResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelegateCommandsTest {
    private static final String ONE = address("producer-1");
    private static final String TWO = address("producer-2");
    private static final long START = 1_795_888_430_000L;

    private static final Round ROUND = Round.newBuilder()
            .setNumber(9)
            .setTerm(1)
            .setBuilt(1)
            .setOver(true)
            .addSlots(Slot.newBuilder()
                    .setSlot(25)
                    .setPlace(1)
                    .setStartMillis(START)
                    .setDelegate(ONE)
                    .setOwn(true)
                    .setState(SlotState.SLOT_STATE_BUILT)
                    .setBlock(BlockReference.newBuilder().setHeight(20)))
            .addSlots(Slot.newBuilder()
                    .setSlot(26)
                    .setPlace(2)
                    .setStartMillis(START + 500)
                    .setDelegate(TWO)
                    .setState(SlotState.SLOT_STATE_EMPTY))
            .setDraw(Draw.newBuilder()
                    .setFromRound(8)
                    .setExtra(TWO)
                    .setExtraFrom(ONE)
                    .addSteps(DrawStep.newBuilder()
                            .setDelegate(TWO)
                            .setUsed("ab".repeat(32))
                            .setWanted(2)
                            .setPlace(2))
                    .addSteps(DrawStep.newBuilder()
                            .setDelegate(ONE)
                            .setUsed("cd".repeat(32))
                            .setWanted(2)
                            .setPlace(1)
                            .setTakenBy(TWO)))
            .build();

    @TempDir
    private Path home;

    private final FakeApi api = new FakeApi(List.of(new Consensus()));

    @AfterEach
    void stop() {
        api.close();
    }

    private static String address(String name) {
        return FakeApi.TEXT.format(
                FakeApi.SUITE.addressOf(new DevKeys(FakeApi.SUITE).signer(name).publicKey()));
    }

    private Run run(String... arguments) {
        return api.run(home, arguments);
    }

    @Test
    void a_round_is_shown_with_its_conflict_and_how_it_was_solved() {
        Run run = run("round", "9");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("round 9  term 1  1 of 2 slots built")
                .contains("producer-1 *")
                .contains("MISSED")
                .contains("The order follows from the signature values of round 8")
                .contains("abababababab…abab")
                .contains("producer-2 has place 2: the next free one")
                .contains("by address: producer-2");
    }

    @Test
    void a_round_as_json_has_every_value_in_full() {
        Json.Object json = (Json.Object) Json.parse(run("round", "--json").out());
        assertThat(json.get("number")).isPresent();
        assertThat(run("round", "--json").out()).contains("ab".repeat(32));
    }

    @Test
    void rounds_are_followed_with_a_line_for_each_slot_that_turned_out_and_another_when_it_turned_out_otherwise() {
        Run run = run("round", "9", "--follow", "--count", "1");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("9/1  slot 25  ").endsWith("producer-1 *  built  block 20"),
                        line -> assertThat(line).startsWith("9/2  slot 26  ").endsWith("producer-2  MISSED"),
                        line -> assertThat(line).startsWith("9/2  slot 26  ").endsWith("producer-2  built  block 21"),
                        line -> assertThat(line).isEqualTo("round 9 over  term 1  2 of 2 slots built"));
        assertThat(api.asked(SubscribeRoundsRequest.class).orElseThrow().getFrom())
                .isEqualTo("9");
    }

    @Test
    void followed_rounds_as_json_are_a_line_for_each_item_without_heartbeats() {
        List<String> lines = run("round", "--follow", "--json").out().lines().toList();
        assertThat(lines)
                .hasSize(5)
                .allMatch(line -> ((Json.Object) Json.parse(line)).get("round").isPresent());
        assertThat(lines.getLast()).contains("ROUND_ITEM_KIND_OVER");
    }

    @Test
    void a_count_without_following_is_a_wrong_call() {
        assertThat(run("round", "--count", "2").code()).isEqualTo(2);
        assertThat(run("round", "--follow", "--count", "0").code()).isEqualTo(2);
    }

    @Test
    void the_status_of_all_names_what_each_built_and_missed() {
        assertThat(run("delegate", "status").out())
                .contains("producer-1 *")
                .contains("suspended until")
                .contains("DELEGATE");
    }

    @Test
    void a_delegate_that_may_not_build_is_a_negative_check() {
        Run run = run("delegate", "status", "producer-2");
        assertThat(run.code()).isEqualTo(12);
        assertThat(run.out()).contains("suspended until").contains(TWO);
        assertThat(run("delegate", "status", "producer-1").code()).isZero();
        assertThat(run("delegate", "status", "nobody").err()).contains("there is no delegate 'nobody'");
    }

    @Test
    void the_newest_empty_slot_is_explained_with_cause_advice_and_events() {
        Run run = run("delegate", "why");
        assertThat(run.code()).isEqualTo(12);
        assertThat(run.out())
                .contains("slot 26 (9/2) of producer-2")
                .contains("MISSED (late): it was late")
                .contains("+520 ms  built, took 515.0 ms")
                .contains("advice: be quicker");
        assertThat(api.asked(ExplainSlotRequest.class).orElseThrow().getRound()).isEqualTo("9");
    }

    @Test
    void a_slot_is_named_by_round_and_place_or_by_its_number() {
        run("delegate", "why", "--slot", "880/9");
        assertThat(api.asked(ExplainSlotRequest.class).orElseThrow().getSlot()).isEqualTo("9");
        assertThat(run("delegate", "why", "--slot", "nine").code()).isEqualTo(2);
        assertThat(run("delegate", "why", "producer-1", "--slot", "3").code()).isEqualTo(2);
    }

    @Test
    void duties_end_with_the_span_and_mark_what_may_change() {
        Run run = run("delegate", "duties", "--next", "1s");
        assertThat(run.out()).contains("in 0.5 s").contains("?").doesNotContain("in 5.0 s");
        assertThat(run("delegate", "duties", "--next", "soon").err()).contains("90s, 10m, 24h or 7d");
    }

    private final class Consensus extends ConsensusServiceGrpc.ConsensusServiceImplBase {
        @Override
        public void getRound(GetRoundRequest request, StreamObserver<GetRoundResponse> out) {
            api.answer(
                    request, out, GetRoundResponse.newBuilder().setRound(ROUND).build());
        }

        @Override
        public void listRounds(ListRoundsRequest request, StreamObserver<ListRoundsResponse> out) {
            api.answer(
                    request,
                    out,
                    ListRoundsResponse.newBuilder().addRounds(ROUND).build());
        }

        @Override
        public void listDelegates(ListDelegatesRequest request, StreamObserver<ListDelegatesResponse> out) {
            api.answer(
                    request,
                    out,
                    ListDelegatesResponse.newBuilder()
                            .setWindowRounds(20)
                            .addDelegates(Delegate.newBuilder()
                                    .setAddress(ONE)
                                    .setBuilds(true)
                                    .setCertifies(true)
                                    .setOwn(true)
                                    .setProduced(20))
                            .addDelegates(Delegate.newBuilder()
                                    .setAddress(TWO)
                                    .setBuilds(true)
                                    .setCertifies(true)
                                    .setMissed(2)
                                    .setOutUntilMillis(START + 4_000))
                            .build());
        }

        @Override
        public void subscribeRounds(SubscribeRoundsRequest request, StreamObserver<SubscribeRoundsResponse> out) {
            api.asked.add(request);
            Slot waiting = ROUND.getSlots(1).toBuilder()
                    .setState(SlotState.SLOT_STATE_RUNNING)
                    .build();
            Slot late = ROUND.getSlots(1).toBuilder()
                    .setState(SlotState.SLOT_STATE_BUILT)
                    .setBlock(BlockReference.newBuilder().setHeight(21))
                    .build();
            Round running =
                    ROUND.toBuilder().setOver(false).setSlots(1, waiting).build();
            out.onNext(item(RoundItemKind.ROUND_ITEM_KIND_RUNNING, running));
            out.onNext(SubscribeRoundsResponse.newBuilder()
                    .setKind(RoundItemKind.ROUND_ITEM_KIND_HEARTBEAT)
                    .build());
            out.onNext(item(RoundItemKind.ROUND_ITEM_KIND_RUNNING, running)); // again, as after a broken connection
            out.onNext(item(RoundItemKind.ROUND_ITEM_KIND_RUNNING, ROUND));
            out.onNext(item(
                    RoundItemKind.ROUND_ITEM_KIND_RUNNING,
                    ROUND.toBuilder().setSlots(1, late).setBuilt(2).build()));
            out.onNext(item(
                    RoundItemKind.ROUND_ITEM_KIND_OVER,
                    ROUND.toBuilder().setSlots(1, late).setBuilt(2).build()));
            out.onCompleted();
        }

        private static SubscribeRoundsResponse item(RoundItemKind kind, Round round) {
            return SubscribeRoundsResponse.newBuilder()
                    .setKind(kind)
                    .setRound(round)
                    .build();
        }

        @Override
        public void getSchedule(GetScheduleRequest request, StreamObserver<GetScheduleResponse> out) {
            api.answer(
                    request,
                    out,
                    GetScheduleResponse.newBuilder()
                            .setNowMillis(START)
                            .setCertainUntilSlot(25)
                            .addSlots(Slot.newBuilder()
                                    .setSlot(26)
                                    .setDelegate(ONE)
                                    .setStartMillis(START + 500))
                            .addSlots(Slot.newBuilder()
                                    .setSlot(35)
                                    .setDelegate(TWO)
                                    .setStartMillis(START + 5_000))
                            .build());
        }

        @Override
        public void explainSlot(ExplainSlotRequest request, StreamObserver<ExplainSlotResponse> out) {
            api.answer(
                    request,
                    out,
                    ExplainSlotResponse.newBuilder()
                            .setSlot(ROUND.getSlots(1))
                            .setRound(9)
                            .setCause(SlotCause.SLOT_CAUSE_LATE)
                            .setMessage("it was late")
                            .setAdvice("be quicker")
                            .addEvents(SlotEvent.newBuilder()
                                    .setTimeMillis(START + 1_020)
                                    .setWhat("built")
                                    .setTookMillis(515))
                            .build());
        }
    }
}
