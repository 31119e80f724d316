package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.core.execution.ChainRules;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Verdict;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.Tag;
import org.banyan.types.specification.ExtensionRule;

/** Rules of headers: from the header, its parent and the parent's consensus state alone. */
final class HeaderRules {
    private final ChainRules rules;

    HeaderRules(ChainRules rules) {
        this.rules = rules;
    }

    /** Everything about a header that needs no body. */
    Optional<Verdict.Rejected> check(Header header, BlockNode parent) {
        if (header.version() != Header.VERSION) {
            return Optional.of(BlockRule.HEADER_VERSION.because("header version " + header.version() + " is unknown"));
        }
        if (!header.chainId().equals(rules.chainId())) {
            return Optional.of(BlockRule.HEADER_CHAIN.because("the block is of chain " + header.chainId()));
        }
        if (!header.height().equals(parent.height().next())) {
            return Optional.of(BlockRule.HEADER_HEIGHT.because(
                    "height " + header.height() + " does not follow the parent's " + parent.height()));
        }
        if (header.time().compareTo(parent.header().time()) <= 0) {
            return Optional.of(BlockRule.HEADER_TIME.because("time " + header.time() + " is not after the parent's "
                    + parent.header().time()));
        }
        int size = Header.CODEC.encode(header).size();
        if (size > rules.specification().limits().headerBytes()) {
            return Optional.of(BlockRule.HEADER_SIZE.because("the header has " + size + " bytes"));
        }
        if (!header.historyRoot().equals(parent.history().root(rules.suite().hash()))) {
            return Optional.of(BlockRule.HEADER_HISTORY.because("the history root is not that of the parent's branch"));
        }
        return checkExtensions(header);
    }

    private Optional<Verdict.Rejected> checkExtensions(Header header) {
        List<String> allowed = new ArrayList<>();
        rules.collection().extensions().stream().map(ExtensionRule::id).forEach(allowed::add);
        for (HeaderExtension extension : header.extensions()) {
            if (!extension.id().equals(ConsensusExtension.ID) && !allowed.contains(extension.id())) {
                return Optional.of(BlockRule.HEADER_EXTENSION.because(
                        "extension " + extension.id() + " is not in the chain's collection"));
            }
        }
        return Optional.empty();
    }

    /** The header's consensus part, or why it has none. */
    Optional<ConsensusExtension> consensusPart(Header header) {
        try {
            return header.extension(ConsensusExtension.ID).map(ConsensusExtension.CODEC::decode);
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    /** The consensus plug-in's verdict and what the header commits to. */
    Optional<Verdict.Rejected> checkConsensus(ConsensusExtension part, ChildFacts facts, ConsensusState parent) {
        if (parent.check(facts) instanceof Verdict.Rejected rejected) {
            return Optional.of(rejected);
        }
        ConsensusExtension expected = consensusPart(parent.next(facts), facts.data());
        return expected.equals(part)
                ? Optional.empty()
                : Optional.of(BlockRule.HEADER_CONSENSUS.because("the header commits to consensus state "
                        + part.stateHash() + " and producer set " + part.producerSet() + " but the rules lead to "
                        + expected.stateHash() + " and " + expected.producerSet()));
    }

    ConsensusExtension consensusPart(ConsensusState after, Bytes data) {
        Hash state = rules.suite().hash().hash(Tag.CONSENSUS_STATE, after.encoded());
        return new ConsensusExtension(state, after.producers().id(rules.suite().hash()), data);
    }
}
