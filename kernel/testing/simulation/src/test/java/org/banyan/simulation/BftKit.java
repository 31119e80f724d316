package org.banyan.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.bft.BftConsensusFactory;
import org.banyan.consensus.bft.BftParameters;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.core.chain.ChainEngine;
import org.banyan.simulation.liar.Forger;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** A chain that agrees block by block, in views. The votes of one view for one block to commit it certify it. */
class BftKit extends ProductKit {
    private static final int PHASES = 4;
    private static final int CHANGE = 0;
    private static final int COMMIT = 3;
    private static final long CHANGE_VALID_BLOCKS = 200;

    /** A seal, a certificate, and a lock for each view that failed. */
    private static final int WITNESS_ENTRIES_MAX = 2 + 512;

    private long reign;

    BftKit(CryptoSuite suite) {
        super(suite);
    }

    /** With more members than seats: operators agree on others from time to time. */
    BftKit(CryptoSuite suite, int seats) {
        super(suite, seats);
    }

    /** Approved by as many of those in office as have to. Reads the state after the final block: field 1 is the set, field 2 its first height. */
    @Override
    public Optional<Bytes> change(ChainEngine engine) {
        CanonicalReader state = new CanonicalReader(engine.finalBlock().state().encoded());
        ProducerSet current = state.message(1, ProducerSet.CODEC);
        Height since = new Height(state.uint64(2));
        ProducerSet next = reigns().set(++reign);
        if (next.equals(current)) {
            return Optional.empty();
        }
        SetChange change = new SetChange(
                current.id(suite().hash()),
                since,
                engine.finalBlock().header().height().plus(CHANGE_VALID_BLOCKS),
                next,
                List.of());
        for (int position = 0; position < current.quorum(); position++) {
            PublicKey key = current.producers().get(position).key();
            Signer signer = reigns().producers().stream()
                    .filter(one -> one.publicKey().equals(key))
                    .findFirst()
                    .orElseThrow();
            Hash message = suite().signingHash(
                            engine.finalBlock().header().chainId(),
                            SignatureType.APPROVAL,
                            change.object(suite().hash()));
            change = change.approvedBy(new VoteSignature(position, signer.sign(message)));
        }
        return Optional.of(SetChange.CODEC.encode(change));
    }

    @Override
    public ConsensusFactory consensus() {
        return new BftConsensusFactory();
    }

    @Override
    Bytes parameters(ProducerSet producers, long slotMillis) {
        return BftParameters.CODEC.encode(BftParameters.usual(producers, slotMillis));
    }

    @Override
    public Optional<String> ballot(SignRequest vote) {
        return vote.minor() % PHASES == COMMIT
                ? Optional.of("height " + vote.major() + ", view " + vote.minor() / PHASES + ", " + vote.block())
                : Optional.empty();
    }

    @Override
    public boolean slotted() {
        return false;
    }

    @Override
    public int witnessEntriesMax(int producers) {
        return WITNESS_ENTRIES_MAX;
    }

    @Override
    public String sealPosition(Header header) {
        return "height " + header.height() + ", view " + view(header);
    }

    private static long view(Header header) {
        Bytes data = header.extension(ConsensusExtension.ID)
                .map(ConsensusExtension.CODEC::decode)
                .orElseThrow()
                .data();
        return new CanonicalReader(data).uint64(1);
    }

    @Override
    public Forger forger() {
        return new Statements();
    }

    /** Says everything in every phase of the first views, for each block. */
    private final class Statements implements Forger {
        private static final int VIEWS = 3;

        @Override
        public List<WitnessEntry> votes(
                Signer signer, ForkChoice.Tip block, ConsensusState parentState, SplittableRandom random) {
            return List.of();
        }

        @Override
        public SignRequest seal(Header header, BlockId block, long slot) {
            return new SignRequest(SignatureType.BLOCK, header.height().value(), view(header), block, block.hash());
        }

        @Override
        public List<Bytes> messages(
                Signer signer, ForkChoice.Tip block, ConsensusState parentState, SplittableRandom random) {
            List<Bytes> messages = new ArrayList<>();
            List<Producer> set = parentState.producers().producers();
            for (int position = 0; position < set.size(); position++) {
                if (set.get(position).key().equals(signer.publicKey())) {
                    for (int view = 0; view < VIEWS; view++) {
                        for (int phase = 0; phase < PHASES; phase++) {
                            messages.add(message(signer, position, block, parentState, phase, view));
                        }
                    }
                }
            }
            return messages;
        }

        private Bytes message(
                Signer signer, int position, ForkChoice.Tip block, ConsensusState parentState, int phase, int view) {
            Statement statement = new Statement(phase, view);
            BlockId about = phase == CHANGE ? block.header().parent() : block.id();
            Quorum quorum = new Quorum(block.header().chainId(), parentState.producers(), suite());
            Certificate ballot = quorum.ballot(block.header().height(), about, Statement.CODEC.encode(statement));
            Hash signed = suite().signingHash(block.header().chainId(), SignatureType.VOTE, quorum.object(ballot));
            VoteSignature vote = new VoteSignature(position, signer.sign(signed));
            CanonicalWriter out = new CanonicalWriter();
            out.uint64(1, block.header().height().value());
            out.message(2, statement, Statement.CODEC);
            out.hash(3, about.hash());
            out.message(4, vote, VoteSignature.CODEC);
            return out.toBytes();
        }
    }

    /** What a vote says in a phase of a view; written only. */
    private record Statement(int phase, long view) {
        private static final Codec<Statement> CODEC = new Codec<>() {
            @Override
            public void write(Statement value, CanonicalWriter out) {
                out.uint32(1, value.phase);
                out.uint64(2, value.view);
            }

            @Override
            public Statement read(CanonicalReader in) {
                return new Statement(in.uint32(1), in.uint64(2));
            }
        };
    }
}
