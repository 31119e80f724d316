package org.banyan.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.simulation.scenario.Draw;
import org.banyan.simulation.scenario.NetworkScenario;
import org.banyan.simulation.scenario.Outcome;
import org.banyan.simulation.scenario.Report;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Amount;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.junit.jupiter.api.Test;

/** A run that must fail: genesis issues what the ledger does not expect. When this test fails, the simulator does not see or does not tell. */
class CanaryTest {
    private static final long SEED = 27;

    /** Genesis funds the accounts before the canary begins to sing. */
    private static final class Canary extends AuthorityKit {
        private boolean singing;

        Canary() {
            super(new StubCryptoSuite());
        }

        @Override
        public ChainSpecification specification(
                List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
            var specification = super.specification(producers, accounts, slotMillis, genesisTime);
            singing = true;
            return specification;
        }

        @Override
        public Amount funds() {
            return singing ? super.funds().plus(Amount.of(1)) : super.funds();
        }
    }

    @Test
    void a_canary_fails_and_its_report_has_all_that_is_needed_to_see_it_again() {
        Outcome outcome = new NetworkScenario(SEED, Draw.of(SEED), new Canary()).run();
        assertThat(outcome.findings()).extracting("checker").contains("ledger");
        String report = Report.of(outcome, Asked.commit(), "bin/simulate --canary");
        System.out.println("the canary fails as it must: " + report);
        assertThat(report)
                .contains("simulation of seed 27 breaks a promise")
                .contains("commit    " + Asked.commit())
                .contains("through faults, healing and restart: Draw[nodes=")
                .contains("slotMillis=" + outcome.draw().slotMillis())
                .contains("found     [ledger] node-0 has 100000000000 for account")
                .contains("again     bin/simulate --canary")
                .contains("last events")
                .contains("node-0 starts");
    }

    @Test
    void the_command_that_a_failure_names_runs_its_seed_alone() {
        assertThat(Asked.again(17)).isEqualTo("bin/simulate --seeds 17..17");
    }
}
