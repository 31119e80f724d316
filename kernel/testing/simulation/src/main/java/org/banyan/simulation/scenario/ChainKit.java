package org.banyan.simulation.scenario;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.SignRequest;
import org.banyan.contract.ContractCall;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.simulation.liar.Forger;
import org.banyan.simulation.node.NodeParts;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;

/**
 * The kind of chain that a scenario runs: its plug-ins, its genesis and its money. The simulator itself knows no consensus and no token.
 *
 * <p>Producers are known by their position in the order of addresses.
 */
public interface ChainKit {
    CryptoSuite suite();

    ConsensusFactory consensus();

    /** Whose light clients the chain may use: those of its own kind, if nothing else is said. */
    default List<ConsensusFactory> followed() {
        return List.of(consensus());
    }

    List<ContractRuntime> runtimes();

    /** Rules of the header extensions that the collection lists, ascending by id. */
    default List<HeaderExtensionRule> extensions() {
        return List.of();
    }

    /**
     * @param producers ascending by address
     * @param accounts whose {@link #funds} genesis issues
     */
    ChainSpecification specification(
            List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime);

    /** What each account has after genesis. */
    Amount funds();

    /** The contract that holds balances. */
    Address money();

    /** Where a balance is stored in that contract; its value is the minimal big-endian number. */
    Bytes balanceKey(Address owner);

    ContractCall transfer(Address to, Amount amount);

    /** Which votes certify a block together, for an honest producer's vote that counts towards a certificate; empty for one that does not. */
    default Optional<String> ballot(SignRequest vote) {
        return Optional.of(vote.block().toString());
    }

    /** Reads a genuine vote of a witness, byte by byte: by default one vote of each producer for each height. */
    default Optional<CastVote> vote(WitnessEntry entry, long height) {
        return Optional.of(new CastVote(new CanonicalReader(entry.payload()).uint32(1), "height " + height));
    }

    /** Whether votes bind without rounds, so that finality may stand still for good after a split: the consensus states that limit of itself. */
    default boolean votesBind() {
        return false;
    }

    /**
     * How often a producer votes for one block at most, where that is a limit of the consensus: where nothing newer may be voted for before a block is final, as
     * in an election, finality may stand still for good when that many rounds failed.
     */
    default int votesForOneBlockMax() {
        return Integer.MAX_VALUE;
    }

    /** Whether headers carry evidence, so that who seals twice is convicted. */
    default boolean convicts() {
        return false;
    }

    /** Which producer the evidence in this header convicts, among all there are, read byte by byte. */
    default OptionalInt convict(Header header) {
        return OptionalInt.empty();
    }

    /** Where a producer may seal one block: the block's slot, by its time. */
    default String sealPosition(Header header) {
        return "slot at " + header.time().millis();
    }

    /** In which place of its round a block of this time was built, counted from 0, where the order of producers is drawn anew for each round. */
    default OptionalInt place(long timeMillis, int producers) {
        return OptionalInt.empty();
    }

    /** What operators tell every node for other producers to serve, as of the final block; empty where they have no part in it. */
    default Optional<Bytes> change(ChainEngine engine) {
        return Optional.empty();
    }

    /** What a transcript's words mean to the consensus' agents, as of the engine's head. */
    default Bytes instruction(String words, ChainEngine engine) {
        throw new IllegalArgumentException("this chain knows no instruction '" + words + "'");
    }

    /** How far a block's time may be ahead of the clock of a node that takes it, as the rules of the consensus promise it: never asked of the plug-in itself. */
    default long aheadMillisMax(long slotMillis) {
        return Math.min(500, slotMillis / 4);
    }

    /** Whether the time of each block is the start of a slot. */
    default boolean slotted() {
        return true;
    }

    /** Most entries that a block's witness may have. */
    default int witnessEntriesMax(int producers) {
        return producers + 2;
    }

    /** How to vote falsely. */
    default Forger forger() {
        return Forger.NONE;
    }

    /** The parts of each node; a mutant changes one. */
    default NodeParts parts(ChainDefinition definition, PoolLimits pool) {
        return new NodeParts() {
            @Override
            public ChainDefinition definition() {
                return definition;
            }

            @Override
            public PoolLimits pool() {
                return pool;
            }
        };
    }
}
