package org.banyan.core.chain;

import java.util.Optional;
import java.util.function.Function;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.Judgement;
import org.banyan.contract.Offences;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;

/**
 * Judges reports for one block: whether the accused served on this branch, whether the offence still counts at the block's time, and by the consensus whether
 * it is one. Rules EVID-2 to EVID-5 of {@code docs/spi/evidence.md}; cheap reasons first. The same on every node that has the ids of the branch's blocks.
 *
 * @param time of the block
 * @param ancestors ids of the block's ancestors by height
 */
record BranchOffences(
        Consensus consensus, HashFunction hash, Timestamp time, Function<Height, Optional<BlockId>> ancestors)
        implements Offences {
    /** The header that should show who served is none of this branch. */
    static final RuleId FOREIGN = new RuleId("EVID-2");

    /** The header does not commit to the set. */
    static final RuleId OTHER_SET = new RuleId("EVID-3");

    /** Too old, or of a time that is still to come. */
    static final RuleId UNTIMELY = new RuleId("EVID-4");

    /** The consensus finds no offence. */
    static final RuleId NO_OFFENCE = new RuleId("EVID-5");

    @Override
    public long windowMillis() {
        return consensus.evidenceMillis();
    }

    @Override
    public Judged judge(OffenceReport report) {
        Optional<Verdict.Rejected> defect = defect(report.served());
        if (defect.isPresent()) {
            return new Judged.Refused(defect.get());
        }
        return switch (consensus.judge(report.served(), report.evidence())) {
            case Judgement.Refused refused -> new Judged.Refused(because(refused.verdict()));
            case Judgement.Guilty guilty ->
                untimely("the offence", guilty.at())
                        .<Judged>map(Judged.Refused::new)
                        .orElseGet(() -> new Judged.Guilty(guilty.producer(), guilty.offence(), guilty.at()));
        };
    }

    private static Verdict.Rejected because(Verdict.Rejected verdict) {
        return verdict.rule().equals(Judgement.NO_JUDGE)
                ? verdict
                : new Verdict.Rejected(NO_OFFENCE, verdict.rule().text() + ": " + verdict.reason());
    }

    private Optional<Verdict.Rejected> defect(Checkpoint served) {
        Header header = served.header();
        Optional<Verdict.Rejected> old = untimely("the header that shows who served", header.time());
        if (old.isPresent()) {
            return old;
        }
        BlockId id = header.id(hash);
        if (!ancestors.apply(header.height()).equals(Optional.of(id))) {
            return refused(FOREIGN, "block " + id + " at height " + header.height() + " is no ancestor of this block");
        }
        Hash set = served.childSet().id(hash);
        return childSet(header).equals(Optional.of(set))
                ? Optional.empty()
                : refused(
                        OTHER_SET,
                        "the header at height " + header.height() + " does not commit to producer set " + set);
    }

    private static Optional<Hash> childSet(Header header) {
        try {
            return header.extension(ConsensusExtension.ID)
                    .map(ConsensusExtension.CODEC::decode)
                    .map(ConsensusExtension::producerSet);
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private Optional<Verdict.Rejected> untimely(String what, Timestamp at) {
        boolean counts = at.compareTo(time) <= 0 && time.millis() - at.millis() <= windowMillis();
        return counts
                ? Optional.empty()
                : refused(
                        UNTIMELY,
                        what + " is of " + at + " but at " + time + " only what is at most " + windowMillis()
                                + " ms old counts");
    }

    private static Optional<Verdict.Rejected> refused(RuleId rule, String reason) {
        return Optional.of(new Verdict.Rejected(rule, reason));
    }
}
