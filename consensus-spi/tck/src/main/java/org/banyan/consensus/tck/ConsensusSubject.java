package org.banyan.consensus.tck;

import java.util.List;
import java.util.function.UnaryOperator;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Bytes;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;

/** What a plug-in tells the contract about itself. */
public interface ConsensusSubject {
    ConsensusFactory factory();

    CryptoSuite suite();

    /** How many producers the chain under test has. */
    int producers();

    /** The plug-in's parameters for a chain that starts with {@code first}. */
    Bytes parameters(ProducerSet first);

    /**
     * What the operators of {@code current}, in force since genesis, hand to the agent of producer {@code position} to have the set replaced by
     * {@code next}.
     */
    Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position);

    /** Most entries that stand beside one block: a seal, a certificate, and what the producers vote. */
    default int witnessEntriesMax() {
        return producers() + 2;
    }

    /** The payload of a vote with another signature. */
    default Bytes voteWithSignature(Bytes vote, UnaryOperator<Bytes> signature) {
        VoteSignature genuine = VoteSignature.CODEC.decode(vote);
        return VoteSignature.CODEC.encode(new VoteSignature(genuine.position(), signature.apply(genuine.signature())));
    }

    /** How many producers may be silent while blocks become final; a plug-in that promises less says so here and in its page. */
    default int silentMax() {
        return (producers() - 1) / 3;
    }

    /**
     * One of each offence that the plug-in's {@link org.banyan.consensus.Consensus#judge} knows, committed by the accused of {@code scene}. None: the plug-in
     * keeps the default, which knows no evidence.
     */
    default List<Offence> offences(EvidenceScene scene) {
        return List.of();
    }

    /** Evidence in the same form from what an honest producer signs, and so proof of nothing: two slots, two phases, one thing twice. */
    default List<Bytes> alibis(EvidenceScene scene) {
        return List.of();
    }

    /** Length of a slot. */
    default long slotMillis() {
        return 400;
    }
}
