package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.types.Height;
import org.banyan.v1.Finality;
import org.junit.jupiter.api.Test;

class FinalityLevelsTest {
    private static Finality level(long depth, long finalHeight) {
        return BlockMessages.finality(new Height(100), new Height(100 + depth), new Height(finalHeight));
    }

    @Test
    void five_blocks_on_top_are_fast_and_fifteen_substantial_until_a_certificate_makes_it_final() {
        assertThat(level(0, 99)).isEqualTo(Finality.FINALITY_PACKED);
        assertThat(level(4, 99)).isEqualTo(Finality.FINALITY_PACKED);
        assertThat(level(5, 99)).isEqualTo(Finality.FINALITY_FAST);
        assertThat(level(14, 99)).isEqualTo(Finality.FINALITY_FAST);
        assertThat(level(15, 99)).isEqualTo(Finality.FINALITY_SUBSTANTIAL);
        assertThat(level(1, 100)).isEqualTo(Finality.FINALITY_FINAL);
        assertThat(level(300, 100)).isEqualTo(Finality.FINALITY_FINAL);
    }

    @Test
    void levels_are_ordered_by_how_sure_they_are_and_not_by_their_numbers() {
        List<Finality> rising = List.of(
                Finality.FINALITY_UNSPECIFIED,
                Finality.FINALITY_PENDING,
                Finality.FINALITY_PACKED,
                Finality.FINALITY_FAST,
                Finality.FINALITY_SUBSTANTIAL,
                Finality.FINALITY_FINAL);
        for (int i = 0; i < rising.size(); i++) {
            for (int j = 0; j < rising.size(); j++) {
                assertThat(BlockMessages.isAtLeast(rising.get(i), rising.get(j)))
                        .as("%s is at least %s", rising.get(i), rising.get(j))
                        .isEqualTo(i >= j);
            }
        }
    }
}
