package org.banyan.mainchain.node.tree;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.consensus.authority.AuthorityParameters;
import org.banyan.consensus.bft.BftConsensus;
import org.banyan.consensus.bft.BftParameters;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.dpos.DposConsensus;
import org.banyan.mainchain.dpos.DposParameters;
import org.banyan.mainchain.dpos.Elected;
import org.banyan.mainchain.dpos.Growth;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ConsensusChoice;

/** Who runs the three chains of a {@link MixedTree}, by number, and the consensus of each. */
final class TreeProducers {
    private static final CryptoSuite SUITE = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
    private static final DevKeys KEYS = new DevKeys(SUITE);

    /** Delegates by term; the last ones stay. */
    private static final List<ProducerSet> DELEGATES =
            List.of(producers(1, 2, 3, 4), producers(2, 3, 4, 5), producers(4, 5, 6, 7), producers(1, 5, 6, 7));

    /** Numbers of the producers of the two side chains before any change, and of those who join by and by. */
    static final List<Integer> BFT = List.of(8, 9, 10, 11, 12, 13, 14);

    static final List<Integer> AUTHORITY = List.of(15, 16, 17, 18, 19, 20, 21);

    private TreeProducers() {}

    static ConsensusChoice dpos() {
        List<Elected> elections = IntStream.range(1, DELEGATES.size())
                .mapToObj(term -> new Elected(term + 1, DELEGATES.get(term)))
                .toList();
        DposParameters usual = DposParameters.usual(DELEGATES.getFirst(), Growth.FREE, MixedTree.SLOT);
        var parameters = new DposParameters(
                DELEGATES.getFirst(), 2, Growth.FREE, 1_000, usual.jailMillis(), usual.evidenceMillis(), elections);
        return new ConsensusChoice(DposConsensus.ID, DposParameters.CODEC.encode(parameters), MixedTree.SLOT);
    }

    static ConsensusChoice bft() {
        var parameters = BftParameters.usual(first(BFT), MixedTree.SLOT);
        return new ConsensusChoice(BftConsensus.ID, BftParameters.CODEC.encode(parameters), MixedTree.SLOT);
    }

    static ConsensusChoice authority() {
        var parameters = new AuthorityParameters(first(AUTHORITY));
        return new ConsensusChoice(AuthorityConsensus.ID, AuthorityParameters.CODEC.encode(parameters), MixedTree.SLOT);
    }

    private static ProducerSet first(List<Integer> numbers) {
        return producers(
                numbers.subList(0, 4).stream().mapToInt(Integer::intValue).toArray());
    }

    static ProducerSet producers(int... numbers) {
        return new ProducerSet(IntStream.of(numbers)
                .mapToObj(number -> KEYS.signer(DevKeys.PRODUCERS.get(number - 1)))
                .map(signer -> new Producer(SUITE.addressOf(signer.publicKey()), signer.publicKey(), 1))
                .sorted(Comparator.comparing(Producer::address))
                .toList());
    }

    static boolean serves(int number, String consensus) {
        return switch (consensus) {
            case BftConsensus.ID -> BFT.contains(number);
            case AuthorityConsensus.ID -> AUTHORITY.contains(number);
            default -> number < BFT.getFirst();
        };
    }

    /** One of those who run on the three chains, by its number. */
    static Signer producer(int number) {
        return KEYS.signer(DevKeys.PRODUCERS.get(number - 1));
    }

    static Signer signerOf(PublicKey key) {
        return DevKeys.PRODUCERS.stream()
                .map(KEYS::signer)
                .filter(signer -> signer.publicKey().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
