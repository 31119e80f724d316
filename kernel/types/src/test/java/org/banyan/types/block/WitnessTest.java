package org.banyan.types.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.generators.RandomBlocks;
import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;

class WitnessTest {
    @Test
    void merging_is_idempotent_commutative_and_associative_within_the_limit() {
        Seeds.each(300, values -> {
            var random = new RandomBlocks(values);
            Witness a = random.witness();
            Witness b = random.witness();
            Witness c = random.witness();

            assertThat(a.merge(a)).isEqualTo(a);
            assertThat(a.merge(Witness.EMPTY)).isEqualTo(a);
            assertThat(a.merge(b)).isEqualTo(b.merge(a));
            assertThat(a.merge(b).merge(b)).isEqualTo(a.merge(b));
            assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
            assertThat(a.merge(b).entries()).containsAll(a.entries()).containsAll(b.entries());
        });
    }

    @Test
    void a_full_witness_keeps_what_it_has() {
        Witness full = votes("a", Witness.ENTRIES_MAX);
        Witness almost = votes("a", Witness.ENTRIES_MAX - 1);

        assertThat(full.merge(votes("b", 3))).isEqualTo(full);
        assertThat(almost.merge(votes("b", 3)).entries())
                .hasSize(Witness.ENTRIES_MAX)
                .containsAll(almost.entries());
    }

    @Test
    void entries_ascend_and_are_limited() {
        var one = new WitnessEntry("vote", Bytes.utf8("1"));
        var two = new WitnessEntry("vote", Bytes.utf8("2"));
        var earlierKind = new WitnessEntry("signature", Bytes.utf8("3"));

        assertThat(new Witness(List.of(earlierKind, one, two)).payloads("vote"))
                .containsExactly(one.payload(), two.payload());
        assertThatThrownBy(() -> new Witness(List.of(two, one))).hasMessageContaining("ascending");
        assertThatThrownBy(() -> new Witness(List.of(one, one))).hasMessageContaining("ascending");
        assertThatThrownBy(() -> new Witness(List.of(one, earlierKind))).hasMessageContaining("ascending");
        assertThatThrownBy(() -> votes("a", Witness.ENTRIES_MAX + 1)).hasMessageContaining("limit of 1024");
    }

    private static Witness votes(String prefix, int count) {
        List<WitnessEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new WitnessEntry("vote", Bytes.concat(Bytes.utf8(prefix), Bytes.wrap(new byte[] {
                (byte) (i >>> 8), (byte) i
            }))));
        }
        return new Witness(entries);
    }
}
