package org.banyan.node.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.node.fixture.TestProcess;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

class SeatsTest {
    private static final Timestamp NOW = TestProcess.GENESIS;
    private static final AgentEvent NEWS = new AgentEvent.WorkArrived(NOW);

    private final ChainEngine engine = new TestProcess()
            .start("main", TestKeys.named(TestProcess.SUITE, "alice"))
            .read(running -> running);
    private final List<String> heard = new ArrayList<>();
    private final Seats three = new Seats(List.of(seat("ann"), seat("ben"), seat("cid")));

    @Test
    void what_happens_to_the_chain_is_told_to_all_and_what_they_want_is_done_in_their_order() {
        three.tellAll(NEWS);
        assertThat(three.handNext(engine.knownBlocks()))
                .containsExactly(wanted(0, "ann"), wanted(1, "ben"), wanted(2, "cid"));
        assertThat(heard).containsExactly("ann: WorkArrived", "ben: WorkArrived", "cid: WorkArrived");
        assertThat(three.next()).isEmpty();
    }

    @Test
    void an_answer_reaches_who_asked_and_nobody_else() {
        three.tell(1, NEWS);
        assertThat(three.handNext(engine.knownBlocks())).containsExactly(wanted(1, "ben"));
        assertThat(heard).containsExactly("ben: WorkArrived");
    }

    @Test
    void a_message_is_heard_by_the_others_and_not_by_who_sent_it() {
        three.tellOthers(1, NOW, Bytes.utf8("a vote"));
        assertThat(three.next()).contains(new AgentEvent.Received(NOW, Bytes.utf8("a vote")));
        while (three.next().isPresent()) {
            assertThat(three.handNext(engine.knownBlocks())).hasSize(1);
        }
        assertThat(heard).containsExactly("ann: Received", "cid: Received");
    }

    @Test
    void events_are_handed_on_in_the_order_in_which_they_came() {
        three.tell(2, NEWS);
        three.tellAll(new AgentEvent.TimerFired(NOW, "slot"));
        assertThat(three.next()).contains(NEWS);
        assertThat(three.handNext(engine.knownBlocks())).hasSize(1);
        assertThat(three.handNext(engine.knownBlocks())).hasSize(3);
        assertThat(heard).containsExactly("cid: WorkArrived", "ann: TimerFired", "ben: TimerFired", "cid: TimerFired");
    }

    @Test
    void a_node_says_why_it_does_not_produce_only_while_none_of_its_seats_does() {
        three.producesNot(0, "asleep");
        three.producesNot(1, "ill");
        assertThat(three.notProducing()).isEmpty();
        three.producesNot(2, "away");
        assertThat(three.notProducing()).contains("producer ann: asleep");
        three.produces(1);
        assertThat(three.notProducing()).isEmpty();
    }

    @Test
    void a_seat_is_named_only_among_others() {
        assertThat(three.line(1, "ill")).isEqualTo("producer ben: ill");
        assertThat(new Seats(List.of(seat("ann"))).line(0, "ill")).isEqualTo("ill");
    }

    @Test
    void a_chain_without_a_seat_is_refused() {
        assertThatThrownBy(() -> new Seats(List.of())).hasMessageContaining("needs an agent");
    }

    private static Seats.Wanted wanted(int seat, String name) {
        return new Seats.Wanted(seat, new AgentEffect.Report(name));
    }

    private Seat seat(String name) {
        return new Seat(
                name,
                (event, blocks) -> {
                    heard.add(name + ": " + event.getClass().getSimpleName());
                    return List.of(new AgentEffect.Report(name));
                },
                new Nothing());
    }

    private static final class Nothing implements SignGuard {
        @Override
        public Optional<Bytes> sign(SignRequest request) {
            return Optional.empty();
        }

        @Override
        public Map<SignatureType, SignRequest> lastSigned() {
            return new TreeMap<>();
        }
    }
}
