package org.banyan.contracts.crosschain;

import java.util.Optional;
import org.banyan.contract.OtherChains;
import org.banyan.contract.SystemAddresses;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.specification.ParentChain;

/**
 * Registers children, follows children and parents header by certified header, and checks facts against what was followed.
 *
 * <p>One edge has one light client and moves forward only: a header is taken once, in order, and never taken back. The first version asks neither deposit nor
 * fee for indexing, which is why only a registrar opens an edge. Source: aelf whitepaper 5.3.4; DESIGN.md 6.
 */
public final class ChainEdges implements Crosschain {
    static final int CHILDREN_LISTED_MAX = 100;

    private final int keptMax;

    public ChainEdges() {
        this(FollowedEdge.KEPT_MAX);
    }

    /** @param keptMax followed headers that proofs can end in */
    ChainEdges(int keptMax) {
        this.keptMax = keptMax;
    }

    @Override
    public SetRegistrarReply setRegistrar(CrosschainContext context, SetRegistrarRequest request) {
        requireKernel(context);
        context.state().registrar().set(request.registrar());
        return new SetRegistrarReply();
    }

    @Override
    public RegisterReply register(CrosschainContext context, RegisterRequest request) {
        EdgeTrust.requireRegistrar(context, "registers children of this chain");
        requireName(context, request.name());
        Checkpoint genesis = new Checkpoint(
                Decoding.of(context, "genesis header", Header.CODEC, request.genesisHeader()),
                Decoding.of(context, "producer set", ProducerSet.CODEC, request.producers()));
        if (!genesis.header().height().isGenesis()) {
            throw context.fail(
                    CrosschainFailure.NOT_GENESIS,
                    "a child is registered by its genesis header, not by the one at height "
                            + genesis.header().height());
        }
        Hash chain = genesis.header().chainId().hash();
        requireNew(context, request.name(), chain);
        OtherChains chains = context.context().chains();
        if (chains.mayFollow(request.lightClient(), genesis) instanceof Verdict.Rejected rejected) {
            throw context.fail(CrosschainFailure.CHECKPOINT_REFUSED, Refusals.text(rejected));
        }
        long children = context.state().children().get();
        if (children >= chains.childrenMax()) {
            throw context.fail(
                    CrosschainFailure.CHILDREN_FULL,
                    "this chain indexes " + children + " children, as many as its specification allows");
        }
        Hash genesisId = chains.idOf(genesis.header()).hash();
        context.state().children().set(children + 1);
        context.state().childNamed(request.name()).set(chain);
        context.state()
                .child(chain)
                .set(new ChildRecord(
                        request.name(),
                        chain,
                        request.lightClient(),
                        genesisId,
                        context.height().value()));
        edge(context, chain).start(genesis);
        context.emit(new ChildRegistered(request.name(), chain, request.lightClient(), genesisId));
        return new RegisterReply(chain);
    }

    private static void requireNew(CrosschainContext context, String name, Hash chain) {
        if (context.state().childNamed(name).isPresent()) {
            throw context.fail(CrosschainFailure.NAME_TAKEN, "a child named " + name + " exists already");
        }
        boolean known = context.state().child(chain).isPresent()
                || parent(context, chain).isPresent()
                || context.context().chainId().hash().equals(chain);
        if (known) {
            throw context.fail(
                    CrosschainFailure.CHAIN_KNOWN,
                    "chain " + chain + " is this chain, its parent or its child already");
        }
    }

    @Override
    public FollowReply followChild(CrosschainContext context, FollowRequest request) {
        requireKernel(context);
        CertifiedHeader next = certifiedHeader(context, request.certifiedHeader());
        Hash chain = next.header().chainId().hash();
        ChildRecord child = context.state()
                .child(chain)
                .require(
                        CrosschainFailure.CHAIN_UNKNOWN,
                        "chain " + chain + " is not registered as a child of this one");
        Hash id = edge(context, chain).follow(child.lightClient(), next);
        context.emit(new ChildIndexed(chain, next.header().height().value(), id));
        return new FollowReply(next.header().height().value());
    }

    @Override
    public FollowReply followParent(CrosschainContext context, FollowRequest request) {
        requireKernel(context);
        CertifiedHeader next = certifiedHeader(context, request.certifiedHeader());
        Hash chain = next.header().chainId().hash();
        ParentChain parent = parent(context, chain)
                .orElseThrow(() -> context.fail(
                        CrosschainFailure.CHAIN_UNKNOWN,
                        "chain " + chain + " is not named as a parent in this chain's specification"));
        FollowedEdge edge = edge(context, chain);
        edge.startOnce(parent.anchor());
        Hash id = edge.follow(parent.lightClient(), next);
        context.emit(new ParentFollowed(chain, next.header().height().value(), id));
        return new FollowReply(next.header().height().value());
    }

    private static CertifiedHeader certifiedHeader(CrosschainContext context, Bytes bytes) {
        return Decoding.of(context, "certified header", CertifiedHeader.CODEC, bytes);
    }

    @Override
    public RenewReply renew(CrosschainContext context, RenewRequest request) {
        EdgeTrust.requireRegistrar(context, "renews edges of this chain");
        CertifiedHeader checkpoint = certifiedHeader(context, request.checkpoint());
        return trust(context, checkpoint.header().chainId().hash()).renew(checkpoint);
    }

    @Override
    public ReportMisbehaviourReply reportMisbehaviour(CrosschainContext context, ReportMisbehaviourRequest request) {
        CertifiedHeader other = certifiedHeader(context, request.certifiedHeader());
        return trust(context, other.header().chainId().hash()).report(other, request.height(), request.ancestor());
    }

    /** Of a child or parent; a parent of which nothing was followed stands at its anchor. */
    private EdgeTrust trust(CrosschainContext context, Hash chain) {
        FollowedEdge edge = edge(context, chain);
        if (context.state().child(chain).get().isEmpty()) {
            edge.startOnce(parent(context, chain)
                    .orElseThrow(() -> unknown(context, chain))
                    .anchor());
        }
        return new EdgeTrust(context, edge, chain);
    }

    @Override
    public GetRegistrarReply getRegistrar(CrosschainContext context, GetRegistrarRequest request) {
        return new GetRegistrarReply(context.state()
                .registrar()
                .require(CrosschainFailure.NOT_REGISTRAR, "this chain has no registrar and takes no children"));
    }

    @Override
    public GetChainReply getChain(CrosschainContext context, GetChainRequest request) {
        Hash chain = request.chainId();
        return new GetChainReply(context.state()
                .child(chain)
                .get()
                .map(child -> view(context, child))
                .or(() -> parent(context, chain).map(parent -> view(context, parent)))
                .orElseThrow(() -> unknown(context, chain)));
    }

    @Override
    public ListChildrenReply listChildren(CrosschainContext context, ListChildrenRequest request) {
        return new ListChildrenReply(context.state().childEntries(Integer.MAX_VALUE).stream()
                .map(CrosschainState.ChildEntry::value)
                .filter(child -> child.name().compareTo(request.after()) > 0)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .limit(CHILDREN_LISTED_MAX)
                .map(child -> view(context, child))
                .toList());
    }

    @Override
    public ListParentsReply listParents(CrosschainContext context, ListParentsRequest request) {
        return new ListParentsReply(context.context().chains().parents().stream()
                .map(parent -> view(context, parent))
                .toList());
    }

    @Override
    public GetFollowedReply getFollowed(CrosschainContext context, GetFollowedRequest request) {
        Hash chain = request.chainId();
        if (context.state().child(chain).get().isEmpty()
                && parent(context, chain).isEmpty()) {
            throw unknown(context, chain);
        }
        return edge(context, chain)
                .firstFrom(request.heightMin())
                .orElseThrow(() -> context.fail(
                        CrosschainFailure.NOT_FOLLOWED,
                        "no header of chain " + chain + " at height " + Long.toUnsignedString(request.heightMin())
                                + " or above has been followed yet; try again in a few blocks"));
    }

    @Override
    public VerifyFactReply verifyFact(CrosschainContext context, VerifyFactRequest request) {
        return FactCheck.verify(context, new ChainId(request.chainId()), request.proof());
    }

    private ChainView view(CrosschainContext context, ChildRecord child) {
        Checkpoint latest = edge(context, child.chainId()).latest().orElseThrow();
        return view(context, child.chainId(), child.name(), child.lightClient(), false, latest);
    }

    private ChainView view(CrosschainContext context, ParentChain parent) {
        Hash chain = parent.chainId().hash();
        Checkpoint latest = edge(context, chain).latest().orElseGet(parent::anchor);
        return view(context, chain, "", parent.lightClient(), true, latest);
    }

    private static ChainView view(
            CrosschainContext context, Hash chain, String name, String lightClient, boolean parent, Checkpoint latest) {
        OtherChains chains = context.context().chains();
        return new ChainView(
                chain,
                name,
                lightClient,
                parent,
                latest.header().height().value(),
                chains.idOf(latest.header()).hash(),
                latest.header().time().millis(),
                chains.idOf(latest.childSet()),
                context.state().steps(chain).get(),
                chains.trustedUntil(latest.header()).millis(),
                context.state().frozen(chain).get());
    }

    private FollowedEdge edge(CrosschainContext context, Hash chain) {
        return new FollowedEdge(context, chain, keptMax);
    }

    static Optional<ParentChain> parent(CrosschainContext context, Hash chain) {
        return context.context().chains().parents().stream()
                .filter(parent -> parent.chainId().hash().equals(chain))
                .findFirst();
    }

    static RuntimeException unknown(CrosschainContext context, Hash chain) {
        return context.fail(
                CrosschainFailure.CHAIN_UNKNOWN, "chain " + chain + " is neither a child nor a parent of this one");
    }

    private static void requireKernel(CrosschainContext context) {
        if (!context.caller().equals(SystemAddresses.KERNEL)) {
            throw context.fail(CrosschainFailure.NOT_KERNEL, "only the kernel does this");
        }
    }

    private static void requireName(CrosschainContext context, String name) {
        boolean formed = !name.isEmpty()
                && name.charAt(0) >= 'a'
                && name.charAt(0) <= 'z'
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
        if (!formed) {
            throw context.fail(
                    CrosschainFailure.NAME_MALFORMED,
                    "a name is 1 to 32 lower case letters, digits and dashes, starting with a letter");
        }
    }
}
