package org.banyan.crosschain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.consensus.LightClient;
import org.banyan.spi.header.HeaderExtensionRule.BlockFacts;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.consensus.ScriptedConsensusFactory;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.list.ListProof;

/** One chain of a tree in memory: takes headers by real light clients and writes the real extensions. Every block is final. */
final class ModelChain implements ChainAccess {
    static final CryptoSuite SUITE = new StubCryptoSuite();
    static final TestProducers FIRST = TestProducers.count(SUITE, 4);

    final CertifiedChain chain;
    private final List<ChainId> parents;
    private final TreeSet<Integer> uncertified = new TreeSet<>();
    private final TreeMap<Hash, LightClient> clients = new TreeMap<>();
    private final TreeMap<Hash, List<Followed>> followed = new TreeMap<>();

    ModelChain(String name, ModelChain... parents) {
        this.chain = new CertifiedChain(SUITE, name, FIRST);
        this.parents = List.of(parents).stream().map(ModelChain::chainId).toList();
        for (ModelChain parent : parents) {
            connect(this, parent);
            connect(parent, this);
        }
    }

    private static void connect(ModelChain follower, ModelChain other) {
        follower.clients.put(
                other.chainId().hash(), new ScriptedConsensusFactory().lightClient(SUITE, other.chain.checkpoint(0)));
        follower.followed.put(other.chainId().hash(), new ArrayList<>());
    }

    void uncertified(int height) {
        uncertified.add(height);
    }

    /** A block that brings in headers of others, as the crosschain contract would take them. */
    void block(CertifiedHeader... headers) {
        List<Inherent> inherents = new ArrayList<>();
        for (CertifiedHeader next : headers) {
            Hash other = next.header().chainId().hash();
            LightClient client = Objects.requireNonNull(clients.get(other), "follows no such chain");
            LightClient.Step step = client.follow(next.header(), next.certificate(), next.nextSet());
            if (!step.verdict().isAccepted()
                    || !next.extendsHeader(client.latest().header(), SUITE.hash())) {
                throw new AssertionError("refused: " + step.verdict());
            }
            clients.put(other, step.next());
            Objects.requireNonNull(followed.get(other))
                    .add(new Followed(
                            next.header().height(), next.header().id(SUITE.hash()), new Height(chain.height() + 1)));
            String kind = parents.contains(next.header().chainId()) ? HeaderInherent.PARENT : HeaderInherent.CHILD;
            inherents.add(HeaderInherent.of(kind, next));
        }
        BlockFacts facts = facts(chain.header(chain.height()), inherents);
        List<HeaderExtension> extensions = new ArrayList<>();
        new IndexExtension()
                .propose(facts)
                .ifPresent(value -> extensions.add(new HeaderExtension(new IndexExtension().id(), value)));
        new ParentExtension()
                .propose(facts)
                .ifPresent(value -> extensions.add(new HeaderExtension(new ParentExtension().id(), value)));
        chain.add(inherents, extensions);
    }

    static BlockFacts facts(Header parent, List<Inherent> inherents) {
        return new BlockFacts(
                SUITE.hash(),
                parent,
                parent.height().next(),
                parent.time().plusMillis(1),
                inherents,
                name -> Optional.empty());
    }

    /** What the feed carries here next from {@code other}. */
    Optional<CertifiedHeader> feed(ModelChain other) {
        return HeaderFeed.next(other, standing(other.chainId()).orElseThrow());
    }

    @Override
    public ChainId chainId() {
        return chain.id();
    }

    @Override
    public List<ChainId> parents() {
        return parents;
    }

    @Override
    public Height finalHeight() {
        return new Height(chain.height());
    }

    @Override
    public Header header(Height height) {
        return chain.header((int) height.value());
    }

    @Override
    public List<Inherent> inherents(Height height) {
        return chain.inherents((int) height.value());
    }

    @Override
    public Optional<Certificate> certificate(Height height) {
        return height.isGenesis() || uncertified.contains((int) height.value())
                ? Optional.empty()
                : Optional.of(chain.certificate((int) height.value()));
    }

    @Override
    public ProducerSet producers(Height height) {
        return chain.childSet((int) height.value()).set();
    }

    @Override
    public ListProof history(Height ancestor, Height height) {
        return chain.history((int) ancestor.value(), (int) height.value());
    }

    @Override
    public Optional<Standing> standing(ChainId other) {
        return Optional.ofNullable(clients.get(other.hash()))
                .map(LightClient::latest)
                .map(at -> new Standing(
                        at.header().height(), at.id(SUITE.hash()), at.childSet().id(SUITE.hash())));
    }

    @Override
    public Optional<Followed> followed(ChainId other, Height height) {
        return Optional.ofNullable(followed.get(other.hash())).stream()
                .flatMap(List::stream)
                .filter(one -> one.height().compareTo(height) >= 0)
                .findFirst();
    }
}
