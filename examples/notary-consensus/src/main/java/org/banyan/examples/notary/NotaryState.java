package org.banyan.examples.notary;

import java.util.Optional;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.quorum.Approvals;
import org.banyan.consensus.quorum.CertificateRule;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

// snippet: state
/** Who is notary after a block, and since when: all that later headers are judged by. */
final class NotaryState implements ConsensusState {
    static final RuleId TOO_SOON = new RuleId("NOTARY-1");
    static final RuleId DATA = new RuleId("NOTARY-2");
    static final RuleId CHANGE = new RuleId("NOTARY-3");

    private final ChainParameters chain;
    private final Content content;
    private final Quorum quorum;
    private final QuorumWitness witnesses;

    NotaryState(ChainParameters chain, ProducerSet notary, Height since) {
        this.chain = chain;
        this.content = new Content(notary, since);
        this.quorum = new Quorum(chain.chainId(), notary, chain.suite());
        this.witnesses = new QuorumWitness(quorum, certificates(quorum), Bytes.EMPTY, chain.suite());
    }

    @Override
    public Verdict check(ChildFacts child) {
        if (child.time().millis() - child.parentTime().millis() < chain.slotMillis()) {
            return Verdict.rejected(TOO_SOON, "the block at height " + child.height() + " comes sooner than a slot after its parent");
        }
        return child.data().isEmpty()
                ? Verdict.ACCEPTED
                : read(child.data())
                        .map(change -> checkChange(child.height(), change))
                        .orElseGet(() -> Verdict.rejected(DATA, "the data at height " + child.height() + " are no change of the notary"));
    }

    @Override
    public ConsensusState next(ChildFacts child) {
        Verdict verdict = check(child);
        if (!verdict.isAccepted()) {
            throw new IllegalArgumentException("there is no state after a child that is not allowed: " + verdict);
        }
        return child.data().isEmpty()
                ? this
                : new NotaryState(chain, SetChange.CODEC.decode(child.data()).next(), child.height());
    }
    // end snippet

    /** The present notary hands over by its own approval, once: the change names since when it is notary. */
    Verdict checkChange(Height height, SetChange change) {
        boolean meant = change.current().equals(quorum.producersId())
                && change.since().equals(content.since())
                && height.compareTo(change.validUntil()) <= 0;
        Optional<String> defect = meant
                ? NotaryFactory.defect(change.next(), chain.suite())
                        .or(() -> change.next().equals(content.notary()) ? Optional.of("it is the present one") : Optional.empty())
                        .or(() -> new Approvals(chain.chainId(), chain.suite(), content.notary()).defect(change))
                : Optional.of("it was approved for another time");
        return defect.map(what -> Verdict.rejected(CHANGE, "the notary does not change: " + what)).orElse(Verdict.ACCEPTED);
    }

    /** Certificates carry nothing beside the vote. */
    static CertificateRule certificates(Quorum quorum) {
        return certificate -> certificate.data().isEmpty()
                ? quorum.check(certificate)
                : Verdict.rejected(DATA, "the certificate of block " + certificate.block() + " carries data");
    }

    static Optional<SetChange> read(Bytes data) {
        try {
            return Optional.of(SetChange.CODEC.decode(data));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    Quorum quorum() {
        return quorum;
    }

    @Override
    public Bytes encoded() {
        return Content.CODEC.encode(content);
    }

    @Override
    public ProducerSet producers() {
        return content.notary();
    }

    @Override
    public Producer producerOf(ChildFacts child) {
        return notary();
    }

    // snippet: witness
    @Override
    public Verdict checkSeal(Header child, Witness witness) {
        return witnesses.checkSeal(child, notary(), witness);
    }

    @Override
    public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
        return witnesses.mayAdd(child, notary(), known, entry);
    }

    @Override
    public Verdict checkCertificate(Certificate certificate) {
        return certificates(quorum).check(certificate);
    }
    // end snippet

    private Producer notary() {
        return content.notary().producers().getFirst();
    }

    /** What the header's state hash commits to. */
    record Content(ProducerSet notary, Height since) {
        static final Codec<Content> CODEC = new Codec<>() {
            @Override
            public void write(Content value, CanonicalWriter out) {
                out.message(1, value.notary, ProducerSet.CODEC);
                out.uint64(2, value.since.value());
            }

            @Override
            public Content read(CanonicalReader in) {
                return new Content(in.message(1, ProducerSet.CODEC), new Height(in.uint64(2)));
            }
        };
    }
}
