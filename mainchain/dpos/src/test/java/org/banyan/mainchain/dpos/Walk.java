package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;

/** One branch of a chain that a test grows slot by slot, by the rules alone: no votes, and final is what the test says. */
final class Walk {
    static final StubCryptoSuite SUITE = new StubCryptoSuite();
    static final Timestamp GENESIS = new Timestamp(1_700_000_000_123L);
    static final long SLOT = 400;

    private final ChainParameters parameters;
    private final DposChain chain;
    private final TreeSet<Address> silent = new TreeSet<>();
    private DposState state;
    private long slot;
    private long lastSlot;
    private long height;
    private long finalLag = -1;

    Walk(DposParameters dpos) {
        this.parameters = parameters(dpos);
        this.chain = new DposChain(parameters, dpos);
        this.state = DposState.genesis(chain);
    }

    static ChainParameters parameters(DposParameters dpos) {
        return new ChainParameters(
                new ChainId(new Hash(7, 7, 7, dpos.delegates().size())),
                GENESIS,
                SLOT,
                DposParameters.CODEC.encode(dpos),
                SUITE);
    }

    /** A chain with terms that never end. */
    static Walk of(int delegates) {
        return new Walk(endless(TestProducers.count(SUITE, delegates).set()));
    }

    static DposParameters endless(ProducerSet set) {
        return new DposParameters(
                set,
                DposParameters.ROUNDS_MAX,
                Growth.FREE,
                DposParameters.HOUR_MILLIS,
                DposParameters.EVIDENCE_MILLIS,
                DposParameters.EVIDENCE_MILLIS,
                List.of());
    }

    DposChain chain() {
        return chain;
    }

    ChainParameters parameters() {
        return parameters;
    }

    DposState state() {
        return state;
    }

    Content content() {
        return state.content();
    }

    long slot() {
        return slot;
    }

    long height() {
        return height;
    }

    /** From now on a block is final when {@code blocks} follow it. */
    Walk finalAfter(long blocks) {
        finalLag = blocks;
        return this;
    }

    /** This delegate builds nothing from now on. */
    Walk silence(Address delegate) {
        silent.add(delegate);
        return this;
    }

    Walk wake(Address delegate) {
        silent.remove(delegate);
        return this;
    }

    Address delegate(long of) {
        return state.at(of).producer(of).address();
    }

    boolean isExtra(long of) {
        Content entered = state.at(of).entered();
        return entered.order().isExtra(entered.term().place(of, entered.size()));
    }

    /** Lets whoever is due and awake build until {@code last}, that slot included. */
    Walk until(long last) {
        while (slot < last) {
            step(Optional.empty());
        }
        return this;
    }

    /** The next slot: a block by who is due, if it is awake and allowed. */
    Walk step(Optional<Election> election) {
        slot++;
        Content entered = state.at(slot).entered();
        int position = state.at(slot).position(slot);
        Timestamp time = time(slot);
        if (!silent.contains(delegate(slot))
                && !entered.delegates().get(position).isOut(time)) {
            accept(slot, data(slot, election));
        }
        return this;
    }

    /** Skips slots. */
    Walk skipTo(long next) {
        slot = next - 1;
        return this;
    }

    /** A block of {@code of} with this data. */
    void accept(long of, HeaderData data) {
        state = (DposState) state.next(facts(of, data));
        height++;
        slot = of;
        lastSlot = of;
    }

    Verdict check(long of, HeaderData data) {
        return state.check(facts(of, data));
    }

    Verdict check(long of) {
        return check(of, data(of, Optional.empty()));
    }

    ChildFacts facts(long of, HeaderData data) {
        long finalHeight = finalLag < 0 ? 0 : Math.max(0, height + 1 - finalLag);
        return new ChildFacts(
                new Height(height + 1),
                new BlockId(new Hash(0, 0, 0, height)),
                time(lastSlot),
                time(of),
                data.equals(HeaderData.NONE) ? Bytes.EMPTY : HeaderData.CODEC.encode(data),
                new Height(finalHeight),
                new BlockId(new Hash(0, 0, 0, finalHeight)));
    }

    /** What an honest delegate says in {@code of}. */
    HeaderData data(long of, Optional<Election> election) {
        Content entered = state.at(of).entered();
        Optional<Election> decided = new ElectionRules(chain, entered)
                .decided()
                .map(set ->
                        new Election(entered.term().number() + 1, entered.set().id(SUITE.hash()), set, List.of()));
        Optional<Election> said = election.isPresent() ? election : decided;
        if (isExtra(of)) {
            return said.map(HeaderData.NONE::with).orElse(HeaderData.NONE);
        }
        Address mine = delegate(of);
        Delegate record = entered.delegates().get(state.at(of).position(of));
        HeaderData values = HeaderData.values(
                record.toReveal().map(committed -> secret(mine, entered.oldestRound())),
                chain.values().commitment(mine, entered.round(), secret(mine, entered.round())));
        return said.map(values::with).orElse(values);
    }

    /** The in-value that an honest delegate of this walk commits to in a round. */
    Hash secret(Address delegate, long round) {
        return chain.values().secret(Sha256.INSTANCE.hash(Tag.CONTRACT_DATA, delegate.bytes()), round);
    }

    Timestamp time(long of) {
        return GENESIS.plusMillis(of * SLOT);
    }
}
