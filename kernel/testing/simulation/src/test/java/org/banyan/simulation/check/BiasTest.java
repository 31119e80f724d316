package org.banyan.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BiasTest {
    private static final int PLACES = 4;

    private final Findings findings = new Findings(() -> {});
    private final Bias bias = new Bias(findings, PLACES);

    @Test
    void an_order_that_never_changes_is_found_within_thirty_rounds() {
        for (int round = 0; round < 30; round++) {
            for (int place = 0; place < PLACES; place++) {
                bias.placed(place, place);
            }
        }
        bias.check();
        assertThat(findings.all()).extracting("checker").contains(Bias.NAME);
    }

    @Test
    void a_producer_that_takes_the_last_place_nine_times_in_ten_is_found() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 100; round++) {
            bias.placed(2, random.nextInt(10) > 0 ? PLACES - 1 : random.nextInt(PLACES));
        }
        bias.check();
        assertThat(findings.all())
                .singleElement()
                .satisfies(found -> assertThat(found.toString()).contains("producer 2"));
    }

    @Test
    void a_fair_order_is_not_accused_although_one_producer_is_mostly_down() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Bias fair = new Bias(findings, PLACES);
            for (int round = 0; round < 40; round++) {
                int first = random.nextInt(PLACES);
                for (int place = 0; place < PLACES; place++) {
                    int producer = (first + place) % PLACES;
                    if (producer != 0 || random.nextInt(4) == 0) {
                        fair.placed(producer, place);
                    }
                }
            }
            fair.check();
        }
        assertThat(findings.all()).isEmpty();
    }
}
