package org.banyan.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class MethodRecordTest {
    private static final Address CONTRACT = new Address(new Hash(1, 1, 1, 1));
    private static final Address OTHER = new Address(new Hash(2, 2, 2, 2));
    private static final Address ALICE = new Address(new Hash(3, 3, 3, 3));
    private static final Address BOB = new Address(new Hash(4, 4, 4, 4));
    private static final Address CAROL = new Address(new Hash(5, 5, 5, 5));
    private static final Expectations.MethodId METHOD = new Expectations.MethodId(Bytes.utf8("code"), "Pay");

    private final MethodRecord record = new MethodRecord(100);

    private static Expectations.CallId call(Address sender, Bytes arguments) {
        return new Expectations.CallId(METHOD, CONTRACT, sender, arguments);
    }

    private static Bytes paying(Address to) {
        return Bytes.concat(Bytes.utf8("to"), to.bytes());
    }

    private static KeyUse write(Address contract, Bytes... parts) {
        return new KeyUse(new StateKey(contract, Bytes.concat(parts)), Mode.WRITE, false);
    }

    private List<KeyUse> expectedOf(Expectations.CallId call) {
        return record.expected(call).stream().map(MethodRecord.Foreseen::use).toList();
    }

    private void learn(Expectations.CallId call, long met, KeyUse... unexpected) {
        record.learn(call, record.expected(call), met, List.of(unexpected));
    }

    // Templates

    @Test
    void keys_made_of_sender_contract_and_arguments_are_expected_of_other_senders_and_arguments() {
        for (Address to : List.of(BOB, CAROL, BOB, CAROL)) {
            learn(
                    call(ALICE, paying(to)),
                    0,
                    write(OTHER, Bytes.utf8("balance/"), ALICE.bytes()),
                    write(CONTRACT, to.bytes(), Bytes.utf8("/from/"), ALICE.bytes(), CONTRACT.bytes()));
        }

        assertThat(expectedOf(call(BOB, paying(CAROL))))
                .containsExactlyInAnyOrder(
                        write(OTHER, Bytes.utf8("balance/"), BOB.bytes()),
                        write(CONTRACT, CAROL.bytes(), Bytes.utf8("/from/"), BOB.bytes(), CONTRACT.bytes()));
    }

    @Test
    void arguments_that_are_too_short_for_a_template_make_no_key() {
        for (int i = 0; i < 4; i++) {
            learn(call(ALICE, paying(BOB)), 0, write(CONTRACT, BOB.bytes()));
        }

        assertThat(expectedOf(call(ALICE, Bytes.utf8("short")))).isEmpty();
    }

    @Test
    void what_few_calls_touch_is_expected_of_none() {
        for (int i = 0; i < 20; i++) {
            KeyUse own = write(CONTRACT, Bytes.utf8("only " + i));
            learn(call(ALICE, paying(BOB)), 0, own);
        }

        assertThat(expectedOf(call(ALICE, paying(BOB)))).isEmpty();
    }

    // Attacks

    @Test
    void a_key_to_which_a_few_calls_tied_a_method_is_forgotten_once_the_others_do_not_touch_it() {
        KeyUse hot = write(CONTRACT, Bytes.utf8("hot"));
        for (int i = 0; i < 4; i++) {
            learn(call(ALICE, paying(BOB)), 0, hot);
        }
        assertThat(expectedOf(call(CAROL, paying(BOB)))).containsExactly(hot);

        for (int i = 0; i < 16; i++) {
            learn(call(CAROL, paying(BOB)), 0);
        }

        assertThat(expectedOf(call(CAROL, paying(BOB)))).isEmpty();
    }

    @Test
    void a_key_that_calls_go_on_touching_stays_expected() {
        KeyUse hot = write(CONTRACT, Bytes.utf8("hot"));
        for (int i = 0; i < 4; i++) {
            learn(call(ALICE, paying(BOB)), 0, hot);
        }
        for (int i = 0; i < 1_000; i++) {
            learn(call(CAROL, paying(BOB)), i % 2);
        }

        assertThat(expectedOf(call(CAROL, paying(BOB)))).containsExactly(hot);
    }

    @Test
    void one_call_that_touches_a_key_in_several_ways_counts_once() {
        KeyUse[] twice = {write(CONTRACT, ALICE.bytes()), write(CONTRACT, ALICE.bytes())};
        learn(call(ALICE, paying(BOB)), 0, twice);
        for (int i = 0; i < 3; i++) {
            learn(call(ALICE, paying(BOB)), 0);
        }

        assertThat(expectedOf(call(ALICE, paying(BOB)))).isEmpty();
    }

    @Test
    void what_is_remembered_of_a_method_is_bounded() {
        for (int i = 0; i < 10; i++) {
            KeyUse[] many = new KeyUse[5_000];
            for (int j = 0; j < many.length; j++) {
                many[j] = write(CONTRACT, Bytes.utf8("key " + j));
            }
            learn(call(ALICE, paying(BOB)), 0, many);
        }

        assertThat(expectedOf(call(ALICE, paying(BOB)))).hasSize(MethodRecord.KEYS_MAX);
    }

    @Test
    void expected_cost_follows_what_calls_cost() {
        for (int i = 0; i < 60; i++) {
            record.learnCost(8_000);
        }

        assertThat(record.cost()).isBetween(7_900L, 8_000L);
    }
}
