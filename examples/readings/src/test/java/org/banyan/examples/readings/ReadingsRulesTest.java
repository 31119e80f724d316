package org.banyan.examples.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.junit.jupiter.api.Test;

class ReadingsRulesTest {
    private static final long DAY = 20_000;

    private final ContractTest chain = ContractTest.with(new TrustedReadings().create());

    private static Reading reading(int second, int wind) {
        return new Reading(second, wind, ReadingsRules.check(second, wind));
    }

    private static List<Reading> readings(int count) {
        return IntStream.range(0, count)
                .mapToObj(second -> reading(second, 100 + second))
                .toList();
    }

    private CallResult<HandInReply> handIn(List<Reading> readings) {
        return chain.as(ALICE).send(ReadingsClient.HAND_IN, new HandInRequest(DAY, readings));
    }

    private Summary day() {
        return chain.view(ReadingsClient.GET_DAY, new GetDayRequest(ALICE.address(), DAY))
                .day();
    }

    @Test
    void readings_of_a_day_are_summed_up() {
        assertThat(handIn(readings(3)).reply().day()).isEqualTo(new Summary(3, 303, 102));
        assertThat(handIn(List.of(reading(9, 50))).reply().day()).isEqualTo(new Summary(4, 353, 102));
        assertThat(day()).isEqualTo(new Summary(4, 353, 102));
        assertThat(chain.view(ReadingsClient.GET_DAY, new GetDayRequest(BOB.address(), DAY))
                        .day())
                .isEqualTo(new Summary(0, 0, 0));
    }

    @Test
    void one_wrong_check_refuses_all_and_the_first_one_is_named() {
        List<Reading> readings = new ArrayList<>(readings(500));
        readings.set(123, new Reading(123, 7, 1));
        readings.set(321, new Reading(321, 7, 1));

        CallResult<HandInReply> result = handIn(readings);

        assertThat(result.failureCode()).isEqualTo(ReadingsFailure.CHECK_WRONG);
        assertThat(result.failure().text()).isEqualTo("the check of reading 123 does not fit");
        assertThat(day().count()).isZero();
    }

    @Test
    void a_storm_is_told_once_a_call() {
        CallResult<HandInReply> result =
                handIn(List.of(reading(1, ReadingsRules.STORM - 1), reading(2, ReadingsRules.STORM), reading(3, -1)));

        assertThat(result.events("Storm", Storm.CODEC)).containsExactly(new Storm(ALICE.address(), DAY));
        assertThat(handIn(readings(5)).events()).isEmpty();
    }

    @Test
    void each_reading_has_its_price_however_many_cores_check_them() {
        long some = handIn(readings(100)).cost();
        long more = handIn(readings(200)).cost();

        assertThat(more - some).as("more than the readings' work alone: they are also bytes of the transaction")
                .isGreaterThan(100 * 62);
    }

    @Test
    void nothing_is_no_reading() {
        assertThat(handIn(List.of()).failureCode()).isEqualTo(ReadingsFailure.NO_READINGS);
    }
}
