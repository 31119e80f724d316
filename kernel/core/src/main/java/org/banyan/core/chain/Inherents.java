package org.banyan.core.chain;

import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.ChainRules;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Body;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;

/**
 * Facts that a producer brings into a block. The kernel's own kind is the finality certificate of an ancestor: <em>final as of block B</em> is the highest ancestor
 * certified by a certificate carried in B or before it. Validity never reads local finality.
 */
final class Inherents {
    private Inherents() {}

    /** The chain's finality after a body's inherents, or why they are refused. */
    sealed interface Outcome {
        record Accepted(Height finalHeight, BlockId finalBlock) implements Outcome {}

        record Refused(Verdict.Rejected verdict) implements Outcome {}
    }

    /** Judges the kernel's own kinds; those of the collection's contracts are judged when the block is executed. */
    static Outcome check(List<Inherent> inherents, BlockNode parent, ChainRules rules) {
        int countMax = rules.specification().limits().inherents();
        if (inherents.size() > countMax) {
            return refused("the body has " + inherents.size() + " inherents, more than " + countMax);
        }
        Height finalHeight = parent.chainFinalHeight();
        BlockId finalBlock = parent.chainFinal();
        for (Inherent inherent : inherents) {
            if (rules.collection().inherent(inherent.kind()).isPresent()) {
                continue;
            }
            if (!inherent.kind().equals(Inherent.FINALITY)) {
                return refused("inherents of kind " + inherent.kind() + " are unknown on this chain");
            }
            Certificate certificate;
            try {
                certificate = Certificate.CODEC.decode(inherent.payload());
            } catch (CodecException malformed) {
                return refused("a finality certificate is not canonical: " + malformed.getMessage());
            }
            if (certificate.height().compareTo(finalHeight) <= 0) {
                return refused("a finality certificate for height " + certificate.height() + " adds nothing to "
                        + finalHeight);
            }
            Optional<String> wrong = whyNotCertified(certificate, parent);
            if (wrong.isPresent()) {
                return refused(wrong.get());
            }
            finalHeight = certificate.height();
            finalBlock = certificate.block();
        }
        return new Outcome.Accepted(finalHeight, finalBlock);
    }

    /** Whether a block could carry it at all and a contract takes such: the kernel's own kinds come from the kernel alone. */
    static Optional<Verdict.Rejected> checkOffered(Inherent inherent, ChainRules rules) {
        if (rules.collection().inherent(inherent.kind()).isEmpty()) {
            return Optional.of(BlockRule.BODY_INHERENT.because("no contract of this chain takes inherents of kind "
                    + inherent.kind() + "; offer one of the kinds in its collection"));
        }
        long size = new Body(List.of(inherent), List.of()).encodedSize();
        long bytesMax = rules.specification().limits().blockBytes();
        return size <= bytesMax
                ? Optional.empty()
                : Optional.of(BlockRule.BODY_INHERENT.because("an inherent of kind " + inherent.kind() + " takes "
                        + size + " bytes of a body, which may have " + bytesMax + " here"));
    }

    private static Optional<String> whyNotCertified(Certificate certificate, BlockNode parent) {
        Optional<BlockNode> target = parent.ancestor(certificate.height());
        if (target.isEmpty() || !target.get().id().equals(certificate.block())) {
            return Optional.of("a finality certificate names block " + certificate.block() + " at height "
                    + certificate.height() + ", which is no ancestor");
        }
        return target.get().parent().orElseThrow().consensus().checkCertificate(certificate)
                        instanceof Verdict.Rejected rejected
                ? Optional.of("a finality certificate is not valid: " + rejected)
                : Optional.empty();
    }

    /** The certificate worth carrying in a child of {@code parent}: that of its highest ancestor that has one the chain does not know. */
    static List<Inherent> propose(BlockNode parent) {
        BlockNode node = parent;
        while (node.height().compareTo(parent.chainFinalHeight()) > 0) {
            List<Bytes> certificates = node.witness().payloads(WitnessEntry.CERTIFICATE);
            if (!certificates.isEmpty()) {
                return List.of(new Inherent(Inherent.FINALITY, certificates.getFirst()));
            }
            node = node.parent().orElseThrow();
        }
        return List.of();
    }

    private static Outcome refused(String reason) {
        return new Outcome.Refused(BlockRule.BODY_INHERENT.because(reason));
    }
}
