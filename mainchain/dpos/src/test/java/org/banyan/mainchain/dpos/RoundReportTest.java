package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.testkit.consensus.ScriptedConsensus;
import org.banyan.testkit.consensus.ScriptedParameters;
import org.banyan.types.Address;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

/** What people are shown is what the rules do. */
class RoundReportTest {
    @Test
    void a_report_at_the_end_of_a_round_foretells_the_next_one() {
        Walk walk = Walk.of(7).finalAfter(1);
        for (long round = 1; round <= 12; round++) {
            walk.until(8 * round);
            RoundReport report = RoundReport.of(walk.state());
            assertThat(report.round()).isEqualTo(round);
            assertThat(report.firstSlot()).isEqualTo(8 * round - 7);
            assertThat(report.places()).allMatch(RoundReport.Place::built);
            for (RoundReport.Place place : report.places()) {
                assertThat(walk.delegate(8 * round + 1 + place.next())).isEqualTo(place.delegate());
                assertThat(place.wanted()).isEqualTo(Words.remainder(place.signature(), 7));
            }
            assertThat(walk.delegate(8 * round + 8)).isEqualTo(report.nextExtra());
        }
    }

    @Test
    void who_misses_and_who_is_out_is_told() {
        Walk walk = Walk.of(4).finalAfter(1);
        Address idle = walk.delegate(1);
        walk.silence(idle).until(9);
        assertThat(place(walk, idle).missesInRow()).isEqualTo(1);
        assertThat(place(walk, idle).outUntil()).isEmpty();
        walk.until(14);
        assertThat(place(walk, idle).outUntil()).isPresent();
        assertThat(place(walk, idle).built()).isFalse();
    }

    @Test
    void a_state_of_another_consensus_is_refused() {
        ChainParameters parameters = new ChainParameters(
                new ChainId(new Hash(1, 1, 1, 1)),
                Walk.GENESIS,
                Walk.SLOT,
                ScriptedParameters.CODEC.encode(new ScriptedParameters(Samples.FOUR.set(), true)),
                Walk.SUITE);
        ConsensusState other = new ScriptedConsensus(parameters, ScriptedConsensus.LONGEST).genesis();
        assertThatThrownBy(() -> RoundReport.of(other)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RoundReport.Place place(Walk walk, Address delegate) {
        List<RoundReport.Place> places = RoundReport.of(walk.state()).places();
        return places.stream()
                .filter(place -> place.delegate().equals(delegate))
                .findFirst()
                .orElseThrow();
    }
}
