package org.banyan.consensus.finality;

import java.util.Optional;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
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

/** The set of the children, in turns by slots. A block's data, when there is any, is the set of its children. */
final class TurnsState implements VotingState {
    private static final RuleId SLOT = new RuleId("TURNS-1");
    private static final RuleId CHANGE = new RuleId("TURNS-2");

    private final ChainParameters chain;
    private final Content content;
    private final Electorate electorate;

    TurnsState(ChainParameters chain, Content content) {
        this.chain = chain;
        this.content = content;
        this.electorate =
                new Electorate(chain.chainId(), content.producers, content.term, content.settled, chain.suite());
    }

    static TurnsState genesis(ChainParameters chain, ProducerSet first) {
        return new TurnsState(chain, new Content(first, 0, Height.GENESIS, true));
    }

    @Override
    public Electorate electorate() {
        return electorate;
    }

    @Override
    public Bytes encoded() {
        return Content.CODEC.encode(content);
    }

    @Override
    public ProducerSet producers() {
        return content.producers;
    }

    @Override
    public Verdict check(ChildFacts child) {
        long slot = TurnsConsensus.slot(chain, child.time());
        if (!child.time().equals(TurnsConsensus.start(chain, slot))
                || child.time().compareTo(child.parentTime()) <= 0) {
            return Verdict.rejected(SLOT, "time " + child.time() + " is not the start of a later slot");
        }
        return child.data().isEmpty() || content.settled && change(child.data()).isPresent()
                ? Verdict.ACCEPTED
                : Verdict.rejected(CHANGE, "the block at height " + child.height() + " cannot bring in this set");
    }

    @Override
    public ConsensusState next(ChildFacts child) {
        Verdict verdict = check(child);
        if (!verdict.isAccepted()) {
            throw new IllegalArgumentException("there is no state after a child that is not allowed: " + verdict);
        }
        if (!child.data().isEmpty()) {
            return new TurnsState(
                    chain, new Content(change(child.data()).orElseThrow(), content.term + 1, child.height(), false));
        }
        boolean settled = content.settled || child.finalHeight().compareTo(content.since) >= 0;
        return settled == content.settled
                ? this
                : new TurnsState(chain, new Content(content.producers, content.term, content.since, true));
    }

    private static Optional<ProducerSet> change(Bytes data) {
        try {
            return Optional.of(ProducerSet.CODEC.decode(data));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public Producer producerOf(ChildFacts child) {
        return producerAt(child.time().millis());
    }

    private Producer producerAt(long millis) {
        long slot = Math.floorDiv(millis - chain.genesisTime().millis(), chain.slotMillis());
        return content.producers.producers().get((int) Math.floorMod(slot, (long) content.producers.size()));
    }

    @Override
    public Verdict checkSeal(Header child, Witness witness) {
        return electorate.checkSeal(child, producerAt(child.time().millis()), witness);
    }

    @Override
    public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
        return electorate.mayAdd(child, producerAt(child.time().millis()), known, entry);
    }

    @Override
    public Verdict checkCertificate(Certificate certificate) {
        return electorate.check(certificate);
    }

    record Content(ProducerSet producers, long term, Height since, boolean settled) {
        static final Codec<Content> CODEC = new ContentCodec();
    }

    private static final class ContentCodec implements Codec<Content> {
        @Override
        public void write(Content value, CanonicalWriter out) {
            out.message(1, value.producers, ProducerSet.CODEC);
            out.uint64(2, value.term);
            out.uint64(3, value.since.value());
            out.bool(4, value.settled);
        }

        @Override
        public Content read(CanonicalReader in) {
            return new Content(in.message(1, ProducerSet.CODEC), in.uint64(2), new Height(in.uint64(3)), in.bool(4));
        }
    }
}
