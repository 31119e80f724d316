package org.banyan.consensus.authority;

import java.util.Optional;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.quorum.Approvals;
import org.banyan.consensus.quorum.CertificateRule;
import org.banyan.consensus.quorum.EqualProducers;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;

/**
 * Who may produce and certify after one block. Rules AUTH-1 to AUTH-9.
 *
 * <p>The set changes for the children of the block that carries an approved {@link SetChange}. That block is the last one that the old set certifies; no
 * later block can be certified before its certificate is in the chain. So a certificate of the new set always stands on one of the old set, two
 * certificates that conflict always come down to two of one set, and a light client that knows one set can follow to the next. Immutable and thread-safe.
 */
final class AuthorityState implements ConsensusState {
    private final AuthorityChain chain;
    private final StateContent content;
    private final Bytes encoded;
    private final Quorum quorum;
    private final CertificateRule certificates;
    private final QuorumWitness witnesses;

    AuthorityState(AuthorityChain chain, StateContent content) {
        this(chain, content, chain.quorum(content.producers()));
    }

    private AuthorityState(AuthorityChain chain, StateContent content, Quorum quorum) {
        this.chain = chain;
        this.content = content;
        this.encoded = StateContent.CODEC.encode(content);
        this.quorum = quorum;
        this.certificates = AuthorityChain.certificates(quorum);
        this.witnesses = new QuorumWitness(quorum, certificates, Bytes.EMPTY, chain.suite());
    }

    static AuthorityState genesis(AuthorityChain chain, ProducerSet producers) {
        return new AuthorityState(chain, new StateContent(producers, Height.GENESIS, true));
    }

    /** Height of the block that brought the set in. */
    Height since() {
        return content.since();
    }

    /** Whether that block is final as of this one, so that children can be certified. */
    boolean isSettled() {
        return content.settled();
    }

    Quorum quorum() {
        return quorum;
    }

    @Override
    public Bytes encoded() {
        return encoded;
    }

    @Override
    public ProducerSet producers() {
        return content.producers();
    }

    @Override
    public Verdict check(ChildFacts child) {
        Slots slots = chain.slots();
        if (!slots.isStart(child.time())) {
            return Verdict.rejected(
                    AuthorityRules.SLOT_START,
                    "time " + child.time() + " is not the start of a slot of " + slots.slotMillis() + " ms since "
                            + slots.genesis());
        }
        if (child.time().compareTo(child.parentTime()) <= 0) {
            return Verdict.rejected(
                    AuthorityRules.SLOT_ORDER,
                    "slot " + slots.at(child.time()) + " is not later than the parent's slot "
                            + slots.at(child.parentTime()));
        }
        Optional<HeaderData> data = data(child.data());
        if (data.isEmpty()) {
            return Verdict.rejected(
                    AuthorityRules.DATA, "the authority data at height " + child.height() + " is not canonical");
        }
        return data.get()
                .setChange()
                .map(change -> checkChange(child.height(), change))
                .orElse(Verdict.ACCEPTED);
    }

    /** Whether a child at {@code height} may carry {@code change}. */
    Verdict checkChange(Height height, SetChange change) {
        if (!content.settled()) {
            return Verdict.rejected(
                    AuthorityRules.UNSETTLED,
                    "the producers changed at height " + content.since()
                            + ", which is not final yet; change them again when it is");
        }
        if (!change.current().equals(quorum.producersId()) || !change.since().equals(content.since())) {
            return Verdict.rejected(
                    AuthorityRules.CHANGE_MISPLACED,
                    "the change replaces set " + change.current() + " of height " + change.since() + " but set "
                            + quorum.producersId() + " of height " + content.since() + " is in force");
        }
        if (height.compareTo(change.validUntil()) > 0) {
            return Verdict.rejected(
                    AuthorityRules.CHANGE_MISPLACED,
                    "the change is valid until height " + change.validUntil() + " but stands at height " + height);
        }
        Optional<String> defect = change.next().equals(content.producers())
                ? Optional.of("it is the current one")
                : EqualProducers.defect(change.next(), chain.suite());
        return defect.map(what -> Verdict.rejected(AuthorityRules.NEXT_SET, "the next producer set cannot be: " + what))
                .or(() -> new Approvals(chain.id(), chain.suite(), content.producers())
                        .defect(change)
                        .map(why -> Verdict.rejected(
                                AuthorityRules.APPROVALS, "the change of the producer set is not approved: " + why)))
                .orElse(Verdict.ACCEPTED);
    }

    @Override
    public ConsensusState next(ChildFacts child) {
        Verdict verdict = check(child);
        if (!verdict.isAccepted()) {
            throw new IllegalArgumentException("there is no state after a child that is not allowed: " + verdict);
        }
        Optional<SetChange> change = data(child.data()).flatMap(HeaderData::setChange);
        if (change.isPresent()) {
            return new AuthorityState(chain, new StateContent(change.get().next(), child.height(), false));
        }
        boolean settled = content.settled() || child.finalHeight().compareTo(content.since()) >= 0;
        return settled == content.settled()
                ? this
                : new AuthorityState(chain, new StateContent(content.producers(), content.since(), true), quorum);
    }

    @Override
    public Producer producerOf(ChildFacts child) {
        return producerAt(chain.slots().at(child.time()));
    }

    @Override
    public Verdict checkSeal(Header child, Witness witness) {
        return witnesses.checkSeal(child, producerAt(chain.slots().at(child.time())), witness);
    }

    @Override
    public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
        return content.settled() || entry.kind().equals(WitnessEntry.SIGNATURE)
                ? witnesses.mayAdd(child, producerAt(chain.slots().at(child.time())), known, entry)
                : notCertifiable(child.height());
    }

    @Override
    public Verdict checkCertificate(Certificate certificate) {
        return content.settled() ? certificates.check(certificate) : notCertifiable(certificate.height());
    }

    private Producer producerAt(long slot) {
        return content.producers().producers().get(Slots.producer(slot, content.producers()));
    }

    private Verdict notCertifiable(Height height) {
        return Verdict.rejected(
                AuthorityRules.NOT_CERTIFIABLE,
                "the block at height " + height + " cannot be certified: the producers changed at height "
                        + content.since() + " and that block's certificate is not in the chain before this one");
    }

    private static Optional<HeaderData> data(Bytes encoded) {
        try {
            return Optional.of(encoded.isEmpty() ? HeaderData.NONE : HeaderData.CODEC.decode(encoded));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }
}
