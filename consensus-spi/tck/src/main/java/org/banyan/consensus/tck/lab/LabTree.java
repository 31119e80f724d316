package org.banyan.consensus.tck.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/** The blocks that one node knows, its head and its final block. Mutable, confined to the test's thread. */
public final class LabTree implements KnownBlocks {
    private final Consensus consensus;
    private final ChainParameters chain;
    private final HashFunction hash;
    private final Map<BlockId, LabEntry> entries = new TreeMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private LabEntry head;
    private LabEntry finalBlock;
    private LabEntry anchor;
    private boolean workWaits = true;

    LabTree(Consensus consensus, ChainParameters chain) {
        this.consensus = consensus;
        this.chain = chain;
        this.hash = chain.suite().hash();
        this.head = genesis();
        this.finalBlock = head;
        this.anchor = head;
        entries.put(head.id(), head);
    }

    public LabEntry head() {
        return head;
    }

    public LabEntry finalBlock() {
        return finalBlock;
    }

    /** Certificates that contradicted the final block; empty while the consensus keeps its promise. */
    public List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** From the block after genesis to {@code tip}. */
    public List<LabEntry> branch(LabEntry tip) {
        List<LabEntry> branch = new ArrayList<>();
        for (LabEntry entry = tip; !entry.height().isGenesis(); entry = parent(entry)) {
            branch.addFirst(entry);
        }
        return branch;
    }

    public Optional<LabEntry> find(BlockId id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Everything known, in the order of ids. */
    public List<LabEntry> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public Optional<ForkChoice.Tip> block(BlockId id) {
        return find(id).filter(entry -> descends(entry, finalBlock)).map(LabEntry::tip);
    }

    @Override
    public Optional<ConsensusState> parentState(BlockId id) {
        return block(id)
                .map(tip -> known(tip.id()))
                .filter(entry -> !entry.height().isGenesis())
                .map(LabEntry::parentState);
    }

    @Override
    public Witness witness(BlockId id) {
        return block(id).map(tip -> known(tip.id()).witness()).orElse(Witness.EMPTY);
    }

    @Override
    public List<ForkChoice.Tip> tips() {
        Set<BlockId> parents = new TreeSet<>();
        entries.values().forEach(entry -> parents.add(entry.header().parent()));
        return entries.values().stream()
                .filter(entry -> !parents.contains(entry.id()) && descends(entry, finalBlock))
                .map(LabEntry::tip)
                .toList();
    }

    @Override
    public boolean workWaits() {
        return workWaits;
    }

    void work(boolean waits) {
        workWaits = waits;
    }

    /** Everything that extends the final block, parents first. */
    List<LabEntry> aboveFinal() {
        return entries.values().stream()
                .filter(entry -> entry.height().compareTo(finalBlock.height()) > 0 && descends(entry, finalBlock))
                .sorted(Comparator.comparing(LabEntry::height))
                .toList();
    }

    /** A block, or why the agent's own rules refuse it. */
    sealed interface Built {
        record Block(LabBlock block) implements Built {}

        record Refused(Verdict verdict) implements Built {}
    }

    /** The block that {@code parent}, {@code time} and {@code data} make, with the newest certificate that its branch lacks. */
    Built build(BlockId parent, Timestamp time, Bytes data, Bytes salt) {
        LabEntry on = known(parent);
        List<Certificate> carried = new ArrayList<>();
        for (LabEntry entry = on;
                entry.height().compareTo(on.facts().finalHeight()) > 0 && carried.isEmpty();
                entry = parent(entry)) {
            certificate(entry).ifPresent(carried::add);
        }
        ChildFacts facts = facts(on, time, data, carried);
        Verdict verdict = on.state().check(facts);
        if (!verdict.isAccepted()) {
            return new Built.Refused(verdict);
        }
        Hash bodyRoot = LabBlock.bodyRoot(hash, salt, carried);
        return new Built.Block(new LabBlock(header(on.id(), facts, on.state().next(facts), bodyRoot), carried));
    }

    boolean knowsParentOf(LabBlock block) {
        return entries.containsKey(block.header().parent());
    }

    /** Adds a block and its witness when both keep the rules. */
    Verdict accept(LabBlock block, Witness witness) {
        Header header = block.header();
        BlockId id = header.id(hash);
        LabEntry parent = known(header.parent());
        Bytes data = ConsensusExtension.CODEC
                .decode(header.extension(ConsensusExtension.ID).orElseThrow())
                .data();
        ChildFacts facts = facts(parent, header.time(), data, block.carried());
        Verdict verdict = parent.state().check(facts);
        if (verdict.isAccepted()) {
            verdict = parent.state().checkSeal(header, witness);
        }
        if (verdict.isAccepted() && !entries.containsKey(id)) {
            ConsensusState state = parent.state().next(facts);
            if (!header(parent.id(), facts, state, header.bodyRoot()).equals(header)) {
                throw new IllegalStateException("the header does not commit to the state after it: " + header);
            }
            entries.put(
                    id,
                    new LabEntry(block, new ForkChoice.Tip(id, header, state), facts, parent.state(), Witness.EMPTY));
            block.carried().forEach(this::finalise);
        }
        return verdict;
    }

    /** Adds one entry to the witness of a known block. */
    Verdict addWitness(BlockId id, WitnessEntry entry) {
        LabEntry block = known(id);
        Verdict verdict = block.parentState().mayAdd(block.header(), block.witness(), entry);
        if (verdict.isAccepted()) {
            entries.put(id, block.with(block.witness().merge(Witness.of(entry))));
            if (entry.kind().equals(WitnessEntry.CERTIFICATE)) {
                finalise(Certificate.CODEC.decode(entry.payload()));
            }
        }
        return verdict;
    }

    /** From now on the head is this block or extends it. */
    void anchor(BlockId id) {
        LabEntry block = entries.get(id);
        if (block != null && descends(block, finalBlock)) {
            anchor = block;
            entries.values().forEach(this::chooseHead);
        }
    }

    /** Follows the fork choice. */
    void chooseHead(LabEntry candidate) {
        LabEntry root = descends(anchor, finalBlock) ? anchor : finalBlock;
        if (!descends(head, root)) {
            head = root;
        }
        if (descends(candidate, root)
                && consensus.forkChoice().prefers(candidate.tip(), head.tip(), finalBlock.height())) {
            head = candidate;
        }
    }

    private void finalise(Certificate certificate) {
        LabEntry block = entries.get(certificate.block());
        if (block == null || descends(finalBlock, block)) {
            return;
        }
        if (!descends(block, finalBlock)) {
            conflicts.add("block " + block.id() + " at height " + block.height() + " is certified beside final block "
                    + finalBlock.id() + " at height " + finalBlock.height());
            return;
        }
        finalBlock = block;
        entries.values().forEach(this::chooseHead);
    }

    private ChildFacts facts(LabEntry parent, Timestamp time, Bytes data, List<Certificate> carried) {
        Height finalHeight = parent.facts().finalHeight();
        BlockId finalId = parent.facts().finalBlock();
        for (Certificate certificate : carried) {
            LabEntry certified = entries.get(certificate.block());
            if (certified == null
                    || !certified.height().equals(certificate.height())
                    || !descends(parent, certified)
                    || !certified.parentState().checkCertificate(certificate).isAccepted()) {
                throw new IllegalStateException(
                        "a block carries a certificate that its branch refuses: " + certificate);
            }
            finalHeight = certified.height();
            finalId = certified.id();
        }
        return new ChildFacts(
                parent.height().next(), parent.id(), parent.header().time(), time, data, finalHeight, finalId);
    }

    private Optional<Certificate> certificate(LabEntry entry) {
        return entry.witness().payloads(WitnessEntry.CERTIFICATE).stream()
                .findFirst()
                .map(Certificate.CODEC::decode);
    }

    private LabEntry parent(LabEntry entry) {
        return known(entry.header().parent());
    }

    private LabEntry known(BlockId id) {
        return find(id).orElseThrow(() -> new IllegalStateException("block " + id + " is not known"));
    }

    private boolean descends(LabEntry entry, LabEntry ancestor) {
        LabEntry at = entry;
        while (at.height().compareTo(ancestor.height()) > 0) {
            at = parent(at);
        }
        return at.id().equals(ancestor.id());
    }

    private LabEntry genesis() {
        ConsensusState state = consensus.genesis();
        BlockId parent = Header.genesisParent(chain.chainId());
        ChildFacts facts = new ChildFacts(
                Height.GENESIS, parent, chain.genesisTime(), chain.genesisTime(), Bytes.EMPTY, Height.GENESIS, parent);
        Header header = header(parent, facts, state, LabBlock.none(chain.chainId()));
        BlockId id = header.id(hash);
        ChildFacts itself = new ChildFacts(
                facts.height(), parent, facts.parentTime(), facts.time(), facts.data(), facts.finalHeight(), id);
        ForkChoice.Tip tip = new ForkChoice.Tip(id, header, state);
        return new LabEntry(new LabBlock(header, List.of()), tip, itself, state, Witness.EMPTY);
    }

    private Header header(BlockId parent, ChildFacts facts, ConsensusState state, Hash bodyRoot) {
        Hash none = LabBlock.none(chain.chainId());
        ConsensusExtension extension = new ConsensusExtension(
                hash.hash(Tag.CONSENSUS_STATE, state.encoded()),
                state.producers().id(hash),
                facts.data());
        return new Header(
                Header.VERSION,
                chain.chainId(),
                facts.height(),
                parent,
                facts.time(),
                bodyRoot,
                none,
                none,
                none,
                List.of(extension.toExtension()));
    }
}
