package org.banyan.testkit.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.HistoryAccumulator;
import org.banyan.types.list.HistoryNode;
import org.banyan.types.list.HistoryProofs;
import org.banyan.types.list.ListProof;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.receipt.Receipt;

/**
 * A chain as those see it who follow it by headers: every header has real roots and history, any header can be certified by the set in charge, and the set
 * changes when the test says so. What blocks hold is made by {@link ProvenContent}. Confined to one thread.
 */
public final class CertifiedChain {
    private static final long GENESIS_MILLIS = 1_700_000_000_000L;
    private static final long SLOT_MILLIS = 1_000;

    private final CryptoSuite suite;
    private final HashFunction hash;
    private final ProvenContent content;
    private final ChainId id;
    private final List<Header> headers = new ArrayList<>();
    private final List<List<Inherent>> inherents = new ArrayList<>();
    private final List<TestProducers> childSets = new ArrayList<>();
    private final TreeMap<String, Hash> nodes = new TreeMap<>();
    private HistoryAccumulator history = HistoryAccumulator.EMPTY;

    /** Genesis alone. */
    public CertifiedChain(CryptoSuite suite, String name, TestProducers first) {
        this(suite, new ChainId(suite.hash().hash(Tag.SPECIFICATION, Bytes.utf8(name))), first);
    }

    /** Genesis alone, of a chain whose id is known from elsewhere. */
    public CertifiedChain(CryptoSuite suite, ChainId id, TestProducers first) {
        this(suite, id, "");
        append(List.of(), List.of(), first);
    }

    private CertifiedChain(CryptoSuite suite, ChainId id, String salt) {
        this.suite = suite;
        this.hash = suite.hash();
        this.id = id;
        this.content = new ProvenContent(hash, id + salt);
    }

    /** The same blocks up to {@code height}, certified by the same producers, but others after it. */
    public CertifiedChain branch(int height, String salt) {
        CertifiedChain branch = new CertifiedChain(suite, id, salt);
        for (int i = 0; i <= height; i++) {
            branch.accept(headers.get(i), inherents.get(i), childSets.get(i));
        }
        return branch;
    }

    /** Adds blocks that hold nothing special. */
    public CertifiedChain grow(int blocks) {
        for (int i = 0; i < blocks; i++) {
            add(List.of(), List.of());
        }
        return this;
    }

    /** Adds a block with these inherents and extensions beside {@code consensus}. */
    public Header add(List<Inherent> more, List<HeaderExtension> extensions) {
        return append(more, extensions, childSets.getLast());
    }

    /** Adds a block that hands over to {@code next}. */
    public Header changeTo(TestProducers next) {
        return append(List.of(), List.of(), next);
    }

    private Header append(List<Inherent> more, List<HeaderExtension> others, TestProducers childSet) {
        int height = headers.size();
        List<HeaderExtension> extensions = new ArrayList<>(others);
        extensions.add(
                new ConsensusExtension(new Hash(7, 7, 7, height), childSet.set().id(hash), Bytes.EMPTY).toExtension());
        extensions.sort((one, other) -> one.id().compareTo(other.id()));
        Header header = new Header(
                Header.VERSION,
                id,
                new Height(height),
                height == 0 ? Header.genesisParent(id) : block(height - 1),
                new Timestamp(GENESIS_MILLIS + SLOT_MILLIS * height),
                BodyRoot.of(more, content.transactions(height), hash),
                Receipt.root(content.receipts(height), hash),
                content.stateRoot(height),
                history.root(hash),
                extensions);
        accept(header, more, childSet);
        return header;
    }

    private void accept(Header header, List<Inherent> more, TestProducers childSet) {
        headers.add(header);
        inherents.add(List.copyOf(more));
        childSets.add(childSet);
        HistoryAccumulator.Appended appended = history.appended(hash, header.id(hash));
        history = appended.history();
        for (HistoryNode node : appended.completed()) {
            nodes.put(node.level() + "/" + node.index(), node.hash());
        }
    }

    public ChainId id() {
        return id;
    }

    /** Height of the newest block. */
    public int height() {
        return headers.size() - 1;
    }

    public Header header(int height) {
        return headers.get(height);
    }

    public BlockId block(int height) {
        return headers.get(height).id(hash);
    }

    public List<Inherent> inherents(int height) {
        return inherents.get(height);
    }

    /** Who certifies the children of the block at {@code height}. */
    public TestProducers childSet(int height) {
        return childSets.get(height);
    }

    public Checkpoint checkpoint(int height) {
        return new Checkpoint(header(height), childSet(height).set());
    }

    /** By all producers in charge. */
    public Certificate certificate(int height) {
        TestProducers voters = childSet(height - 1);
        return certificate(header(height), voters, voters.set().size());
    }

    /** By the first {@code votes} of {@code voters}, as many as that may be. */
    public Certificate certificate(Header header, TestProducers voters, int votes) {
        Quorum quorum = new Quorum(header.chainId(), voters.set(), suite);
        Certificate ballot = quorum.ballot(header.height(), header.id(hash), Bytes.EMPTY);
        Hash message = suite.signingHash(header.chainId(), SignatureType.VOTE, quorum.object(ballot));
        List<VoteSignature> signatures = new ArrayList<>();
        for (int i = 0; i < votes; i++) {
            signatures.add(new VoteSignature(i, voters.signers().get(i).sign(message)));
        }
        return new Certificate(
                ballot.chainId(), ballot.height(), ballot.block(), ballot.producerSet(), ballot.data(), signatures);
    }

    /** What leads who follows the chain from one header to a later one. */
    public CertifiedHeader certified(int from, int height) {
        boolean same = childSet(height).set().equals(childSet(from).set());
        return new CertifiedHeader(
                header(height),
                certificate(height),
                same ? Optional.empty() : Optional.of(childSet(height).set()),
                height == from + 1 ? List.of() : history(from, height).siblings());
    }

    public ListProof history(int ancestor, int height) {
        return HistoryProofs.prove(hash, height, ancestor, this::node);
    }

    private Hash node(int level, long index) {
        return Optional.ofNullable(nodes.get(level + "/" + index)).orElseThrow();
    }

    public ProvenContent content() {
        return content;
    }

    public ProofStep headerStep(int height) {
        return new ProofStep.HeaderOfBlock(header(height));
    }

    public ProofStep historyStep(int block, int at) {
        return new ProofStep.BlockInHistory(
                new ListStep(history(block, at), block(block).bytes()));
    }

    public ProofStep transactionStep(int height, int index) {
        List<Bytes> leaves = BodyRoot.leaves(inherents(height), content.transactions(height), hash);
        return new ProofStep.TransactionInBlock(
                content.listed(leaves, inherents(height).size() + index));
    }

    public ProofStep receiptStep(int height, int index) {
        return new ProofStep.ReceiptInBlock(content.listed(
                content.receipts(height).stream().map(Receipt.CODEC::encode).toList(), index));
    }

    public ProofStep keyStep(int height) {
        return content.keyStep(height);
    }

    public ProofStep absenceStep(int height) {
        return content.absenceStep(height);
    }
}
