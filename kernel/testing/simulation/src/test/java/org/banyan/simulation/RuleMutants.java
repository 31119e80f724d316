package org.banyan.simulation;

import java.util.function.UnaryOperator;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;

/** Mistakes in what a consensus accepts. Liars find them. */
final class RuleMutants {
    private static final long HOURS_MILLIS = 36_000_000;

    private RuleMutants() {}

    /** Nobody looks whose seal it is. */
    static ConsensusFactory sealNotChecked(ConsensusFactory sound) {
        return rules(sound, (chain, state) -> new Unsealed(state));
    }

    private static final class Unsealed extends MaskedRules.State {
        Unsealed(ConsensusState sound) {
            super(sound);
        }

        @Override
        ConsensusState masked(ConsensusState next) {
            return new Unsealed(next);
        }

        @Override
        public Verdict checkSeal(Header child, Witness witness) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
            return entry.kind().equals(WitnessEntry.SIGNATURE) ? Verdict.ACCEPTED : super.mayAdd(child, known, entry);
        }
    }

    /** A time in the middle of a slot counts as its start. */
    static ConsensusFactory slotRoundedDown(ConsensusFactory sound) {
        return rules(
                sound, (chain, state) -> new Rounded(state, chain.genesisTime().millis(), chain.slotMillis()));
    }

    private static final class Rounded extends MaskedRules.State {
        private final long genesisMillis;
        private final long slotMillis;

        Rounded(ConsensusState sound, long genesisMillis, long slotMillis) {
            super(sound);
            this.genesisMillis = genesisMillis;
            this.slotMillis = slotMillis;
        }

        @Override
        ConsensusState masked(ConsensusState next) {
            return new Rounded(next, genesisMillis, slotMillis);
        }

        @Override
        public Verdict check(ChildFacts child) {
            return super.check(rounded(child));
        }

        @Override
        public ConsensusState next(ChildFacts child) {
            return super.next(rounded(child));
        }

        @Override
        public Producer producerOf(ChildFacts child) {
            return super.producerOf(rounded(child));
        }

        private ChildFacts rounded(ChildFacts child) {
            return new ChildFacts(
                    child.height(),
                    child.parent(),
                    rounded(child.parentTime()),
                    rounded(child.time()),
                    child.data(),
                    child.finalHeight(),
                    child.finalBlock());
        }

        private Timestamp rounded(Timestamp time) {
            return new Timestamp(time.millis() - (time.millis() - genesisMillis) % slotMillis);
        }
    }

    /** Votes are kept whoever signed them. */
    static ConsensusFactory votesNotChecked(ConsensusFactory sound) {
        return rules(sound, (chain, state) -> new Credulous(state));
    }

    private static final class Credulous extends MaskedRules.State {
        Credulous(ConsensusState sound) {
            super(sound);
        }

        @Override
        ConsensusState masked(ConsensusState next) {
            return new Credulous(next);
        }

        @Override
        public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
            Verdict verdict = super.mayAdd(child, known, entry);
            return verdict.isAccepted() || !entry.kind().equals(WitnessEntry.VOTE) || !isPlaced(entry)
                    ? verdict
                    : Verdict.ACCEPTED;
        }

        private boolean isPlaced(WitnessEntry entry) {
            try {
                return VoteSignature.CODEC.decode(entry.payload()).position()
                        < producers().size();
            } catch (CodecException malformed) {
                return false;
            }
        }
    }

    /** A certificate counts whatever votes it has. */
    static ConsensusFactory votesNotCounted(ConsensusFactory sound) {
        return rules(sound, (chain, state) -> new Careless(state));
    }

    private static final class Careless extends MaskedRules.State {
        Careless(ConsensusState sound) {
            super(sound);
        }

        @Override
        ConsensusState masked(ConsensusState next) {
            return new Careless(next);
        }

        @Override
        public Verdict checkCertificate(Certificate certificate) {
            Verdict verdict = super.checkCertificate(certificate);
            return isTooFew(verdict) ? Verdict.ACCEPTED : verdict;
        }

        @Override
        public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
            Verdict verdict = super.mayAdd(child, known, entry);
            return isTooFew(verdict) ? Verdict.ACCEPTED : verdict;
        }

        private static boolean isTooFew(Verdict verdict) {
            return verdict instanceof Verdict.Rejected rejected
                    && rejected.rule().equals(Quorum.TOO_FEW_VOTES);
        }
    }

    /** Blocks of the far future are taken at once. */
    static ConsensusFactory futureNotHeld(ConsensusFactory sound) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                return new MaskedConsensus(consensus) {
                    @Override
                    public long futureMillisMax() {
                        return HOURS_MILLIS;
                    }
                };
            }
        };
    }

    private interface Mistake {
        ConsensusState in(ConsensusFactory.ChainParameters chain, ConsensusState state);
    }

    private static ConsensusFactory rules(ConsensusFactory sound, Mistake mistake) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                UnaryOperator<ConsensusState> mask = state -> mistake.in(chain, state);
                return new MaskedRules(consensus, mask);
            }
        };
    }
}
