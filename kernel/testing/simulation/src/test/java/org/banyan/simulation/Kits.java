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
        return new NetworkScenario(seed, draw, drawn(seed, suite)).run();
    }

    /** The consensus that a seed draws: half of them run DPoS. */
    private static ChainKit drawn(long seed, CryptoSuite suite) {
        return switch (new Entropy(seed).stream("consensus").nextInt(4)) {
            case 0 -> new AuthorityKit(suite);
            case 1 -> new BftKit(suite);
            default -> new DposKit(suite);
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
