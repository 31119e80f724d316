package org.banyan.simulation;

import java.util.List;
import java.util.function.UnaryOperator;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.contract.Contract;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.pool.PoolLimits;
import org.banyan.simulation.liar.Lie;
import org.banyan.simulation.node.NodeParts;
import org.banyan.simulation.node.PeerMessage;
import org.banyan.simulation.scenario.ChainKit;
import org.banyan.simulation.scenario.Draw;
import org.banyan.simulation.scenario.NetworkScenario;
import org.banyan.simulation.scenario.Outcome;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.CryptoSuite;

/** A deliberate mistake, wired through a port, and the checkers that may be the first to notice it. */
enum Mutant {
    BATCH_NOT_SYNCED(parts(StoreMutants::notSynced), "durability", "journal", "recovery"),
    BATCH_WRITTEN_IN_TWO(parts(StoreMutants::batchInTwo), "recovery", "durability"),
    FOLD_WITHOUT_WATERMARK(parts(StoreMutants::noWatermark), "recovery"),
    FINAL_POINTER_FORGOTTEN(parts(StoreMutants::finalPointerForgotten), "durability", "recovery"),
    SPENT_IDS_FORGOTTEN_AT_RESTART(parts(StoreMutants::spentIdsForgotten), "spent-window", "refusal"),
    // a producer that finds its own signature without a record of it stops: liveness notices before a second one is
    // made
    SIGNED_BEFORE_SYNCED(parts(SigningMutants::signedBeforeSynced), "journal", "liveness"),
    RECORD_OF_SIGNATURES_FORGOTTEN(parts(SigningMutants::recordForgotten), "journal", "liveness"),
    CODEC_ACCEPTS_TWO_ENCODINGS(parts(Mutant::lenient), "encoding"),
    LIST_IGNORES_ITS_COUNT(suite(CountlessSuite::new), "roots"),
    POOL_WITHOUT_BOUND(parts(Mutant::unboundedPool), "bounds"),
    FEES_REFUNDED_TWICE(contract("token", ContractMutants::refundedTwice), "ledger"),
    OVERDRAFT_SUCCEEDS(contract("token", ContractMutants::overdraftSucceeds), "ledger"),
    CONTRACT_REMEMBERS(contract("token", ContractMutants::remembers), "refusal", "replay"),
    ANYBODY_AUTHORIZES(contract("account", ContractMutants::anybodyAuthorizes), "forged"),
    NEVER_REORGANIZES(consensus(ConsensusMutants::neverReorganizes), "liveness"),
    QUORUM_OF_HALF(consensus(ConsensusMutants::quorumOfHalf), "agreement", "certified"),
    VOTES_WITHOUT_LOCK(consensus(ConsensusMutants::votesWithoutLock), "agreement"),
    // signed and kept: nothing but the record of what left the guards can show it
    VOTES_SIGNED_AGAIN(parts(SigningMutants::votesAgain), "journal"),
    SEAL_NOT_CHECKED(consensus(RuleMutants::sealNotChecked), "seals"),
    SLOT_ROUNDED_DOWN(consensus(RuleMutants::slotRoundedDown), "times"),
    FUTURE_NOT_HELD(consensus(RuleMutants::futureNotHeld), "times"),
    VOTES_NOT_CHECKED(consensus(RuleMutants::votesNotChecked), "bounds"),
    VOTES_NOT_COUNTED(consensus(RuleMutants::votesNotCounted), "certified"),
    DPOS_PRECOMMITS_AT_ONCE(dpos(HastyPrecommits::in), "agreement"),
    DPOS_EVIDENCE_NOT_CHECKED(dpos(EvidenceMutants::notChecked, Lie.FALSE_EVIDENCE), "evidence", "condemned"),
    DPOS_EVIDENCE_NOT_BROUGHT(dpos(EvidenceMutants::notBrought, Lie.SECOND_BLOCK), "evidence"),
    LIGHT_CLIENT_TRUSTS_ANYBODY(tree(ConsensusMutants::trustsAnybody), "followed");

    private final Change change;
    private final List<String> checkers;

    /** Runs a seed with the mistake. */
    private interface Change {
        Outcome run(long seed);
    }

    Mutant(Change change, String... checkers) {
        this.change = change;
        this.checkers = List.of(checkers);
    }

    Outcome run(long seed) {
        return change.run(seed);
    }

    List<String> checkers() {
        return checkers;
    }

    private static Change parts(UnaryOperator<NodeParts> mutation) {
        return seed -> run(seed, new AuthorityKit(new StubCryptoSuite()) {
            @Override
            public NodeParts parts(ChainDefinition definition, PoolLimits pool) {
                return mutation.apply(super.parts(definition, pool));
            }
        });
    }

    private static Change suite(UnaryOperator<CryptoSuite> mutation) {
        return seed -> run(seed, new AuthorityKit(mutation.apply(new StubCryptoSuite())));
    }

    private static Change contract(String name, UnaryOperator<Contract> mutation) {
        return seed -> run(seed, new AuthorityKit(new StubCryptoSuite()) {
            @Override
            public List<ContractRuntime> runtimes() {
                return ContractMutants.runtime(super.runtimes(), name, mutation);
            }
        });
    }

    private static Change consensus(UnaryOperator<ConsensusFactory> mutation) {
        return seed -> run(seed, new AuthorityKit(new StubCryptoSuite()) {
            @Override
            public ConsensusFactory consensus() {
                return mutation.apply(super.consensus());
            }
        });
    }

    private static Change dpos(UnaryOperator<ConsensusFactory> mutation) {
        return seed -> run(seed, dposKit(mutation));
    }

    /** With one liar of four that tells this lie alone. */
    private static Change dpos(UnaryOperator<ConsensusFactory> mutation, Lie lie) {
        return seed -> new NetworkScenario(seed, Draw.of(seed).withLiar(4, lie), dposKit(mutation)).run();
    }

    private static ChainKit dposKit(UnaryOperator<ConsensusFactory> mutation) {
        return new DposKit(new StubCryptoSuite()) {
            @Override
            public ConsensusFactory consensus() {
                return mutation.apply(super.consensus());
            }
        };
    }

    /** The parent of a tree has the mistake. */
    private static Change tree(UnaryOperator<ConsensusFactory> mutation) {
        return seed -> TreeKit.run(seed, new TreeKit(List.of()) {
            @Override
            public ConsensusFactory consensus() {
                return mutation.apply(super.consensus());
            }
        });
    }

    private static Outcome run(long seed, ChainKit kit) {
        return new NetworkScenario(seed, Draw.of(seed), kit).run();
    }

    /** Reads a message and does not look whether anything is left over. */
    private static NodeParts lenient(NodeParts sound) {
        return new MutantParts(sound) {
            @Override
            public Codec<PeerMessage> messages() {
                return new Codec<>() {
                    @Override
                    public void write(PeerMessage value, CanonicalWriter out) {
                        PeerMessage.CODEC.write(value, out);
                    }

                    @Override
                    public PeerMessage read(CanonicalReader in) {
                        return PeerMessage.CODEC.read(in);
                    }

                    @Override
                    public PeerMessage decode(Bytes bytes) {
                        return read(new CanonicalReader(bytes));
                    }
                };
            }
        };
    }

    private static NodeParts unboundedPool(NodeParts sound) {
        return new MutantParts(sound) {
            @Override
            public PoolLimits pool() {
                return new PoolLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
            }
        };
    }
}
