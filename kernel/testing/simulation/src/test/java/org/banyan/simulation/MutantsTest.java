package org.banyan.simulation;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.banyan.simulation.scenario.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulator's teeth: a deliberate mistake has to be found by the checker that watches what it breaks, within {@value #SEEDS_MAX} seeds. A build tries
 * those that a seed or two catch, {@code bin/simulate --mutants} all of them.
 */
class MutantsTest {
    private static final int SEEDS_MAX = 200;
    private static final List<Mutant> QUICK = List.of(
            Mutant.FOLD_WITHOUT_WATERMARK,
            Mutant.SPENT_IDS_FORGOTTEN_AT_RESTART,
            Mutant.CODEC_ACCEPTS_TWO_ENCODINGS,
            Mutant.LIST_IGNORES_ITS_COUNT,
            Mutant.FEES_REFUNDED_TWICE);

    static Stream<Mutant> mutants() {
        String asked = Asked.now().mutants();
        return switch (asked) {
            case "" -> QUICK.stream();
            case "all" -> Arrays.stream(Mutant.values());
            default -> asked.matches("[0-9]+") ? sample(Integer.parseInt(asked)) : Stream.of(Mutant.valueOf(asked));
        };
    }

    /** So many of them, another choice for each commit. */
    private static Stream<Mutant> sample(int count) {
        List<Mutant> all = new ArrayList<>(List.of(Mutant.values()));
        Collections.shuffle(all, new Random(Asked.commit().hashCode()));
        return all.stream().limit(count);
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_mutant_is_caught_by_its_checker(Mutant mutant) {
        Map<String, Long> others = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS_MAX; seed++) {
            Outcome outcome = mutant.run(seed);
            for (var finding : outcome.findings()) {
                if (mutant.checkers().contains(finding.checker())) {
                    System.out.println(mutant + ": seed " + seed + " " + finding
                            + (others.isEmpty() ? "" : "; before it " + others));
                    return;
                }
                others.merge(finding.checker(), 1L, Long::sum);
            }
        }
        fail(
                "%s got through %d seeds without one of %s; what else was found: %s",
                mutant, SEEDS_MAX, mutant.checkers(), others);
    }
}
