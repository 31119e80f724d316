package org.banyan.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Amount;

/** Amounts as typed, in tokens: the exact number of units, or a refusal. */
class AmountsFuzzTest {
    @FuzzTarget
    void amounts(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Amount units;
        try {
            units = Amounts.parse(text, 8, "BNY");
        } catch (CliException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
            return;
        }
        assertThat(new BigDecimal(units.toBigInteger(), 8)).isEqualByComparingTo(text);
        assertThat(Amounts.parse(Amounts.show(units.toString(), 8, ""), 8, "BNY"))
                .isEqualTo(units);
    }
}
