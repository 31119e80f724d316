package org.banyan.simulation;

import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.simulation.scenario.Draw;
import org.banyan.simulation.scenario.NetworkScenario;
import org.banyan.simulation.scenario.Outcome;
import org.banyan.testkit.crypto.StubCryptoSuite;

/** Runs of seeds with the product's parts. */
final class Kits {
    private Kits() {}

    /** One seed, with a child chain or real signatures when it draws them. */
    static Outcome run(long seed) {
        Draw draw = Draw.of(seed);
        if (draw.child()) {
            return TreeKit.run(seed, new TreeKit());
        }
        AuthorityKit kit = new AuthorityKit(
                draw.realCryptography()
                        ? new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1)
                        : new StubCryptoSuite());
        return new NetworkScenario(seed, draw, kit).run();
    }
}
