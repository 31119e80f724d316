package org.banyan.consensus.authority;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;

/** A fork tree that a test grows block by block. */
final class Branches implements KnownBlocks {
    private final ChainParameters chain;
    private final Map<BlockId, Tip> tips = new TreeMap<>();
    private final Tip genesis;

    Branches(ChainParameters chain, Consensus consensus) {
        this.chain = chain;
        Header header = header(0, Header.genesisParent(chain.chainId()), chain.genesisTime(), 0);
        this.genesis = add(header, consensus.genesis());
    }

    Tip genesis() {
        return genesis;
    }

    /** A block in {@code slot} on {@code parent}. */
    Tip child(Tip parent, long slot) {
        return child(parent, slot, 0);
    }

    /** @param branch tells apart blocks of one slot on one parent */
    Tip child(Tip parent, long slot, long branch) {
        Timestamp time = start(slot);
        Height height = parent.header().height().next();
        ChildFacts facts = new ChildFacts(
                height, parent.id(), parent.header().time(), time, Bytes.EMPTY, Height.GENESIS, genesis.id());
        return add(
                header(height.value(), parent.id(), time, branch),
                parent.state().next(facts));
    }

    Timestamp start(long slot) {
        return chain.genesisTime().plusMillis(slot * chain.slotMillis());
    }

    @Override
    public Optional<Tip> block(BlockId id) {
        return Optional.ofNullable(tips.get(id));
    }

    @Override
    public Witness witness(BlockId id) {
        return Witness.EMPTY;
    }

    @Override
    public List<Tip> tips() {
        Set<BlockId> parents =
                tips.values().stream().map(tip -> tip.header().parent()).collect(Collectors.toCollection(TreeSet::new));
        return tips.values().stream().filter(tip -> !parents.contains(tip.id())).toList();
    }

    private Tip add(Header header, ConsensusState state) {
        Tip tip = new Tip(header.id(chain.suite().hash()), header, state);
        tips.put(tip.id(), tip);
        return tip;
    }

    private Header header(long height, BlockId parent, Timestamp time, long branch) {
        Hash root = new Hash(0, 0, 0, branch);
        return new Header(
                Header.VERSION, chain.chainId(), new Height(height), parent, time, root, root, root, root, List.of());
    }
}
