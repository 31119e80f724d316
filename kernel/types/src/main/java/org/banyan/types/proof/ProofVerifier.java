package org.banyan.types.proof;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.TransactionId;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.ListProof;
import org.banyan.types.proof.ProofStep.BlockInHistory;
import org.banyan.types.proof.ProofStep.BlockInIndex;
import org.banyan.types.proof.ProofStep.HeaderInParent;
import org.banyan.types.proof.ProofStep.HeaderOfBlock;
import org.banyan.types.proof.ProofStep.KeyInState;
import org.banyan.types.proof.ProofStep.ReceiptInBlock;
import org.banyan.types.proof.ProofStep.TransactionInBlock;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.state.StateHasher;

/**
 * Checks proofs about one chain against a block id that the caller trusts, of that chain or of any other of the same tree.
 *
 * <p>A proof is an optional claim, the header that holds the root the claim leads to, then any number of (link, header): a block in the history leads to a
 * later block, a block in an index to a block of the parent chain, a header in parent to a block of a child chain; never up again once it went down, since
 * a child could then speak for its parent; the last header is the trusted one. All chains on the way hash with the same function. Each step uses only what the chain commits to: sides and lengths of paths, counts and heights are computed or compared,
 * never believed. Costs at most {@link Proof#STEPS_MAX} times 256 hashes beside hashing the content. Pure and thread-safe. PROOF rules of
 * {@code docs/spi/encoding.md}; RELIABILITY.md 5, 1-6.
 */
public final class ProofVerifier {
    private final HashFunction hash;
    private final StateHasher stateHasher;
    private final ChainId chain;

    public ProofVerifier(HashFunction hash, ChainId chain) {
        this.hash = hash;
        this.stateHasher = new StateHasher(hash);
        this.chain = chain;
    }

    /** Never throws for anything a {@link Proof} can hold; rejects with {@link ProofRules}. */
    public ProofResult verify(Proof proof, BlockId trusted) {
        try {
            return new ProofResult.Proven(check(proof.steps(), trusted));
        } catch (Rejection rejection) {
            return rejection.result;
        }
    }

    private ProvenFact check(List<ProofStep> steps, BlockId trusted) {
        requireSchemes(steps);
        int first = !steps.isEmpty() && steps.getFirst() instanceof HeaderOfBlock ? 0 : 1;
        Reached reached = header(steps, first);
        requireChain(reached.header(), chain, first);
        ProvenFact fact =
                first == 0 ? new ProvenFact.HeaderKnown(reached.header()) : claim(steps.getFirst(), reached.header());
        boolean descended = false;
        for (int at = first + 1; at < steps.size(); at += 2) {
            if (descended && steps.get(at) instanceof BlockInIndex) {
                throw new Rejection(
                        ProofRules.TURN,
                        "step " + at
                                + " leads up from a chain that an earlier step led down to; lead up first, then down");
            }
            descended |= steps.get(at) instanceof HeaderInParent;
            reached = follow(steps, at, reached);
        }
        if (!reached.id().equals(trusted)) {
            throw new Rejection(
                    ProofRules.TRUST,
                    "the proof ends at block " + reached.id() + " but the trusted block is " + trusted);
        }
        return fact;
    }

    /** From a proven header to one that holds it: in its history, in its index, or among its parents' headers. */
    private Reached follow(List<ProofStep> steps, int at, Reached before) {
        switch (steps.get(at)) {
            case BlockInHistory link -> {
                Reached later = header(steps, at + 1);
                requireChain(later.header(), before.header().chainId(), at + 1);
                requireAncestor(link, before, later.header(), at);
                return later;
            }
            case BlockInIndex link -> {
                Reached parent = header(steps, at + 1);
                requireIndexed(link.step(), before, parent.header(), at);
                return parent;
            }
            case HeaderInParent link -> {
                Reached child = header(steps, at + 1);
                requireNamed(before, child.header(), at);
                return child;
            }
            case TransactionInBlock other -> throw noLink(other, at);
            case ReceiptInBlock other -> throw noLink(other, at);
            case KeyInState other -> throw noLink(other, at);
            case HeaderOfBlock other -> throw noLink(other, at);
        }
    }

    private static Rejection noLink(ProofStep step, int at) {
        return new Rejection(
                ProofRules.ORDER,
                "step " + at + " is " + kind(step)
                        + " but after a header only block in history, block in index or header in parent may follow");
    }

    private void requireAncestor(BlockInHistory link, Reached earlier, Header later, int at) {
        ProvenFact.BlockIncluded linked = blockInHistory(link.step(), later);
        if (!linked.block().equals(earlier.id())) {
            throw new Rejection(
                    ProofRules.LINK,
                    "step " + at + " places block " + linked.block() + " in the history but the header before it is "
                            + earlier.id());
        }
        if (!linked.height().equals(earlier.header().height())) {
            throw new Rejection(
                    ProofRules.INDEX,
                    "step " + at + " places the block at height " + linked.height() + " but its header says "
                            + earlier.header().height());
        }
    }

    private void requireIndexed(ListStep step, Reached indexed, Header parent, int at) {
        Hash root = extension(
                parent, IndexLeaf.EXTENSION, value -> value.size() == Hash.SIZE ? Hash.of(value) : malformed());
        requireListRoot(step, Tag.LIST_INDEX, root, "index root");
        IndexLeaf leaf;
        try {
            leaf = IndexLeaf.CODEC.decode(step.leaf());
        } catch (CodecException malformed) {
            throw new Rejection(ProofRules.LEAF, "the leaf is not one of an index: " + malformed.getMessage());
        }
        IndexLeaf expected = IndexLeaf.of(indexed.header(), indexed.id());
        if (!leaf.equals(expected)) {
            throw new Rejection(
                    ProofRules.INDEXED,
                    "step " + at + " indexes " + leaf + " but the header before it gives " + expected);
        }
    }

    private static void requireNamed(Reached parent, Header child, int at) {
        ParentHeaders named = extension(child, ParentHeaders.EXTENSION, ParentHeaders.CODEC::decode);
        ParentHeaders.Entry expected = new ParentHeaders.Entry(
                parent.header().chainId(), parent.header().height(), parent.id());
        Optional<ParentHeaders.Entry> found = named.of(parent.header().chainId());
        if (!found.equals(Optional.of(expected))) {
            throw new Rejection(
                    ProofRules.PARENT,
                    "the header after step " + at + " names "
                            + found.map(entry -> "block " + entry.block() + " at height " + entry.height())
                                    .orElse("no block")
                            + " of chain " + expected.chainId() + " but the header before the step is block "
                            + expected.block() + " at height " + expected.height());
        }
    }

    private static <T> T extension(Header header, String id, Function<Bytes, T> read) {
        Optional<Bytes> value = header.extension(id);
        try {
            return read.apply(value.orElseThrow(() -> new CodecException("it is absent")));
        } catch (CodecException unreadable) {
            throw new Rejection(
                    ProofRules.NO_EXTENSION,
                    "the header at height " + header.height() + " has no readable extension " + id + ": "
                            + unreadable.getMessage());
        }
    }

    private static Hash malformed() {
        throw new CodecException("its value is not a hash of " + Hash.SIZE + " bytes");
    }

    private static void requireChain(Header header, ChainId expected, int at) {
        if (!header.chainId().equals(expected)) {
            throw new Rejection(
                    ProofRules.CHAIN,
                    "the header in step " + at + " belongs to chain " + header.chainId() + " but chain " + expected
                            + " is expected there");
        }
    }

    private static void requireSchemes(List<ProofStep> steps) {
        for (int at = 0; at < steps.size(); at++) {
            ProofStep step = steps.get(at);
            String expected = switch (step) {
                case TransactionInBlock transaction -> ProofStep.LIST_SCHEME;
                case ReceiptInBlock receipt -> ProofStep.LIST_SCHEME;
                case BlockInHistory block -> ProofStep.LIST_SCHEME;
                case KeyInState key -> ProofStep.STATE_SCHEME;
                case HeaderOfBlock header -> ProofStep.HEADER_SCHEME;
                case BlockInIndex index -> ProofStep.LIST_SCHEME;
                case HeaderInParent parent -> ProofStep.HEADER_SCHEME;
            };
            if (!step.scheme().equals(expected)) {
                throw new Rejection(
                        ProofRules.SCHEME,
                        "step " + at + " has scheme '" + step.scheme() + "' but " + kind(step) + " needs '" + expected
                                + "'");
            }
        }
    }

    private Reached header(List<ProofStep> steps, int at) {
        if (at >= steps.size()) {
            throw new Rejection(
                    ProofRules.TRUNCATED, "the proof has " + steps.size() + " steps and ends before a header");
        }
        if (!(steps.get(at) instanceof HeaderOfBlock step)) {
            throw new Rejection(
                    ProofRules.ORDER, "step " + at + " is " + kind(steps.get(at)) + " but must be a header");
        }
        Header header;
        try {
            header = Header.CODEC.decode(step.header());
        } catch (CodecException malformed) {
            throw new Rejection(
                    ProofRules.HEADER, "the header in step " + at + " is malformed: " + malformed.getMessage());
        }
        return new Reached(header, new BlockId(hash.hash(Tag.HEADER, step.header())));
    }

    private ProvenFact claim(ProofStep step, Header header) {
        return switch (step) {
            case TransactionInBlock transaction -> transactionInBlock(transaction.step(), header);
            case ReceiptInBlock receipt -> receiptInBlock(receipt.step(), header);
            case KeyInState key -> keyInState(key.step(), header);
            case BlockInHistory block -> blockInHistory(block.step(), header);
            case BlockInIndex link -> throw noClaim(link);
            case HeaderInParent link -> throw noClaim(link);
            case HeaderOfBlock unexpected -> throw new IllegalStateException("a header is not a claim: " + unexpected);
        };
    }

    private static Rejection noClaim(ProofStep step) {
        return new Rejection(ProofRules.ORDER, "step 0 is " + kind(step) + " but a link needs a header before it");
    }

    private ProvenFact transactionInBlock(ListStep step, Header header) {
        requireListRoot(step, Tag.LIST_BODY, header.bodyRoot(), "body root");
        Bytes leaf = step.leaf();
        if (!BodyRoot.isTransactionLeaf(leaf)) {
            throw new Rejection(
                    ProofRules.LEAF, "the leaf of " + leaf.size() + " bytes does not have the form of a transaction's");
        }
        return new ProvenFact.TransactionIncluded(
                new TransactionId(Hash.read(leaf.readOnlyArray(), 1)),
                Hash.read(leaf.readOnlyArray(), 1 + Hash.SIZE),
                header);
    }

    private ProvenFact receiptInBlock(ListStep step, Header header) {
        requireListRoot(step, Tag.LIST_RECEIPTS, header.receiptsRoot(), "receipts root");
        try {
            return new ProvenFact.ReceiptIncluded(
                    Receipt.CODEC.decode(step.leaf()), step.proof().index(), header);
        } catch (CodecException malformed) {
            throw new Rejection(ProofRules.LEAF, "the leaf is not a receipt: " + malformed.getMessage());
        }
    }

    private ProvenFact keyInState(StateStep step, Header header) {
        Hash keyHash = stateHasher.keyHash(step.contract(), step.key());
        boolean holds = step.value()
                .map(value -> step.proof()
                        .provesPresent(stateHasher, header.stateRoot(), keyHash, stateHasher.valueHash(value)))
                .orElseGet(() -> step.proof().provesAbsent(stateHasher, header.stateRoot(), keyHash));
        if (!holds) {
            throw new Rejection(
                    ProofRules.STATE_ROOT,
                    "the path of key " + keyHash + " does not prove "
                            + (step.value().isPresent() ? "its value" : "its absence") + " under state root "
                            + header.stateRoot());
        }
        return new ProvenFact.StateKnown(step.contract(), step.key(), step.value(), header);
    }

    private ProvenFact.BlockIncluded blockInHistory(ListStep step, Header header) {
        if (step.proof().count() != header.height().value()) {
            throw new Rejection(
                    ProofRules.COUNT,
                    "a history of " + step.proof().count() + " blocks does not stand in the header at height "
                            + header.height());
        }
        requireListRoot(step, Tag.LIST_HISTORY, header.historyRoot(), "history root");
        if (step.leaf().size() != Hash.SIZE) {
            throw new Rejection(ProofRules.LEAF, "the leaf of " + step.leaf().size() + " bytes is not a block id");
        }
        return new ProvenFact.BlockIncluded(
                new BlockId(Hash.of(step.leaf())), new Height(step.proof().index()));
    }

    private void requireListRoot(ListStep step, Tag list, Hash root, String name) {
        ListProof path = step.proof();
        if (!path.isInRange()) {
            throw new Rejection(
                    ProofRules.COUNT, "a list of " + path.count() + " elements has no position " + path.index());
        }
        int found = path.siblings().size();
        int needed = path.siblingsNeeded();
        if (found != needed) {
            throw new Rejection(
                    found < needed ? ProofRules.PATH_SHORT : ProofRules.PATH_LONG,
                    "the path to position " + path.index() + " of " + path.count() + " has " + found
                            + " siblings but must have " + needed);
        }
        Optional<Hash> reached = path.rootOf(hash, list, step.leaf());
        if (!reached.equals(Optional.of(root))) {
            throw new Rejection(ProofRules.LIST_ROOT, "the path does not lead to the header's " + name + " " + root);
        }
    }

    private static String kind(ProofStep step) {
        return switch (step) {
            case TransactionInBlock transaction -> "transaction in block";
            case ReceiptInBlock receipt -> "receipt in block";
            case KeyInState key -> "key in state";
            case BlockInHistory block -> "block in history";
            case HeaderOfBlock header -> "header";
            case BlockInIndex index -> "block in index";
            case HeaderInParent parent -> "header in parent";
        };
    }

    /** A header that everything before it leads to, and its id, hashed from the bytes as received. */
    private record Reached(Header header, BlockId id) {}

    /** Ends the check at the first rule that is broken; never leaves this class. */
    private static final class Rejection extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient ProofResult.Rejected result;

        private Rejection(RuleId rule, String reason) {
            super(reason, null, false, false);
            this.result = new ProofResult.Rejected(rule, reason);
        }
    }
}
