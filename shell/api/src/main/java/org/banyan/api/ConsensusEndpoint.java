package org.banyan.api;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.api.guard.ApiLimits;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.Rounds;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.Slot;
import org.banyan.types.Address;
import org.banyan.v1.ConsensusServiceGrpc;
import org.banyan.v1.Delegate;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.ExplainSlotRequest;
import org.banyan.v1.ExplainSlotResponse;
import org.banyan.v1.GetDelegateRequest;
import org.banyan.v1.GetDelegateResponse;
import org.banyan.v1.GetRoundRequest;
import org.banyan.v1.GetRoundResponse;
import org.banyan.v1.GetScheduleRequest;
import org.banyan.v1.GetScheduleResponse;
import org.banyan.v1.ListDelegatesRequest;
import org.banyan.v1.ListDelegatesResponse;
import org.banyan.v1.ListRoundsRequest;
import org.banyan.v1.ListRoundsResponse;
import org.banyan.v1.SubscribeRoundsRequest;
import org.banyan.v1.SubscribeRoundsResponse;

/** banyan.v1.ConsensusService. Knows the schedule port alone, and no consensus. */
final class ConsensusEndpoint extends ConsensusServiceGrpc.ConsensusServiceImplBase {
    private static final int ROUNDS_DEFAULT = 20;
    private static final int ROUNDS_MAX = 100;
    private static final int SLOTS_DEFAULT = 20;
    private static final int SLOTS_MAX = 500;

    /** Slots that are looked through for those of one delegate. */
    private static final int SCAN_MAX = 20_000;

    /** How far ahead a slot can be asked for by its number. */
    private static final int AHEAD_MAX = 10_000;

    private final HostedChains chains;
    private final ApiLimits limits;

    ConsensusEndpoint(HostedChains chains, ApiLimits limits) {
        this.chains = chains;
        this.limits = limits;
    }

    @Override
    public void getRound(GetRoundRequest request, StreamObserver<GetRoundResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            RoundMessages messages = new RoundMessages(reader);
            return GetRoundResponse.newBuilder()
                    .setRound(messages.round(messages.number(request.getRound()), true))
                    .setHead(reader.head())
                    .build();
        });
    }

    @Override
    public void listRounds(ListRoundsRequest request, StreamObserver<ListRoundsResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            RoundMessages messages = new RoundMessages(reader);
            int size = size("page_size", request.getPageSize(), ROUNDS_DEFAULT, ROUNDS_MAX);
            long top = request.getPageToken().isEmpty()
                    ? messages.present()
                    : messages.number(Pages.decode(request.getPageToken()));
            var answer = ListRoundsResponse.newBuilder().setHead(reader.head());
            long number = top;
            for (; number >= 1 && answer.getRoundsCount() < size; number--) {
                answer.addRounds(messages.round(number, false));
            }
            return number < 1
                    ? answer.build()
                    : answer.setNextPageToken(Pages.encode(Long.toString(number)))
                            .build();
        });
    }

    @Override
    public void subscribeRounds(SubscribeRoundsRequest request, StreamObserver<SubscribeRoundsResponse> out) {
        RoundStream.open(chains, request, out, limits);
    }

    @Override
    public void getSchedule(GetScheduleRequest request, StreamObserver<GetScheduleResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            RoundMessages messages = new RoundMessages(reader);
            Schedule schedule = messages.schedule();
            int size = size("slots", request.getSlots(), SLOTS_DEFAULT, SLOTS_MAX);
            Optional<Address> wanted = request.getDelegate().isEmpty()
                    ? Optional.empty()
                    : Optional.of(reader.address("delegate", request.getDelegate()));
            wanted.ifPresent(address -> required(new DelegateMessages(reader, messages).all(), reader, address));
            long head = messages.branch().headHeight();
            ConsensusState state = messages.branch().state(head);
            long first = Math.max(
                    schedule.slotAt(messages.now()),
                    schedule.slotAt(messages.branch().header(head).time()) + 1);
            var answer = GetScheduleResponse.newBuilder()
                    .setHead(reader.head())
                    .setNowMillis(messages.now().millis());
            for (long slot = first; slot < first + SCAN_MAX && answer.getSlotsCount() < size; slot++) {
                Slot planned = schedule.slot(state, slot);
                if (wanted.isEmpty() || wanted.get().equals(planned.producer())) {
                    answer.addSlots(messages.message(planned, place(schedule, state, slot), head, Optional.empty()));
                }
            }
            answer.setCertainUntilSlot(schedule.rounds()
                    .map(rounds -> rounds.at(state, first).lastSlot())
                    .orElse(first + SCAN_MAX));
            return answer.build();
        });
    }

    private static long place(Schedule schedule, ConsensusState state, long slot) {
        return schedule.rounds()
                .map(rounds -> slot - rounds.at(state, slot).firstSlot() + 1)
                .orElse(0L);
    }

    @Override
    public void listDelegates(ListDelegatesRequest request, StreamObserver<ListDelegatesResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            DelegateMessages delegates = new DelegateMessages(reader, new RoundMessages(reader));
            return ListDelegatesResponse.newBuilder()
                    .addAllDelegates(delegates.all())
                    .setWindowRounds(delegates.windowRounds())
                    .setWindowSlots(delegates.windowSlots())
                    .setHead(reader.head())
                    .build();
        });
    }

    @Override
    public void getDelegate(GetDelegateRequest request, StreamObserver<GetDelegateResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            Address address = reader.address("delegate", request.getDelegate());
            DelegateMessages delegates = new DelegateMessages(reader, new RoundMessages(reader));
            return GetDelegateResponse.newBuilder()
                    .setDelegate(required(delegates.all(), reader, address))
                    .setWindowRounds(delegates.windowRounds())
                    .setWindowSlots(delegates.windowSlots())
                    .setHead(reader.head())
                    .build();
        });
    }

    private static Delegate required(List<Delegate> all, ChainReader reader, Address address) {
        String text = reader.text(address);
        return all.stream()
                .filter(delegate -> delegate.getAddress().equals(text))
                .findFirst()
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_DELEGATE_NOT_FOUND,
                        text + " neither builds nor certifies on chain "
                                + reader.chain().name(),
                        Map.of("delegate", text)));
    }

    @Override
    public void explainSlot(ExplainSlotRequest request, StreamObserver<ExplainSlotResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            RoundMessages messages = new RoundMessages(reader);
            long number = RoundMessages.number("slot", request.getSlot());
            return request.getRound().isEmpty()
                    ? bySlot(reader, messages, number)
                    : inRound(reader, messages, messages.number(request.getRound()), number);
        });
    }

    private static ExplainSlotResponse inRound(ChainReader reader, RoundMessages messages, long round, long place) {
        var plan = messages.plan(round);
        if (place < 1 || place > plan.slots().size()) {
            throw noSlot(
                    "round " + round + " has slots 1 to " + plan.slots().size() + ", not " + place,
                    Long.toString(round));
        }
        Slot slot = plan.slots().get(Math.toIntExact(place - 1));
        return new SlotExplainer(reader, messages)
                .explain(slot, place).toBuilder().setRound(round).build();
    }

    private static ExplainSlotResponse bySlot(ChainReader reader, RoundMessages messages, long number) {
        Schedule schedule = messages.schedule();
        if (number < 1 || number > schedule.slotAt(messages.now()) + AHEAD_MAX) {
            throw noSlot("slots are counted from 1 and known " + AHEAD_MAX + " ahead", "");
        }
        ConsensusState state = messages.branch().state(messages.branch().lastBefore(schedule.start(number)));
        ExplainSlotResponse answer = new SlotExplainer(reader, messages)
                .explain(schedule.slot(state, number), place(schedule, state, number));
        return schedule.rounds()
                .map((Rounds rounds) -> answer.toBuilder()
                        .setRound(rounds.at(state, number).number())
                        .build())
                .orElse(answer);
    }

    private static ApiFailure noSlot(String message, String round) {
        return new ApiFailure(
                ErrorReason.ERROR_REASON_ROUND_NOT_FOUND, message, Map.of("round", round, "field", "slot"));
    }

    private static int size(String field, int asked, int usual, int most) {
        if (asked < 0) {
            throw ApiFailure.field(field, "give a number from 0 to " + most);
        }
        return asked == 0 ? usual : Math.min(asked, most);
    }
}
