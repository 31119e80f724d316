package org.banyan.consensus.finality;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;

/** A fork tree that a test grows block by block and vote by vote, of four producers. */
final class TestTree implements KnownBlocks {
    static final StubCryptoSuite SUITE = new StubCryptoSuite();
    static final long SLOT = 400;

    final TestProducers producers = TestProducers.count(SUITE, 4);
    final ChainParameters chain = new ChainParameters(
            new ChainId(new Hash(9, 9, 9, 9)),
            new Timestamp(1_000_000),
            SLOT,
            ProducerSet.CODEC.encode(producers.set()),
            SUITE);
    final Tip genesis;
    private final Map<BlockId, Tip> blocks = new TreeMap<>();
    private final Map<BlockId, Witness> witnesses = new TreeMap<>();
    private Tip finalBlock;

    TestTree() {
        Header header = header(0, Header.genesisParent(chain.chainId()), chain.genesisTime(), 0);
        genesis = add(header, TurnsState.genesis(chain, producers.set()));
        finalBlock = genesis;
    }

    /** A block in {@code slot} on {@code parent}; {@code branch} tells apart blocks of one slot. */
    Tip child(Tip parent, long slot, long branch) {
        Timestamp time = start(slot);
        Height height = parent.header().height().next();
        ChildFacts facts = new ChildFacts(
                height, parent.id(), parent.header().time(), time, Bytes.EMPTY, Height.GENESIS, genesis.id());
        return add(header(height.value(), parent.id(), time, branch), (TurnsState)
                parent.state().next(facts));
    }

    Timestamp start(long slot) {
        return chain.genesisTime().plusMillis(slot * SLOT);
    }

    /** The moment at which prevotes of a short round are cast. */
    Timestamp prevoteTime(long round) {
        return start(round).plusMillis(SLOT / 2);
    }

    Electorate electorate() {
        return ((VotingState) genesis.state()).electorate();
    }

    FinalityVote vote(Tip block, int position, VoteData data) {
        Certificate ballot = electorate().ballot(block.header().height(), block.id(), data);
        Bytes signature = producers
                .signers()
                .get(position)
                .sign(SUITE.signingHash(
                        chain.chainId(),
                        SignatureType.VOTE,
                        electorate().quorum().object(ballot)));
        return new FinalityVote(data, new VoteSignature(position, signature));
    }

    /** The vote as evidence holds it. */
    Certificate signed(Tip block, int position, VoteData data) {
        Certificate ballot = electorate().ballot(block.header().height(), block.id(), data);
        return new Certificate(
                ballot.chainId(),
                ballot.height(),
                ballot.block(),
                ballot.producerSet(),
                ballot.data(),
                List.of(vote(block, position, data).vote()));
    }

    /** Puts the vote beside its block and tells of it. */
    AgentEvent.WitnessGrew cast(Tip block, int position, VoteData data) {
        return grow(block, vote(block, position, data).toEntry());
    }

    AgentEvent.WitnessGrew grow(Tip block, WitnessEntry entry) {
        witnesses.merge(block.id(), Witness.of(entry), Witness::merge);
        return grew(block);
    }

    AgentEvent.WitnessGrew grew(Tip block) {
        return new AgentEvent.WitnessGrew(
                start(0), block, parentState(block.id()).orElseThrow(), witness(block.id()));
    }

    /** Makes a block final and tells of it. */
    AgentEvent.HeadChanged finalise(Timestamp now, Tip head, Tip block) {
        finalBlock = block;
        return head(now, head);
    }

    AgentEvent.HeadChanged head(Timestamp now, Tip head) {
        return new AgentEvent.HeadChanged(now, head, finalBlock);
    }

    @Override
    public Optional<Tip> block(BlockId id) {
        return Optional.ofNullable(blocks.get(id)).filter(this::isAboveFinal);
    }

    @Override
    public Optional<ConsensusState> parentState(BlockId id) {
        return block(id)
                .flatMap(tip -> Optional.ofNullable(blocks.get(tip.header().parent())))
                .map(Tip::state);
    }

    @Override
    public Witness witness(BlockId id) {
        return block(id).map(tip -> witnesses.getOrDefault(id, Witness.EMPTY)).orElse(Witness.EMPTY);
    }

    @Override
    public List<Tip> tips() {
        Set<BlockId> parents = blocks.values().stream()
                .map(tip -> tip.header().parent())
                .collect(Collectors.toCollection(TreeSet::new));
        return blocks.values().stream()
                .filter(tip -> !parents.contains(tip.id()) && isAboveFinal(tip))
                .toList();
    }

    private boolean isAboveFinal(Tip tip) {
        Optional<Tip> at = Optional.of(tip);
        while (at.isPresent()
                && at.get().header().height().compareTo(finalBlock.header().height()) > 0) {
            at = Optional.ofNullable(blocks.get(at.get().header().parent()));
        }
        return at.equals(Optional.of(finalBlock));
    }

    private Tip add(Header header, TurnsState state) {
        Tip tip = new Tip(header.id(SUITE.hash()), header, state);
        blocks.put(tip.id(), tip);
        return tip;
    }

    private Header header(long height, BlockId parent, Timestamp time, long branch) {
        Hash root = new Hash(0, 0, 0, branch);
        return new Header(
                Header.VERSION, chain.chainId(), new Height(height), parent, time, root, root, root, root, List.of());
    }
}
