package org.banyan.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.finality.FinalityVote;
import org.banyan.consensus.finality.Source;
import org.banyan.consensus.finality.VoteData;
import org.banyan.consensus.finality.VotingState;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.mainchain.dpos.DposConsensusFactory;
import org.banyan.mainchain.dpos.DposParameters;
import org.banyan.mainchain.dpos.Elected;
import org.banyan.mainchain.dpos.Growth;
import org.banyan.simulation.liar.Forger;
import org.banyan.simulation.scenario.CastVote;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;
import org.banyan.types.specification.ChainSpecification;

/** A chain of delegates with the finality gadget: the precommits of one round for one block certify it. */
class DposKit extends ProductKit {
    private static final long ROUNDS_PER_TERM = 20;
    private static final long ROUNDS_PER_SHORT_TERM = 4;
    private static final int PRECOMMIT = 2;

    /** Of each delegate and phase beside one block, as many as the gadget keeps. */
    private static final int VOTES_PER_BLOCK = 8;

    private long genesisMillis;
    private long slot = 1;

    DposKit(CryptoSuite suite) {
        super(suite);
    }

    /** With more delegates than seats: others are elected for each term. */
    DposKit(CryptoSuite suite, int seats) {
        super(suite, seats);
    }

    @Override
    public ChainSpecification specification(
            List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
        genesisMillis = genesisTime.millis();
        slot = slotMillis;
        return super.specification(producers, accounts, slotMillis, genesisTime);
    }

    @Override
    public ConsensusFactory consensus() {
        return new DposConsensusFactory();
    }

    /** Suspensions of a few slots and jail of a minute or more, so that a run sees their end. */
    @Override
    Bytes parameters(ProducerSet producers, long slotMillis) {
        return DposParameters.CODEC.encode(new DposParameters(
                producers,
                reigns().change() ? ROUNDS_PER_SHORT_TERM : ROUNDS_PER_TERM,
                Growth.FREE,
                2 * slotMillis,
                40 * slotMillis,
                40 * slotMillis,
                reigns().change() ? elected() : List.of()));
    }

    /** Term 1 is reign 0. */
    private List<Elected> elected() {
        List<Elected> elected = new ArrayList<>();
        for (int reign = 1; reign <= DposParameters.ELECTIONS_MAX; reign++) {
            elected.add(new Elected(reign + 1, reigns().set(reign)));
        }
        return elected;
    }

    @Override
    public Optional<String> ballot(SignRequest vote) {
        return vote.minor() == PRECOMMIT
                ? Optional.of("round " + vote.major() + ", " + vote.block())
                : Optional.empty();
    }

    @Override
    public int witnessEntriesMax(int producers) {
        return 2 + 2 * VOTES_PER_BLOCK * producers;
    }

    @Override
    public Optional<CastVote> vote(WitnessEntry entry, long height) {
        CanonicalReader vote = new CanonicalReader(entry.payload());
        Bytes data = vote.bytes(1, 256);
        int position = new CanonicalReader(vote.bytes(2, 256)).uint32(1);
        CanonicalReader said = new CanonicalReader(data);
        int voter = reigns().members(said.uint64(1)).get(position);
        return Optional.of(new CastVote(voter, "round " + said.uint64(2) + ", phase " + said.uint32(3)));
    }

    /** Rounds have a slot for each and one more; the first begins with slot 1. The extra slot is nobody's place. */
    @Override
    public OptionalInt place(long timeMillis, int producers) {
        long slots = (timeMillis - genesisMillis) / slot;
        return OptionalInt.of(Math.toIntExact((slots - 1) % (producers + 1)));
    }

    /** FIN-17. */
    @Override
    public int votesForOneBlockMax() {
        return VOTES_PER_BLOCK;
    }

    @Override
    public boolean convicts() {
        return true;
    }

    /** Field 4 of the header's data is evidence of two blocks, field 5 of two votes, the first of which names its voter. */
    @Override
    public OptionalInt convict(Header header) {
        Bytes data = header.extension(ConsensusExtension.ID)
                .map(ConsensusExtension.CODEC::decode)
                .orElseThrow()
                .data();
        CanonicalReader fields = new CanonicalReader(data);
        fields.optionalHash(1);
        fields.optionalHash(2);
        fields.bytes(3);
        Bytes twoBlocks = fields.bytes(4);
        Bytes twoVotes = fields.bytes(5);
        if (!twoBlocks.isEmpty()) {
            return accused(new CanonicalReader(twoBlocks));
        }
        return twoVotes.isEmpty() ? OptionalInt.empty() : OptionalInt.of(voter(new CanonicalReader(twoVotes)));
    }

    /** Who is accused: whose key made one of the two seals, whatever position the evidence names. */
    private OptionalInt accused(CanonicalReader twoBlocks) {
        int named = twoBlocks.uint32(1);
        OptionalInt one = sealer(twoBlocks.message(2, Header.CODEC), twoBlocks.bytes(3));
        OptionalInt other = sealer(twoBlocks.message(4, Header.CODEC), twoBlocks.bytes(5));
        return one.equals(other) || reigns().change() ? one : OptionalInt.of(named);
    }

    private OptionalInt sealer(Header header, Bytes seal) {
        Hash message = suite().signingHash(
                        header.chainId(),
                        SignatureType.BLOCK,
                        header.id(suite().hash()).hash());
        List<Signer> producers = reigns().producers();
        for (int i = 0; i < producers.size(); i++) {
            PublicKey key = producers.get(i).publicKey();
            if (suite().scheme(key.scheme()).orElseThrow().verify(message, key.bytes(), seal)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private int voter(CanonicalReader twoVotes) {
        Certificate first = Certificate.CODEC.decode(twoVotes.bytes(1));
        long reign = new CanonicalReader(first.data()).uint64(1);
        return reigns().members(reign).get(first.votes().getFirst().position());
    }

    @Override
    public Forger forger() {
        return new Votes();
    }

    private final class Votes implements Forger {
        private static final long ROUNDS_AROUND = 2;

        /** Both phases of the rounds around the block's own, resting on nothing. */
        @Override
        public List<WitnessEntry> votes(
                Signer signer, ForkChoice.Tip block, ConsensusState parentState, SplittableRandom random) {
            Electorate voters = ((VotingState) parentState).electorate();
            OptionalInt position = position(voters.producers().producers(), signer);
            List<WitnessEntry> votes = new ArrayList<>();
            if (position.isPresent()) {
                long own = (block.header().time().millis() - genesisMillis) / slot;
                for (long round = Math.max(1, own - ROUNDS_AROUND); round <= own + ROUNDS_AROUND; round++) {
                    VoteData prevote = VoteData.prevote(voters.term(), round, Source.NONE);
                    VoteData precommit = VoteData.precommit(voters.term(), round);
                    votes.add(vote(signer, position.getAsInt(), block, voters, prevote));
                    votes.add(vote(signer, position.getAsInt(), block, voters, precommit));
                }
            }
            return votes;
        }

        private WitnessEntry vote(Signer signer, int position, ForkChoice.Tip block, Electorate voters, VoteData data) {
            Hash object = voters.quorum().object(voters.ballot(block.header().height(), block.id(), data));
            Hash message = suite().signingHash(block.header().chainId(), SignatureType.VOTE, object);
            return new FinalityVote(data, new VoteSignature(position, signer.sign(message))).toEntry();
        }

        private OptionalInt position(List<Producer> set, Signer signer) {
            for (int i = 0; i < set.size(); i++) {
                if (set.get(i).key().equals(signer.publicKey())) {
                    return OptionalInt.of(i);
                }
            }
            return OptionalInt.empty();
        }

        @Override
        public Optional<Bytes> accusing(
                Signer signer, Bytes data, Header sound, Bytes sealOfSound, Header other, Bytes sealOfOther) {
            CanonicalReader plain = new CanonicalReader(data);
            Optional<Hash> reveal = plain.optionalHash(1);
            Optional<Hash> commitment = plain.optionalHash(2);
            Bytes election = plain.bytes(3);
            boolean accuses = !plain.bytes(4).isEmpty() || !plain.bytes(5).isEmpty();
            OptionalInt victim = sealer(sound, sealOfSound);
            boolean self = victim.isPresent()
                    && reigns().producers().get(victim.getAsInt()).publicKey().equals(signer.publicKey());
            if (accuses || victim.isEmpty() || self || reigns().change()) {
                return Optional.empty();
            }
            CanonicalWriter out = new CanonicalWriter();
            out.optionalHash(1, reveal);
            out.optionalHash(2, commitment);
            out.bytes(3, election);
            out.message(
                    4,
                    DoubleSeal.of(victim.getAsInt(), sound, sealOfSound, other, sealOfOther, suite().hash()),
                    DoubleSeal.CODEC);
            return Optional.of(out.toBytes());
        }

        /** A value that is withheld, or another one than was committed to. */
        @Override
        public Bytes spoiled(Bytes data, SplittableRandom random) {
            CanonicalReader values = new CanonicalReader(data);
            Optional<Hash> reveal = values.optionalHash(1);
            Optional<Hash> commitment = values.optionalHash(2);
            CanonicalWriter out = new CanonicalWriter();
            if (random.nextBoolean()) {
                out.optionalHash(1, reveal.map(value -> suite().hash().hash(Tag.CONTRACT_DATA, value.bytes())));
            }
            out.optionalHash(2, commitment);
            return out.toBytes();
        }
    }
}
