package org.banyan.simulation;

import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.simulation.scenario.ChainKit;
import org.banyan.simulation.scenario.Draw;
import org.banyan.simulation.scenario.NetworkScenario;
import org.banyan.simulation.scenario.Outcome;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.testkit.world.Entropy;
import org.banyan.types.crypto.CryptoSuite;

/** Runs of seeds with the product's parts. */
final class Kits {
    private Kits() {}

    /** One seed, with a child chain or real signatures when it draws them. */
    static Outcome run(long seed) {
        Draw draw = Draw.of(seed);
        if (draw.child()) {
            return TreeKit.run(seed, new TreeKit());
        }
        CryptoSuite suite = draw.realCryptography()
                ? new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1)
                : new StubCryptoSuite();
        Draw elections = draw.withElections(seed);
        // half of the seeds run DPoS
        return switch (new Entropy(seed).stream("consensus").nextInt(4)) {
            case 0 -> new NetworkScenario(seed, draw, new AuthorityKit(suite)).run();
            case 1 -> new NetworkScenario(seed, elections, new BftKit(suite, elections.seats())).run();
            default -> new NetworkScenario(seed, elections, new DposKit(suite, elections.seats())).run();
        };
    }

    /** The chain of a transcript. */
    static ChainKit named(String consensus) {
        return switch (consensus) {
            case "authority" -> new AuthorityKit(new StubCryptoSuite());
            case "dpos" -> new DposKit(new StubCryptoSuite());
            case "bft" -> new BftKit(new StubCryptoSuite());
            default -> throw new IllegalArgumentException("no chain runs consensus " + consensus);
        };
    }
}
