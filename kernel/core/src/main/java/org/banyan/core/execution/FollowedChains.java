package org.banyan.core.execution;

import java.util.List;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.LightClient;
import org.banyan.contract.OtherChains;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.ProofVerifier;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.ParentChain;

/** The light clients and the verifier as contracts reach them. Rules CROSS-1 to CROSS-3 of {@code docs/spi/crosschain.md}. */
final class FollowedChains implements OtherChains {
    /** The collection lists no light client of that kind. */
    static final RuleId UNKNOWN_LIGHT_CLIENT = new RuleId("CROSS-1");

    /** The checkpoint's header does not commit to its producer set. */
    static final RuleId CHECKPOINT = new RuleId("CROSS-2");

    /** The certified header does not stand on the header followed before: another branch, or a wrong link to it. */
    static final RuleId CONFLICT = new RuleId("CROSS-3");

    /** Hashes of a header, a set and a certificate's message beside those of the link. */
    private static final int HASHES_OF_A_STEP = 6;

    private final ChainRules rules;
    private final CostMeter meter;
    private final CostTable costs;

    FollowedChains(ChainRules rules, CostMeter meter) {
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
        meter.charge(HASHES_OF_A_STEP + next.link().size(), costs.hash());
        meter.charge(bytes(latest) + CertifiedHeader.CODEC.encode(next).size(), costs.transactionByte());
        meter.charge(next.certificate().votes().size(), costs.signature());
        return rules.lightClient(lightClient)
                .map(client -> follow(client.lightClient(rules.suite(), latest), next))
                .orElseGet(() -> new Followed.Refused(unknown(lightClient)));
    }

    private Followed follow(LightClient client, CertifiedHeader next) {
        LightClient.Step step = client.follow(next.header(), next.certificate(), next.nextSet());
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
