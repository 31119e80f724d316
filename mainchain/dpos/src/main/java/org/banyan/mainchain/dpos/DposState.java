package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.finality.VotingState;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/**
 * Who may build and certify after one block.
 *
 * <p>Who was elected certifies from the children of the block with the election on, but not before that block's certificate, by the old delegates, is in the
 * chain; and builds from the first round after that. So two certificates that conflict always come down to two of one set, and a light client that knows one
 * set can follow to the next. Immutable and thread-safe.
 */
final class DposState implements VotingState {
    private final DposChain chain;
    private final Content content;
    private final Bytes encoded;
    private final Electorate electorate;

    /** The rules of the round that was asked for last; whichever thread writes it, it is right. */
    private Optional<InRound> latest = Optional.empty();

    DposState(DposChain chain, Content content) {
        this(
                chain,
                content,
                new Electorate(chain.id(), certifiers(content), content.reign(), isSettled(content), chain.suite()));
    }

    private DposState(DposChain chain, Content content, Electorate electorate) {
        this.chain = chain;
        this.content = content;
        this.encoded = Content.CODEC.encode(content);
        this.electorate = electorate;
    }

    static DposState genesis(DposChain chain) {
        ProducerSet set = chain.parameters().delegates();
        List<Delegate> delegates = new ArrayList<>();
        for (Producer producer : set.producers()) {
            delegates.add(Delegate.newcomer(chain.values().first(Term.FIRST.number(), producer.address())));
        }
        return new DposState(
                chain,
                new Content(
                        Height.GENESIS,
                        Term.FIRST,
                        set,
                        Term.FIRST.firstRound(),
                        0,
                        0,
                        new Hash(0, 0, 0, 0),
                        Order.byAddress(set.size()),
                        delegates,
                        List.of(),
                        Optional.empty(),
                        0));
    }

    Content content() {
        return content;
    }

    @Override
    public Electorate electorate() {
        return electorate;
    }

    /** The rules for a child of {@code slot}. */
    HeaderRules at(long slot) {
        Optional<InRound> known = latest;
        if (known.isEmpty()
                || slot < known.get().firstSlot()
                || slot > known.get().lastSlot()) {
            known = Optional.of(InRound.of(new HeaderRules(chain, new RoundChange(chain, content).at(slot))));
            latest = known;
        }
        return known.get().rules();
    }

    /** Signature values of the block's round by position, as far as values are revealed. */
    List<Hash> signatures() {
        return new RoundChange(chain, content).signatures();
    }

    @Override
    public Bytes encoded() {
        return encoded;
    }

    @Override
    public ProducerSet producers() {
        return certifiers(content);
    }

    @Override
    public Verdict check(ChildFacts child) {
        Verdict verdict = HeaderRules.checkTime(chain, child);
        return verdict.isAccepted() ? at(slot(child.time())).check(child) : verdict;
    }

    @Override
    public ConsensusState next(ChildFacts child) {
        Verdict verdict = check(child);
        if (!verdict.isAccepted()) {
            throw new IllegalArgumentException("there is no state after a child that is not allowed: " + verdict);
        }
        Content next = at(slot(child.time())).next(child);
        return next.reign() == content.reign() && isSettled(next) == isSettled(content)
                ? new DposState(chain, next, electorate)
                : new DposState(chain, next);
    }

    @Override
    public Producer producerOf(ChildFacts child) {
        return at(slot(child.time())).producer(slot(child.time()));
    }

    @Override
    public Verdict checkSeal(Header child, Witness witness) {
        return electorate.checkSeal(child, producerOf(child), witness);
    }

    @Override
    public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
        return electorate.mayAdd(child, producerOf(child), known, entry);
    }

    @Override
    public Verdict checkCertificate(Certificate certificate) {
        return electorate.check(certificate);
    }

    private Producer producerOf(Header child) {
        return at(slot(child.time())).producer(slot(child.time()));
    }

    private long slot(Timestamp time) {
        return chain.slots().at(time);
    }

    private static ProducerSet certifiers(Content content) {
        return content.next().map(NextTerm::delegates).orElse(content.set());
    }

    /** Whether a child can be voted for: who certifies it was elected by a block that is final as of this one. */
    private static boolean isSettled(Content content) {
        return content.next().map(NextTerm::isFinal).orElse(true);
    }

    private record InRound(long firstSlot, long lastSlot, HeaderRules rules) {
        static InRound of(HeaderRules rules) {
            Content entered = rules.entered();
            long first = entered.term().start(entered.round(), entered.size());
            return new InRound(first, first + entered.size(), rules);
        }
    }
}
