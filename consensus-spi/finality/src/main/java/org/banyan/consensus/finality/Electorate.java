package org.banyan.consensus.finality;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.quorum.CertificateRule;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;

/**
 * Who votes for the children of one block. Votes of a block count by this set alone, the one of its parent's state.
 *
 * <p>Rules FIN-1 to FIN-5, and WIT and CERT of the votes underneath. Immutable and thread-safe; a plug-in's state keeps one.
 */
public final class Electorate implements CertificateRule {
    /** Most producers that can vote. */
    public static final int VOTERS_MAX = 256;

    /** Most votes of one producer and phase beside one block; fewer in large sets, so that a witness always has room for everybody's. */
    public static final int VOTES_PER_BLOCK_MAX = 8;

    private final Quorum quorum;
    private final QuorumWitness witnesses;
    private final CertificateRule form;
    private final long term;
    private final boolean settled;

    /**
     * @param term the plug-in's number for the reign of this set
     * @param settled whether the block that brought the set in is final as of the parent's chain; before that no child can be voted for, so that every
     *     certificate of a set stands on one of the set before
     */
    public Electorate(ChainId chain, ProducerSet producers, long term, boolean settled, CryptoSuite suite) {
        if (producers.size() > VOTERS_MAX) {
            throw new IllegalArgumentException("at most " + VOTERS_MAX + " producers can vote but the set has "
                    + producers.size() + "; let fewer certify, or use another consensus");
        }
        this.quorum = new Quorum(chain, producers, suite);
        this.form = certificates(quorum);
        this.term = term;
        this.settled = settled;
        this.witnesses = new QuorumWitness(quorum, this, Bytes.EMPTY, suite);
    }

    /** What a light client that knows the set, but not the plug-in's terms, asks of certificates. */
    public static CertificateRule certificates(ChainId chain, ProducerSet producers, CryptoSuite suite) {
        return certificates(new Quorum(chain, producers, suite));
    }

    private static CertificateRule certificates(Quorum quorum) {
        return certificate -> data(certificate)
                .map(data -> data.phase() == Phase.PRECOMMIT ? quorum.check(certificate) : notPrecommits(certificate))
                .orElseGet(() -> malformed("certificate", certificate.height()));
    }

    public Quorum quorum() {
        return quorum;
    }

    public ProducerSet producers() {
        return quorum.producers();
    }

    public long term() {
        return term;
    }

    /** Whether children can be voted for. */
    public boolean isSettled() {
        return settled;
    }

    /** Most votes of one producer and phase that stand beside one block. */
    public int votesPerBlock() {
        int room = (Witness.ENTRIES_MAX - 2) / (2 * producers().size());
        return Math.min(VOTES_PER_BLOCK_MAX, room);
    }

    /** Weight of the producers at these positions, all of them within the set. */
    long weight(Collection<Integer> positions) {
        long weight = 0;
        for (int position : positions) {
            weight += producers().producers().get(position).weight();
        }
        return weight;
    }

    /** Position of the producer with this key. */
    OptionalInt positionOf(PublicKey key) {
        for (int i = 0; i < producers().size(); i++) {
            if (producers().producers().get(i).key().equals(key)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** What a vote with this data signs for a child. */
    public Certificate ballot(Height height, BlockId block, VoteData data) {
        return quorum.ballot(height, block, VoteData.CODEC.encode(data));
    }

    /** Whether the certificate makes the child that it names final. */
    @Override
    public Verdict check(Certificate certificate) {
        Verdict verdict = votable(certificate.height());
        if (!verdict.isAccepted()) {
            return verdict;
        }
        Optional<VoteData> data = data(certificate);
        return data.isPresent() && data.get().term() != term
                ? otherTerm("certificate", certificate.height(), data.get())
                : form.check(certificate);
    }

    public Verdict checkSeal(Header child, Producer producer, Witness witness) {
        return witnesses.checkSeal(child, producer, witness);
    }

    /** @param known entries that passed this rule before */
    public Verdict mayAdd(Header child, Producer producer, Witness known, WitnessEntry entry) {
        return entry.kind().equals(WitnessEntry.VOTE)
                ? mayAddVote(child, known, entry)
                : witnesses.mayAdd(child, producer, known, entry);
    }

    private Verdict mayAddVote(Header child, Witness known, WitnessEntry entry) {
        Verdict votable = votable(child.height());
        if (!votable.isAccepted()) {
            return votable;
        }
        Optional<FinalityVote> vote = FinalityVote.read(entry);
        if (vote.isEmpty()) {
            return malformed("vote", child.height());
        }
        VoteData data = vote.get().data();
        if (data.term() != term) {
            return otherTerm("vote", child.height(), data);
        }
        int position = vote.get().vote().position();
        int before = 0;
        for (FinalityVote earlier : FinalityVote.in(known)) {
            if (earlier.vote().position() == position && earlier.data().phase() == data.phase()) {
                if (earlier.data().equals(data)) {
                    return Verdict.rejected(
                            QuorumWitness.ADDS_NOTHING,
                            "this vote of position " + position + " stands beside the block at height " + child.height()
                                    + " already");
                }
                before++;
            }
        }
        if (before >= votesPerBlock()) {
            return Verdict.rejected(
                    FinalityRules.TOO_MANY_VOTES,
                    "position " + position + " has " + before + " votes of phase " + data.phase()
                            + " beside the block at height " + child.height() + " already, the most that are kept");
        }
        return quorum.checkVote(
                ballot(child.height(), child.id(quorum.suite().hash()), data),
                vote.get().vote());
    }

    private Verdict votable(Height child) {
        return settled
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        FinalityRules.UNSETTLED,
                        "the block at height " + child + " cannot be voted for: the block that brought its producers in"
                                + " is not final as of its parent");
    }

    private Verdict otherTerm(String what, Height height, VoteData data) {
        return Verdict.rejected(
                FinalityRules.TERM,
                "the " + what + " for height " + height + " is of term " + data.term() + " but term " + term
                        + " certifies there");
    }

    private static Optional<VoteData> data(Certificate certificate) {
        try {
            return Optional.of(VoteData.CODEC.decode(certificate.data()));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private static Verdict malformed(String what, Height height) {
        return Verdict.rejected(
                FinalityRules.DATA, "the data of a " + what + " for height " + height + " is not canonical VoteData");
    }

    private static Verdict notPrecommits(Certificate certificate) {
        return Verdict.rejected(
                FinalityRules.NOT_PRECOMMITS,
                "the certificate of block " + certificate.block() + " holds prevotes; only precommits make final");
    }
}
