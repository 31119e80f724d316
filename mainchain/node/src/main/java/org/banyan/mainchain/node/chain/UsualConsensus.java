package org.banyan.mainchain.node.chain;

import java.util.Comparator;
import java.util.List;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.consensus.authority.AuthorityParameters;
import org.banyan.consensus.bft.BftConsensus;
import org.banyan.consensus.bft.BftParameters;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.dpos.DposConsensus;
import org.banyan.mainchain.dpos.DposParameters;
import org.banyan.mainchain.dpos.Growth;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ConsensusChoice;

/** What chains that this node makes run on, as long as nobody writes another genesis. */
public final class UsualConsensus {
    public static final long SLOT_MILLIS = 500;

    /** Seconds where a main chain has hours: whoever stops a chain of a few nodes wants it to go on at once. */
    private static final long SUSPENSION_MILLIS = 1_000;

    private UsualConsensus() {}

    /** Delegates take turns; a gadget makes their blocks final. Terms last about a week. */
    public static ConsensusChoice dpos(ProducerSet delegates, long slotMillis) {
        return dpos(
                delegates,
                slotMillis,
                DposParameters.usual(delegates, Growth.FREE, slotMillis).roundsPerTerm());
    }

    /**
     * The same in shorter or longer terms.
     *
     * @param roundsPerTerm after so many rounds others may take over
     */
    public static ConsensusChoice dpos(ProducerSet delegates, long slotMillis, long roundsPerTerm) {
        DposParameters usual = DposParameters.usual(delegates, Growth.FREE, slotMillis);
        var parameters = new DposParameters(
                delegates,
                roundsPerTerm,
                usual.growth(),
                SUSPENSION_MILLIS,
                usual.jailMillis(),
                usual.evidenceMillis(),
                List.of());
        return new ConsensusChoice(DposConsensus.ID, DposParameters.CODEC.encode(parameters), slotMillis);
    }

    /**
     * Members agree on each block before there is the next.
     *
     * @param emptyEvery slots after which a block is made that carries nothing; 0 for never
     */
    public static ConsensusChoice bft(ProducerSet members, long slotMillis, long emptyEvery) {
        BftParameters usual = BftParameters.usual(members, slotMillis);
        var parameters = new BftParameters(members, usual.viewMillis(), usual.viewMillisMax(), emptyEvery);
        return new ConsensusChoice(BftConsensus.ID, BftParameters.CODEC.encode(parameters), slotMillis);
    }

    static ConsensusChoice authority(ProducerSet producers) {
        return new ConsensusChoice(
                AuthorityConsensus.ID,
                AuthorityParameters.CODEC.encode(new AuthorityParameters(producers)),
                SLOT_MILLIS);
    }

    /** Producers with public test keys of these names. */
    public static ProducerSet test(CryptoSuite suite, List<String> names) {
        DevKeys keys = new DevKeys(suite);
        return new ProducerSet(names.stream()
                .map(name -> keys.signer(name).publicKey())
                .map(key -> new Producer(suite.addressOf(key), key, 1))
                .sorted(Comparator.comparing(Producer::address))
                .toList());
    }
}
