package org.banyan.consensus.quorum;

import java.util.Optional;
import java.util.function.Function;
import org.banyan.consensus.LightClient;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;

/**
 * Follows certified headers and every change of the producer set: a header is accepted on a certificate of the set that the latest header committed to.
 *
 * <p>Headers in between may be skipped as long as the set stays; a header that changes it cannot be skipped, because the next certificate is by the new
 * set. One step costs one hash of the header and at most one signature check per producer. Rules LIGHT-1 to LIGHT-6 and CERT. Immutable and thread-safe.
 */
public final class QuorumLightClient implements LightClient {
    public static final RuleId OTHER_CHAIN = new RuleId("LIGHT-1");
    public static final RuleId NOT_LATER = new RuleId("LIGHT-2");
    public static final RuleId OTHER_BLOCK = new RuleId("LIGHT-3");
    public static final RuleId NO_EXTENSION = new RuleId("LIGHT-4");
    public static final RuleId WRONG_NEXT_SET = new RuleId("LIGHT-5");
    public static final RuleId NO_CONFLICT = new RuleId("LIGHT-6");

    private final CryptoSuite suite;
    private final Function<ProducerSet, CertificateRule> rules;
    private final Checkpoint latest;
    private final CertificateRule rule;

    /**
     * @param rules the certificate rule of a producer set
     * @throws IllegalArgumentException if the checkpoint's parts do not belong together
     */
    public QuorumLightClient(CryptoSuite suite, Function<ProducerSet, CertificateRule> rules, Checkpoint checkpoint) {
        this(suite, rules, checkpoint, rules.apply(checkpoint.childSet()));
        boolean committed = extension(checkpoint.header())
                .map(extension ->
                        extension.producerSet().equals(checkpoint.childSet().id(suite.hash())))
                .orElse(false);
        if (!committed) {
            throw new IllegalArgumentException(
                    "the checkpoint's header does not commit to its producer set; take both from one source");
        }
    }

    private QuorumLightClient(
            CryptoSuite suite, Function<ProducerSet, CertificateRule> rules, Checkpoint latest, CertificateRule rule) {
        this.suite = suite;
        this.rules = rules;
        this.latest = latest;
        this.rule = rule;
    }

    @Override
    public Checkpoint latest() {
        return latest;
    }

    @Override
    public Step follow(Header header, Certificate certificate, Optional<ProducerSet> nextSet) {
        ChainId chain = latest.header().chainId();
        if (!header.chainId().equals(chain)) {
            return refused(
                    OTHER_CHAIN, "the header is of chain " + header.chainId() + " but this client follows " + chain);
        }
        if (header.height().compareTo(latest.header().height()) <= 0) {
            return refused(
                    NOT_LATER,
                    "the header at height " + header.height() + " is not later than height "
                            + latest.header().height());
        }
        BlockId id = header.id(suite.hash());
        if (!certificate.height().equals(header.height())
                || !certificate.block().equals(id)) {
            return refused(
                    OTHER_BLOCK,
                    "the certificate names block " + certificate.block() + " at height " + certificate.height()
                            + " but the header is block " + id + " at height " + header.height());
        }
        Verdict verdict = rule.check(certificate);
        if (!verdict.isAccepted()) {
            return new Step(this, verdict);
        }
        Optional<ConsensusExtension> extension = extension(header);
        if (extension.isEmpty()) {
            return refused(
                    NO_EXTENSION, "the header at height " + header.height() + " has no readable consensus extension");
        }
        ProducerSet children = nextSet.orElse(latest.childSet());
        if (!children.id(suite.hash()).equals(extension.get().producerSet())) {
            return refused(
                    WRONG_NEXT_SET,
                    "the header at height " + header.height() + " commits to producer set "
                            + extension.get().producerSet() + "; pass that set in full");
        }
        CertificateRule next = children.equals(latest.childSet()) ? rule : rules.apply(children);
        return new Step(new QuorumLightClient(suite, rules, new Checkpoint(header, children), next), Verdict.ACCEPTED);
    }

    @Override
    public Verdict certifies(Certificate certificate) {
        return rule.check(certificate);
    }

    /** Conflicting is one height, one set, two blocks. Each producer that stands in both certificates signed two contradicting votes. */
    @Override
    public Verdict provesMisbehaviour(Certificate one, Certificate other) {
        if (!one.height().equals(other.height()) || one.block().equals(other.block())) {
            return Verdict.rejected(
                    NO_CONFLICT,
                    "certificates conflict when they name two blocks of one height, but these name " + one.block()
                            + " at " + one.height() + " and " + other.block() + " at " + other.height());
        }
        Verdict verdict = rule.check(one);
        return verdict.isAccepted() ? rule.check(other) : verdict;
    }

    private Step refused(RuleId rule, String reason) {
        return new Step(this, Verdict.rejected(rule, reason));
    }

    private static Optional<ConsensusExtension> extension(Header header) {
        try {
            return header.extension(ConsensusExtension.ID).map(ConsensusExtension.CODEC::decode);
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }
}
