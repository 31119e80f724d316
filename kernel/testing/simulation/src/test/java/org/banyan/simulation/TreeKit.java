package org.banyan.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.authority.AuthorityConsensus;
import org.banyan.contract.ContractCall;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.RegisterRequest;
import org.banyan.contracts.crosschain.SetRegistrarRequest;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.crosschain.ChainAccess.Standing;
import org.banyan.crosschain.HeaderFeed;
import org.banyan.crosschain.HeaderInherent;
import org.banyan.crosschain.IndexExtension;
import org.banyan.crosschain.ParentExtension;
import org.banyan.mainchain.node.tree.HostedChain;
import org.banyan.node.chain.RunningChain;
import org.banyan.sdk.UnsignedTransaction;
import org.banyan.simulation.scenario.Draw;
import org.banyan.simulation.scenario.Outcome;
import org.banyan.simulation.scenario.TreeScenario;
import org.banyan.spi.header.HeaderExtensionRule;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Block;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.ExtensionRule;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.InherentRule;
import org.banyan.types.specification.ParentChain;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;

/** A chain of the tree: the product's collection with edges, as a parent or as the child of one. */
class TreeKit extends AuthorityKit {
    private static final String CROSSCHAIN = "crosschain";

    private static final int LIE_EVERY = 3;

    /** Far more than a registration costs; what is left comes back. */
    private static final Amount REGISTRATION_FEE_MAX = Amount.of(60_000_000);

    private final List<ParentChain> parents;
    private Optional<Signer> registrar = Optional.empty();

    /** Beyond what clients use. */
    private long salt = 1L << 40;

    private long carried;

    TreeKit() {
        this(List.of());
    }

    TreeKit(List<ParentChain> parents) {
        super(new StubCryptoSuite());
        this.parents = parents;
    }

    /** A child that trusts the parent from its genesis on. */
    static TreeKit childOf(ChainDefinition parent) {
        ChainEngine engine = ChainEngine.open(parent, new MemoryDisk().open(), PoolLimits.DEFAULT);
        return new TreeKit(List.of(new ParentChain(
                parent.rules().chainId(),
                AuthorityConsensus.ID,
                engine.head().header(),
                engine.head().state().producers())));
    }

    @Override
    List<String> contracts() {
        return List.of("account", CROSSCHAIN, "registry", "token");
    }

    @Override
    public List<HeaderExtensionRule> extensions() {
        return List.of(new IndexExtension(), new ParentExtension());
    }

    @Override
    public ChainSpecification specification(
            List<Signer> producers, List<Signer> accounts, long slotMillis, Timestamp genesisTime) {
        registrar = Optional.of(accounts.getFirst());
        ChainSpecification alone = super.specification(producers, accounts, slotMillis, genesisTime);
        ContractCollection plain = alone.collection();
        List<GenesisCall> calls = new ArrayList<>(alone.genesisCalls());
        ContractCall set = CrosschainClient.SET_REGISTRAR.call(
                new SetRegistrarRequest(suite().addressOf(registrar.get().publicKey())));
        calls.add(new GenesisCall(CROSSCHAIN, set.method(), set.arguments()));
        return new ChainSpecification(
                alone.format(),
                parents.isEmpty() ? "parent" : "child",
                alone.cryptoSuite(),
                alone.addressPrefix(),
                alone.genesisTime(),
                alone.consensus(),
                new ContractCollection(
                        plain.contracts(),
                        List.of(
                                new ExtensionRule(IndexLeaf.EXTENSION, true),
                                new ExtensionRule(ParentHeaders.EXTENSION, true)),
                        plain.accountContract(),
                        plain.registryContract(),
                        plain.feeContract(),
                        plain.deployableCategories(),
                        List.of(
                                new InherentRule(
                                        HeaderInherent.CHILD, CROSSCHAIN, CrosschainClient.FOLLOW_CHILD.name()),
                                new InherentRule(
                                        HeaderInherent.PARENT, CROSSCHAIN, CrosschainClient.FOLLOW_PARENT.name())),
                        List.of(AuthorityConsensus.ID)),
                alone.updateRule(),
                parents,
                new IndexingPolicy(4),
                alone.limits(),
                alone.fees(),
                calls);
    }

    /** A chain and its child that a seed runs; a liar carries between them as well. */
    static Outcome run(long seed, TreeKit parent) {
        return new TreeScenario(seed, Draw.ofTree(seed), parent, TreeKit::childOf, parent::carry).run();
    }

    /** What the product's feed does, registers the child and offers each side the other's next header, and what a liar does now and then. */
    private void carry(RunningChain child, RunningChain parent) {
        if (new HostedChain(parent).standing(child.chainId()).isEmpty()) {
            register(child, parent);
            return;
        }
        if (++carried % LIE_EVERY == 0) {
            lie(child, parent);
        }
        offer(child, parent, HeaderInherent.CHILD);
        offer(parent, child, HeaderInherent.PARENT);
    }

    /** Offers the block after the followed one before anybody certified it. */
    private static void lie(RunningChain child, RunningChain parent) {
        new HostedChain(parent).standing(child.chainId()).ifPresent(follower -> {
            Height next = follower.height().next();
            Optional<Header> header = child.read(engine -> engine.mainBlockAt(next)
                    .flatMap(engine.store()::block)
                    .map(Block::header)
                    .filter(block -> block.parent().equals(follower.block())));
            header.ifPresent(block -> {
                Certificate nobody = new Certificate(
                        child.chainId(),
                        next,
                        block.id(child.rules().suite().hash()),
                        follower.producers(),
                        Bytes.EMPTY,
                        List.of());
                var refused = parent.offer(
                        HeaderInherent.CHILD + "/" + child.chainId(),
                        HeaderInherent.of(
                                HeaderInherent.CHILD, new CertifiedHeader(block, nobody, Optional.empty(), List.of())));
            });
        });
    }

    private static void offer(RunningChain source, RunningChain target, String kind) {
        Optional<Standing> standing = new HostedChain(target).standing(source.chainId());
        standing.flatMap(follower -> HeaderFeed.next(new HostedChain(source), follower))
                .ifPresent(header -> {
                    // refused when it is old news to that node: the next one is offered again
                    var ignored = target.offer(kind + "/" + source.chainId(), HeaderInherent.of(kind, header));
                });
    }

    private void register(RunningChain child, RunningChain parent) {
        HostedChain hosted = new HostedChain(child);
        ContractCall call = CrosschainClient.REGISTER.call(new RegisterRequest(
                child.name(),
                AuthorityConsensus.ID,
                Header.CODEC.encode(hosted.header(Height.GENESIS)),
                ProducerSet.CODEC.encode(hosted.producers(Height.GENESIS))));
        Signer signer = registrar.orElseThrow();
        Address sender = suite().addressOf(signer.publicKey());
        var status = parent.status();
        Height height = status.head().height();
        var transaction = new UnsignedTransaction(
                new AccountCall(
                        parent.chainId(),
                        sender,
                        SystemAddresses.of(CROSSCHAIN, suite()),
                        call.method(),
                        call.arguments(),
                        new Mark(height, status.headId()),
                        height.plus(parent.specification().markWindow()),
                        ++salt,
                        new Fee(REGISTRATION_FEE_MAX, Amount.ZERO),
                        sender),
                suite());
        // refused when it waits there already, and offered again until the parent knows the child
        var ignored = parent.submit(transaction.sign(signer).raw());
    }
}
