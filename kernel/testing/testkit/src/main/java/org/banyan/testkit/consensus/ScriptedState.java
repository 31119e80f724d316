package org.banyan.testkit.consensus;

import java.util.Optional;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
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
import org.banyan.types.crypto.CryptoSuite;

/** Whoever the header's data names may produce, at any later time. The state is the current set and the weight of all producers so far. */
public final class ScriptedState implements ConsensusState {
    /** The time is not later than the parent's. */
    public static final RuleId TIME = new RuleId("SCRIPT-1");

    /** The data is not canonical, or names nobody. */
    public static final RuleId DATA = new RuleId("SCRIPT-2");

    private final ChainId chain;
    private final CryptoSuite suite;
    private final Content content;
    private final Quorum quorum;
    private final QuorumWitness witnesses;

    ScriptedState(ChainId chain, CryptoSuite suite, ProducerSet producers, long branchWeight) {
        this(chain, suite, new Content(producers, branchWeight));
    }

    private ScriptedState(ChainId chain, CryptoSuite suite, Content content) {
        this.chain = chain;
        this.suite = suite;
        this.content = content;
        this.quorum = new Quorum(chain, content.producers, suite);
        this.witnesses = new QuorumWitness(quorum, quorum, Bytes.EMPTY, suite);
    }

    static ScriptedState decode(ChainId chain, CryptoSuite suite, Bytes encoded) {
        return new ScriptedState(chain, suite, Content.CODEC.decode(encoded));
    }

    /** Sum of the weights of the producers of all blocks up to here. */
    public long branchWeight() {
        return content.branchWeight;
    }

    public Quorum quorum() {
        return quorum;
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
        if (child.time().compareTo(child.parentTime()) <= 0) {
            return Verdict.rejected(
                    TIME, "time " + child.time() + " is not later than the parent's time " + child.parentTime());
        }
        return data(child.data()).isPresent()
                ? Verdict.ACCEPTED
                : Verdict.rejected(DATA, "the scripted data '" + child.data() + "' names no producer of the set");
    }

    @Override
    public ConsensusState next(ChildFacts child) {
        Verdict verdict = check(child);
        if (!verdict.isAccepted()) {
            throw new IllegalArgumentException("there is no state after a child that is not allowed: " + verdict);
        }
        ScriptedData data = required(child);
        long weight = Math.addExact(content.branchWeight, producerOf(child).weight());
        return new ScriptedState(chain, suite, data.nextSet().orElse(content.producers), weight);
    }

    @Override
    public Producer producerOf(ChildFacts child) {
        return content.producers.producers().get(required(child).position());
    }

    @Override
    public Verdict checkSeal(Header child, Witness witness) {
        return producerOf(child)
                .map(producer -> witnesses.checkSeal(child, producer, witness))
                .orElseGet(() -> noProducer(child));
    }

    @Override
    public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
        return producerOf(child)
                .map(producer -> witnesses.mayAdd(child, producer, known, entry))
                .orElseGet(() -> noProducer(child));
    }

    @Override
    public Verdict checkCertificate(Certificate certificate) {
        return quorum.check(certificate);
    }

    private Optional<Producer> producerOf(Header child) {
        return ScriptedConsensus.extension(child)
                .flatMap(extension -> data(extension.data()))
                .map(data -> content.producers.producers().get(data.position()));
    }

    private Optional<ScriptedData> data(Bytes encoded) {
        try {
            return Optional.of(ScriptedData.CODEC.decode(encoded))
                    .filter(data -> data.position() >= 0 && data.position() < content.producers.size());
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private ScriptedData required(ChildFacts child) {
        return data(child.data())
                .orElseThrow(() -> new IllegalArgumentException("the child is not allowed: " + check(child)));
    }

    private static Verdict noProducer(Header child) {
        return Verdict.rejected(DATA, "the header at height " + child.height() + " names no producer of the set");
    }

    private record Content(ProducerSet producers, long branchWeight) {
        private static final Codec<Content> CODEC = new ContentCodec();
    }

    private static final class ContentCodec implements Codec<Content> {
        @Override
        public void write(Content value, CanonicalWriter out) {
            out.message(1, value.producers, ProducerSet.CODEC);
            out.uint64(2, value.branchWeight);
        }

        @Override
        public Content read(CanonicalReader in) {
            return new Content(in.message(1, ProducerSet.CODEC), in.uint64(2));
        }
    }
}
