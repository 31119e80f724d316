package org.banyan.core.execution;

import java.util.List;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.TimedLightClient;
import org.banyan.contract.OtherChains;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.ProofVerifier;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.ParentChain;

/**
 * The light clients and the verifier as contracts reach them, at the time of the present block and no other. Rules CROSS-1 to CROSS-3, CROSS-7 and CROSS-8 of
 * {@code docs/spi/crosschain.md}.
 */
final class FollowedChains implements OtherChains {
    /** The collection lists no light client of that kind. */
    static final RuleId UNKNOWN_LIGHT_CLIENT = new RuleId("CROSS-1");

    /** The checkpoint's header does not commit to its producer set. */
    static final RuleId CHECKPOINT = new RuleId("CROSS-2");

    /** The certified header does not stand on the header followed before: another branch, or a wrong link to it. */
    static final RuleId CONFLICT = new RuleId("CROSS-3");

    /** What is said to be a second certified history is none. */
    static final RuleId NO_SECOND_HISTORY = new RuleId("CROSS-7");

    /** A light client cannot start anew from it: no certified header, or one that leans on something. */
    static final RuleId NO_CHECKPOINT = new RuleId("CROSS-8");

    /**
     * How far a header's time may be ahead of the block that brings it in: honest chains differ by a slot and the error of their clocks, and one that is far ahead
     * would be trusted longer than its producers are bound.
     */
    static final long FUTURE_MILLIS_MAX = 600_000;

    /** Hashes of a header, a set and a certificate's message beside those of the link. */
    private static final int HASHES_OF_A_STEP = 6;

    private final ChainRules rules;
    private final CostMeter meter;
    private final CostTable costs;
    private final Timestamp now;

    FollowedChains(ChainRules rules, CostMeter meter, Timestamp now) {
        this.now = now;
        this.rules = rules;
        this.meter = meter;
        this.costs = rules.specification().fees().costs();
    }

    @Override
    public List<ParentChain> parents() {
        return rules.specification().parents();
    }

    @Override
    public int childrenMax() {
        return rules.specification().indexing().childrenMax();
    }

    @Override
    public BlockId idOf(Header header) {
        meter.charge(costs.hash());
        return header.id(rules.suite().hash());
    }

    @Override
    public Hash idOf(ProducerSet producers) {
        meter.charge(costs.hash());
        return producers.id(rules.suite().hash());
    }

    @Override
    public Verdict mayFollow(String lightClient, Checkpoint from) {
        meter.charge(HASHES_OF_A_STEP, costs.hash());
        meter.charge(bytes(from), costs.transactionByte());
        return rules.lightClient(lightClient)
                .map(client -> consistent(client, from))
                .orElseGet(() -> unknown(lightClient));
    }

    /** What is hashed of a checkpoint grows with its header and its set. */
    private static long bytes(Checkpoint checkpoint) {
        return Checkpoint.CODEC.encode(checkpoint).size();
    }

    private Verdict consistent(ConsensusFactory client, Checkpoint from) {
        Header header = from.header();
        if (TimedLightClient.isAhead(header, now, FUTURE_MILLIS_MAX)) {
            return Verdict.rejected(
                    TimedLightClient.FROM_THE_FUTURE,
                    "the header at height " + header.height() + " is of " + header.time() + " but this block is of "
                            + now);
        }
        try {
            client.lightClient(rules.suite(), from);
            return Verdict.ACCEPTED;
        } catch (IllegalArgumentException inconsistent) {
            return Verdict.rejected(CHECKPOINT, String.valueOf(inconsistent.getMessage()));
        }
    }

    private static Verdict.Rejected unknown(String lightClient) {
        return new Verdict.Rejected(
                UNKNOWN_LIGHT_CLIENT,
                "this chain's collection lists no light client of consensus '" + lightClient + "'");
    }

    @Override
    public Followed follow(String lightClient, Checkpoint latest, CertifiedHeader next) {
        charge(next);
        meter.charge(bytes(latest), costs.transactionByte());
        return rules.lightClient(lightClient)
                .map(client -> follow(timed(client, latest), next))
                .orElseGet(() -> new Followed.Refused(unknown(lightClient)));
    }

    private TimedLightClient timed(ConsensusFactory client, Checkpoint latest) {
        return new TimedLightClient(
                client.lightClient(rules.suite(), latest), TimedLightClient.TRUST_MILLIS, FUTURE_MILLIS_MAX);
    }

    private Followed follow(TimedLightClient client, CertifiedHeader next) {
        TimedLightClient.Step step = client.follow(now, next.header(), next.certificate(), next.nextSet());
        if (step.verdict() instanceof Verdict.Rejected rejected) {
            return new Followed.Refused(rejected);
        }
        Header before = client.latest().header();
        if (!next.extendsHeader(before, rules.suite().hash())) {
            return new Followed.Refused(new Verdict.Rejected(
                    CONFLICT,
                    "the certified header at height " + next.header().height()
                            + " is not shown to stand on the header followed before, at height " + before.height()
                            + "; if no link does, the chain has two certified histories"));
        }
        return new Followed.Moved(step.next().latest());
    }

    @Override
    public Timestamp trustedUntil(Header latest) {
        return TimedLightClient.until(latest.time(), TimedLightClient.TRUST_MILLIS);
    }

    @Override
    public Followed restart(String lightClient, CertifiedHeader checkpoint) {
        charge(checkpoint);
        return rules.lightClient(lightClient)
                .map(client -> restart(client, checkpoint))
                .orElseGet(() -> new Followed.Refused(unknown(lightClient)));
    }

    private Followed restart(ConsensusFactory client, CertifiedHeader checkpoint) {
        if (checkpoint.nextSet().isEmpty() || !checkpoint.link().isEmpty()) {
            return new Followed.Refused(new Verdict.Rejected(
                    NO_CHECKPOINT, "a checkpoint brings its producer set and no link to a header before it"));
        }
        Header header = checkpoint.header();
        Checkpoint latest = new Checkpoint(header, checkpoint.nextSet().get());
        if (consistent(client, latest) instanceof Verdict.Rejected rejected) {
            return new Followed.Refused(rejected);
        }
        if (!isOf(checkpoint.certificate(), header)) {
            return new Followed.Refused(new Verdict.Rejected(
                    NO_CHECKPOINT,
                    "the certificate is for another block than the header at height " + header.height()));
        }
        if (client.lightClient(rules.suite(), latest).certifies(checkpoint.certificate())
                instanceof Verdict.Rejected rejected) {
            return new Followed.Refused(rejected);
        }
        return timed(client, latest).check(now) instanceof Verdict.Rejected expired
                ? new Followed.Refused(expired)
                : new Followed.Moved(latest);
    }

    private boolean isOf(Certificate certificate, Header header) {
        return certificate.height().equals(header.height())
                && certificate.block().equals(header.id(rules.suite().hash()));
    }

    @Override
    public Verdict contradicts(
            String lightClient,
            Checkpoint judge,
            CertifiedHeader other,
            Height height,
            BlockId followed,
            BlockId ancestor) {
        charge(other);
        meter.charge(bytes(judge), costs.transactionByte());
        if (ancestor.equals(followed)) {
            return Verdict.rejected(
                    NO_SECOND_HISTORY, "both histories have block " + followed + " at height " + height);
        }
        if (!isOf(other.certificate(), other.header()) || !leadsTo(other, height, ancestor)) {
            return Verdict.rejected(
                    NO_SECOND_HISTORY,
                    "the certified header at height " + other.header().height() + " is not shown to stand on block "
                            + ancestor + " at height " + height);
        }
        return rules.lightClient(lightClient)
                .map(client -> client.lightClient(rules.suite(), judge).certifies(other.certificate()))
                .orElseGet(() -> unknown(lightClient));
    }

    private boolean leadsTo(CertifiedHeader other, Height height, BlockId ancestor) {
        HashFunction hash = rules.suite().hash();
        Header header = other.header();
        if (header.height().equals(height)) {
            return other.link().isEmpty() && header.id(hash).equals(ancestor);
        }
        return other.extendsBlock(height, ancestor, hash);
    }

    private void charge(CertifiedHeader header) {
        meter.charge(HASHES_OF_A_STEP + header.link().size(), costs.hash());
        meter.charge(CertifiedHeader.CODEC.encode(header).size(), costs.transactionByte());
        meter.charge(header.certificate().votes().size(), costs.signature());
    }

    @Override
    public ProofResult prove(Proof proof, ChainId chain, BlockId trusted) {
        proof.steps().forEach(this::charge);
        return new ProofVerifier(rules.suite().hash(), chain).verify(proof, trusted);
    }

    private void charge(ProofStep step) {
        switch (step) {
            case ProofStep.TransactionInBlock list -> chargeList(list.step());
            case ProofStep.ReceiptInBlock list -> chargeList(list.step());
            case ProofStep.BlockInHistory list -> chargeList(list.step());
            case ProofStep.BlockInIndex list -> chargeList(list.step());
            case ProofStep.KeyInState key -> {
                long bytes = key.step().key().size()
                        + key.step().value().map(value -> (long) value.size()).orElse(0L);
                charge(key.step().proof().siblings().size() + 4L, bytes);
            }
            case ProofStep.HeaderOfBlock header -> charge(1, header.header().size());
            case ProofStep.HeaderInParent parent -> charge(0, 0);
        }
    }

    private void chargeList(ListStep step) {
        charge(step.proof().siblings().size() + 2L, step.leaf().size());
    }

    private void charge(long hashes, long bytes) {
        meter.charge(hashes, costs.hash());
        meter.charge(bytes, costs.transactionByte());
    }
}
