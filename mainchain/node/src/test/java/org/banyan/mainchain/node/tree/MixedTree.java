package org.banyan.mainchain.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.bft.BftConsensus;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.crosschain.ChainAccess.Standing;
import org.banyan.crosschain.HeaderFeed;
import org.banyan.crosschain.HeaderInherent;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.fixture.VirtualTime;
import org.banyan.node.host.ChainHost;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.HostParts;
import org.banyan.node.host.Plugins;
import org.banyan.node.host.ProducerKey;
import org.banyan.node.signing.FileSignGuard;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ConsensusChoice;
import org.banyan.types.specification.ParentChain;

/**
 * A main chain on dpos whose terms change its delegates, and a side chain each on bft and authority whose producers the test changes: all producers of all
 * three in one process, with the node's own parts, and a clock that the test moves. Headers are carried as the feed does.
 */
final class MixedTree implements AutoCloseable {
    static final Timestamp GENESIS = new Timestamp(1_700_000_000_000L);
    static final long SLOT = 500;

    private static final CryptoSuite SUITE = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
    private static final TrustedRuntime TRUSTED = new TrustedRuntime();

    final VirtualTime time = new VirtualTime(GENESIS);
    private final Path home;
    private final Map<String, ChainSpecification> specifications = new LinkedHashMap<>();
    private final List<Edge> edges = new ArrayList<>();

    /** What had to be renewed, as "followed at follower". */
    final TreeSet<String> renewed = new TreeSet<>();

    private ChainHost host;
    private boolean slept;

    private record Edge(String child, String parent) {}

    MixedTree(Path home) {
        this.home = home;
        this.host = newHost();
        ChainSpecification main = DevelopmentChain.specification(SUITE, TRUSTED, GENESIS);
        start(with(main, DevelopmentChain.NAME, TreeProducers.dpos(), List.of()));
        grow(DevelopmentChain.sideName(1), TreeProducers.bft());
        grow(DevelopmentChain.sideName(2), TreeProducers.authority());
    }

    private void grow(String name, ConsensusChoice consensus) {
        ParentChain parent = DevelopmentTree.asParent(chain(DevelopmentChain.NAME));
        start(with(DevelopmentChain.specification(SUITE, TRUSTED, GENESIS), name, consensus, List.of(parent)));
        edges.add(new Edge(name, DevelopmentChain.NAME));
    }

    private static ChainSpecification with(
            ChainSpecification alone, String name, ConsensusChoice consensus, List<ParentChain> parents) {
        return new ChainSpecification(
                alone.format(),
                name,
                alone.cryptoSuite(),
                alone.addressPrefix(),
                alone.genesisTime(),
                consensus,
                alone.collection(),
                alone.updateRule(),
                parents,
                alone.indexing(),
                alone.limits(),
                alone.fees(),
                alone.genesisCalls());
    }

    // Running

    private ChainHost newHost() {
        return new ChainHost(new HostParts(
                Plugins.found(),
                time,
                Runnable::run,
                new SequentialRunner(),
                name -> time.lane(64),
                plan -> ChainObserver.NONE,
                (name, failure) -> {
                    throw new IllegalStateException("chain " + name + " failed", failure);
                }));
    }

    private void start(ChainSpecification specification) {
        specifications.put(specification.name(), specification);
        List<ProducerKey> keys = IntStream.rangeClosed(1, DevKeys.PRODUCERS.size())
                .filter(number ->
                        TreeProducers.serves(number, specification.consensus().id()))
                .mapToObj(TreeProducers::producer)
                .map(signer -> new ProducerKey(signer.publicKey(), (id, suite, head) -> {
                    Path file = home.resolve(specification.name() + "-" + nameOf(signer.publicKey()));
                    return Files.exists(file)
                            ? FileSignGuard.open(file, id, suite, signer)
                            : FileSignGuard.create(file, id, suite, signer);
                }))
                .toList();
        host.start(new ChainPlan(
                specification,
                "leveldb",
                home.resolve(specification.name()),
                keys,
                PoolLimits.DEFAULT,
                StateMemory.DEFAULT));
    }

    private static String nameOf(PublicKey key) {
        return key.bytes().toHex().substring(0, 16);
    }

    /** Stops the process and starts it again {@code millis} later; the registrar renews edges from then on. */
    void restart(long millis) {
        slept = true;
        host.close();
        time.jump(millis);
        host = newHost();
        List.copyOf(specifications.values()).forEach(this::start);
    }

    RunningChain chain(String name) {
        return host.chain(name).orElseThrow();
    }

    HostedChain hosted(String name) {
        return new HostedChain(chain(name));
    }

    CryptoSuite suite() {
        return SUITE;
    }

    private ChainSpecification specification(String name) {
        return Objects.requireNonNull(specifications.get(name), name);
    }

    ConsensusFactory consensus(String name) {
        String id = specification(name).consensus().id();
        return Plugins.found().consensus(id);
    }

    /** Whether a chain knows a set as the one that certifies another chain's next block. */
    boolean follows(String follower, String followed, ProducerSet set) {
        return hosted(follower)
                .standing(hosted(followed).chainId())
                .filter(standing -> standing.producers().equals(set.id(SUITE.hash())))
                .isPresent();
    }

    /** Lets all go on until {@code reached}, and carries headers in the meantime. */
    void until(String what, int slotsMax, BooleanSupplier reached) {
        for (int slot = 0; slot < slotsMax && !reached.getAsBoolean(); slot++) {
            time.advance(SLOT);
            edges.forEach(this::carryBothWays);
        }
        assertThat(reached.getAsBoolean())
                .as("%s within %s slots", what, slotsMax)
                .isTrue();
    }

    private void carryBothWays(Edge edge) {
        DevelopmentTree.register(chain(edge.child()), chain(edge.parent()));
        carry(edge.child(), edge.parent(), HeaderInherent.CHILD);
        carry(edge.parent(), edge.child(), HeaderInherent.PARENT);
    }

    private void carry(String source, String target, String kind) {
        Optional<Standing> standing = hosted(target).standing(hosted(source).chainId());
        standing.flatMap(follower -> HeaderFeed.next(hosted(source), follower))
                .ifPresent(header -> offer(source, target, kind, header));
    }

    private void offer(String source, String target, String kind, CertifiedHeader header) {
        Verdict verdict = chain(target).offer(kind + "/" + source, HeaderInherent.of(kind, header));
        if (slept && verdict.toString().contains("LIGHT-7: ")) {
            renewed.add(source + " at " + target);
            Renewing.ask(chain(source), chain(target), time.now().millis());
            return;
        }
        assertThat(verdict)
                .as("header %s of %s at %s", header.header().height(), source, target)
                .matches(Verdict::isAccepted);
    }

    // Changes of producers that operators approve

    /** Has the producers of a chain approve others, {@code number} of them from the {@code first} on of those who run. */
    ProducerSet change(String name, int first, int number) {
        List<Integer> running = specification(name).consensus().id().equals(BftConsensus.ID)
                ? TreeProducers.BFT
                : TreeProducers.AUTHORITY;
        ProducerSet next = TreeProducers.producers(IntStream.range(first, first + number)
                .map(index -> running.get(index % running.size()))
                .toArray());
        HostedChain hosted = hosted(name);
        Height head = hosted.finalHeight();
        ProducerSet current = hosted.producers(head);
        Hash set = current.id(SUITE.hash());
        SetChange change = new SetChange(set, since(hosted, head), head.plus(100), next, List.of());
        Hash message = SUITE.signingHash(chain(name).chainId(), SignatureType.APPROVAL, change.object(SUITE.hash()));
        for (int position = 0; position < current.quorum(); position++) {
            Signer signer =
                    TreeProducers.signerOf(current.producers().get(position).key());
            change = change.approvedBy(new VoteSignature(position, signer.sign(message)));
        }
        chain(name).instruct(SetChange.CODEC.encode(change));
        return next;
    }

    private static Height since(HostedChain hosted, Height head) {
        ProducerSet current = hosted.producers(head);
        Height at = head;
        while (!at.isGenesis() && hosted.producers(at.minus(1)).equals(current)) {
            at = at.minus(1);
        }
        return at;
    }

    @Override
    public void close() {
        host.close();
    }
}
