package org.banyan.consensus.bft;

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
 * Who may produce and certify after one block. Rules BFT-1 to BFT-8.
 *
 * <p>A child carries the certificate of its parent, so every block but the newest is final on every branch, and forks are never deeper than one block. The set
 * changes for the children of the block that carries an approved change; that block itself is certified by the old set. Immutable and thread-safe.
 */
final class BftState implements ConsensusState {
    /** Kind of a witness entry: a {@link Certificate} of "prepare" votes. */
    static final String LOCK = "lock";

    /** Locks beside one block. Each takes a view in which a quorum prepared and none committed. */
    static final int LOCKS_MAX = 512;

    private final BftChain chain;
    private final StateContent content;
    private final Bytes encoded;
    private final Quorum quorum;
    private final CertificateRule commits;
    private final QuorumWitness witnesses;

    BftState(BftChain chain, StateContent content) {
        this.chain = chain;
        this.content = content;
        this.encoded = StateContent.CODEC.encode(content);
        this.quorum = chain.quorum(content.producers());
        this.commits = BftChain.commits(quorum);
        this.witnesses = new QuorumWitness(quorum, commits, Bytes.EMPTY, chain.suite());
    }

    static BftState genesis(BftChain chain, ProducerSet producers) {
        return new BftState(chain, new StateContent(producers, Height.GENESIS));
    }

    /** Height of the block that brought the set in. */
    Height since() {
        return content.since();
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
        if (!child.finalBlock().equals(child.parent())) {
            return Verdict.rejected(
                    BftRules.PARENT_NOT_FINAL,
                    "the parent " + child.parent() + " of the block at height " + child.height()
                            + " is not certified by what the block carries; the chain knows final block "
                            + child.finalBlock() + " at height " + child.finalHeight());
        }
        long sinceParent = child.time().millis() - child.parentTime().millis();
        if (sinceParent < chain.slotMillis()) {
            return Verdict.rejected(
                    BftRules.TOO_SOON,
                    "the block at height " + child.height() + " comes " + sinceParent
                            + " ms after its parent, sooner than a slot of " + chain.slotMillis() + " ms");
        }
        Optional<HeaderData> data = HeaderData.read(child.data());
        if (data.isEmpty()) {
            return Verdict.rejected(BftRules.DATA, "the bft data at height " + child.height() + " is not canonical");
        }
        return data.get()
                .setChange()
                .map(change -> checkChange(child.height(), change))
                .orElse(Verdict.ACCEPTED);
    }

    /** Whether a child at {@code height} may carry {@code change}. */
    Verdict checkChange(Height height, SetChange change) {
        if (!change.current().equals(quorum.producersId()) || !change.since().equals(content.since())) {
            return Verdict.rejected(
                    BftRules.CHANGE_MISPLACED,
                    "the change replaces set " + change.current() + " of height " + change.since() + " but set "
                            + quorum.producersId() + " of height " + content.since() + " is in force");
        }
        if (height.compareTo(change.validUntil()) > 0) {
            return Verdict.rejected(
                    BftRules.CHANGE_MISPLACED,
                    "the change is valid until height " + change.validUntil() + " but stands at height " + height);
        }
        Optional<String> defect = change.next().equals(content.producers())
                ? Optional.of("it is the current one")
                : EqualProducers.defect(change.next(), chain.suite());
        return defect.map(what -> Verdict.rejected(BftRules.NEXT_SET, "the next producer set cannot be: " + what))
                .or(() -> new Approvals(chain.id(), chain.suite(), content.producers())
                        .defect(change)
                        .map(why -> Verdict.rejected(
                                BftRules.APPROVALS, "the change of the producer set is not approved: " + why)))
                .orElse(Verdict.ACCEPTED);
    }

    @Override
    public ConsensusState next(ChildFacts child) {
        Verdict verdict = check(child);
        if (!verdict.isAccepted()) {
            throw new IllegalArgumentException("there is no state after a child that is not allowed: " + verdict);
        }
        return HeaderData.CODEC
                .decode(child.data())
                .setChange()
                .<ConsensusState>map(change -> new BftState(chain, new StateContent(change.next(), child.height())))
                .orElse(this);
    }

    @Override
    public Producer producerOf(ChildFacts child) {
        return leader(child.height(), HeaderData.CODEC.decode(child.data()).view());
    }

    @Override
    public Verdict checkSeal(Header child, Witness witness) {
        return leaderOf(child)
                .map(leader -> witnesses.checkSeal(child, leader, witness))
                .orElseGet(() -> unreadable(child));
    }

    @Override
    public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
        return switch (entry.kind()) {
            case LOCK -> mayAddLock(child, known, entry.payload());
            // Votes travel between agents and stand beside a block only as certificates.
            case WitnessEntry.VOTE ->
                Verdict.rejected(
                        QuorumWitness.UNKNOWN_KIND,
                        "a witness entry of kind '" + entry.kind() + "' has no meaning here");
            default ->
                leaderOf(child)
                        .map(leader -> witnesses.mayAdd(child, leader, known, entry))
                        .orElseGet(() -> unreadable(child));
        };
    }

    private Verdict mayAddLock(Header child, Witness known, Bytes payload) {
        Certificate certificate;
        try {
            certificate = Certificate.CODEC.decode(payload);
        } catch (CodecException malformed) {
            return Verdict.rejected(
                    QuorumWitness.MALFORMED,
                    "the lock beside the block at height " + child.height() + " is not canonical");
        }
        if (!certificate.height().equals(child.height())
                || !certificate.block().equals(child.id(chain.suite().hash()))) {
            return Verdict.rejected(
                    QuorumWitness.OTHER_BLOCK,
                    "the lock names block " + certificate.block() + " at height " + certificate.height()
                            + " but stands beside another one at height " + child.height());
        }
        var locks = known.payloads(LOCK);
        boolean newer = locks.stream()
                .map(Certificate.CODEC::decode)
                .allMatch(earlier -> viewOf(earlier) < viewOf(certificate));
        return newer && locks.size() < LOCKS_MAX
                ? BftChain.checkLock(quorum, certificate)
                : Verdict.rejected(
                        QuorumWitness.ADDS_NOTHING,
                        "a lock as new stands beside the block at height " + child.height() + " already");
    }

    private static long viewOf(Certificate certificate) {
        return Statement.read(certificate.data()).map(Statement::view).orElse(-1L);
    }

    @Override
    public Verdict checkCertificate(Certificate certificate) {
        return commits.check(certificate);
    }

    /** Empty when the header's data are unreadable: seals are looked at before the data are judged. */
    private Optional<Producer> leaderOf(Header child) {
        return HeaderData.of(child).map(data -> leader(child.height(), data.view()));
    }

    private static Verdict unreadable(Header child) {
        return Verdict.rejected(BftRules.DATA, "the bft data at height " + child.height() + " is not canonical");
    }

    private Producer leader(Height height, long view) {
        return content.producers().producers().get(BftChain.leader(height, view, content.producers()));
    }
}
