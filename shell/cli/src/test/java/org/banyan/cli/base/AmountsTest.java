package org.banyan.cli.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.banyan.types.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({"5,8,500000000", "0.25,8,25000000", "0.00000001,8,1", "7,0,7", "1.50,2,150", "0,8,0"})
    void whole_tokens_become_the_smallest_unit(String text, int decimals, String units) {
        assertThat(Amounts.parse(text, decimals, "BNY")).hasToString(units);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,no amount",
        "1e3,no amount",
        "'1,5',no amount",
        "5 BNY,no amount",
        ".5,no amount",
        "'',no amount",
        "0.001,finer than",
        "99999999999999999999999999999999999999999999999999999999999999999999999999999,too large"
    })
    void what_is_no_amount_is_refused(String text, String why) {
        assertThatThrownBy(() -> Amounts.parse(text, 2, "BNY"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining(why);
    }

    @Test
    void what_is_shown_reads_back_the_same() {
        long seed = 99;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            Amount amount = new Amount(0, random.nextLong(), random.nextLong(), random.nextLong());
            int decimals = random.nextInt(37);
            String shown = Amounts.show(amount.toString(), decimals, "");
            assertThat(Amounts.parse(shown, decimals, "BNY"))
                    .as("seed %d, case %d: %s", seed, i, shown)
                    .isEqualTo(amount);
        }
    }
}
