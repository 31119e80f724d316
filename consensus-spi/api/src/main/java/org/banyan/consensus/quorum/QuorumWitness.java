package org.banyan.consensus.quorum;

import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;

/**
 * The witness of a block that one producer seals and a set certifies: at most one seal, one vote of each producer and one certificate.
 *
 * <p>A seal is the producer's {@link SignatureType#BLOCK} signature over the block id, a vote a canonical {@link VoteSignature}, a certificate a canonical
 * {@link Certificate}. Rules WIT-1 to WIT-6. Immutable and thread-safe.
 */
public final class QuorumWitness {
    public static final RuleId NO_SEAL = new RuleId("WIT-1");
    public static final RuleId WRONG_SEAL = new RuleId("WIT-2");
    public static final RuleId UNKNOWN_KIND = new RuleId("WIT-3");
    public static final RuleId MALFORMED = new RuleId("WIT-4");

    /** Nothing new; honest nodes may send it, so it is dropped without blaming the peer. */
    public static final RuleId ADDS_NOTHING = new RuleId("WIT-5");

    public static final RuleId OTHER_BLOCK = new RuleId("WIT-6");

    private final Quorum quorum;
    private final CertificateRule certificates;
    private final Bytes ballotData;
    private final CryptoSuite suite;

    /**
     * @param certificates the plug-in's rule, usually stricter than {@code quorum}
     * @param ballotData the plug-in's part of a ballot
     */
    public QuorumWitness(Quorum quorum, CertificateRule certificates, Bytes ballotData, CryptoSuite suite) {
        this.quorum = quorum;
        this.certificates = certificates;
        this.ballotData = ballotData;
        this.suite = suite;
    }

    public static WitnessEntry seal(Bytes signature) {
        return new WitnessEntry(WitnessEntry.SIGNATURE, signature);
    }

    public static WitnessEntry vote(VoteSignature vote) {
        return new WitnessEntry(WitnessEntry.VOTE, VoteSignature.CODEC.encode(vote));
    }

    public static WitnessEntry certificate(Certificate certificate) {
        return new WitnessEntry(WitnessEntry.CERTIFICATE, Certificate.CODEC.encode(certificate));
    }

    public Verdict checkSeal(Header child, Producer producer, Witness witness) {
        var seals = witness.payloads(WitnessEntry.SIGNATURE);
        if (seals.size() != 1) {
            return Verdict.rejected(
                    NO_SEAL,
                    "a block needs exactly one seal but the one at height " + child.height() + " has " + seals.size());
        }
        return checkSeal(child, child.id(suite.hash()), producer, seals.getFirst());
    }

    /** @param known entries that passed this rule before */
    public Verdict mayAdd(Header child, Producer producer, Witness known, WitnessEntry entry) {
        return switch (entry.kind()) {
            case WitnessEntry.SIGNATURE ->
                known.payloads(WitnessEntry.SIGNATURE).isEmpty()
                        ? checkSeal(child, child.id(suite.hash()), producer, entry.payload())
                        : addsNothing("a seal", child);
            case WitnessEntry.VOTE -> mayAddVote(child, known, entry.payload());
            case WitnessEntry.CERTIFICATE ->
                known.payloads(WitnessEntry.CERTIFICATE).isEmpty()
                        ? checkCertificate(child, entry.payload())
                        : addsNothing("a certificate", child);
            default ->
                Verdict.rejected(UNKNOWN_KIND, "a witness entry of kind '" + entry.kind() + "' has no meaning here");
        };
    }

    private Verdict checkSeal(Header child, BlockId id, Producer producer, Bytes seal) {
        var message = suite.signingHash(child.chainId(), SignatureType.BLOCK, id.hash());
        boolean genuine = suite.scheme(producer.key().scheme())
                .map(scheme -> scheme.verify(message, producer.key().bytes(), seal))
                .orElse(false);
        return genuine
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        WRONG_SEAL,
                        "the seal of block " + id + " at height " + child.height()
                                + " is not a signature of its producer " + producer.address());
    }

    private Verdict mayAddVote(Header child, Witness known, Bytes payload) {
        Optional<VoteSignature> vote = decode(VoteSignature.CODEC, payload);
        if (vote.isEmpty()) {
            return malformed("vote", child);
        }
        for (Bytes earlier : known.payloads(WitnessEntry.VOTE)) {
            if (VoteSignature.CODEC.decode(earlier).position() == vote.get().position()) {
                return addsNothing("a vote of position " + vote.get().position(), child);
            }
        }
        return quorum.checkVote(quorum.ballot(child.height(), child.id(suite.hash()), ballotData), vote.get());
    }

    private Verdict checkCertificate(Header child, Bytes payload) {
        Optional<Certificate> certificate = decode(Certificate.CODEC, payload);
        if (certificate.isEmpty()) {
            return malformed("certificate", child);
        }
        boolean meant = certificate.get().height().equals(child.height())
                && certificate.get().block().equals(child.id(suite.hash()));
        return meant
                ? certificates.check(certificate.get())
                : Verdict.rejected(
                        OTHER_BLOCK,
                        "the certificate names block " + certificate.get().block() + " at height "
                                + certificate.get().height() + " but stands beside another one at height "
                                + child.height());
    }

    private static <T> Optional<T> decode(Codec<T> codec, Bytes payload) {
        try {
            return Optional.of(codec.decode(payload));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private static Verdict malformed(String what, Header child) {
        return Verdict.rejected(
                MALFORMED, "the " + what + " beside the block at height " + child.height() + " is not canonical");
    }

    private static Verdict addsNothing(String what, Header child) {
        return Verdict.rejected(
                ADDS_NOTHING, what + " stands beside the block at height " + child.height() + " already");
    }
}
