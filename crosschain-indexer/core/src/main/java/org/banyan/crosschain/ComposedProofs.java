package org.banyan.crosschain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.banyan.crosschain.ChainAccess.Followed;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.block.Header;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.list.CountedList;
import org.banyan.types.list.ListProof;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;

/** Leads a proof about one chain on to a block of another chain of the tree, edge by edge. Check the result with the one verifier. DESIGN.md 6. */
public final class ComposedProofs {
    private final HashFunction hash;
    private final List<ChainAccess> tree;

    /** @param tree chains that can be reached, in any order; all hash with {@code hash} */
    public ComposedProofs(HashFunction hash, List<ChainAccess> tree) {
        this.hash = hash;
        this.tree = List.copyOf(tree);
    }

    /** A proof that ends in a final block of the target chain, or why there is none. */
    public sealed interface Result {
        record Composed(Proof proof, BlockId trusted, Height height) implements Result {}

        /** No path of known chains leads there. */
        record Unconnected() implements Result {}

        /** A chain on the way has not brought in a late enough header yet, or keeps it no longer. */
        record NotFollowed(ChainId chain, ChainId follower, Height height) implements Result {}
    }

    /**
     * @param proof ends in the header of a final block of {@code source}
     * @param height of that block
     */
    public Result lead(Proof proof, ChainId source, Height height, ChainId target) {
        Optional<List<ChainAccess>> path = path(source, target);
        if (path.isEmpty()) {
            return new Result.Unconnected();
        }
        List<ProofStep> steps = new ArrayList<>(proof.steps());
        Height at = height;
        for (int i = 1; i < path.get().size(); i++) {
            ChainAccess from = path.get().get(i - 1);
            ChainAccess to = path.get().get(i);
            Optional<Followed> followed = to.followed(from.chainId(), at);
            if (followed.isEmpty()) {
                return new Result.NotFollowed(from.chainId(), to.chainId(), at);
            }
            hop(steps, from, at, to, followed.get());
            at = followed.get().at();
        }
        Header last = path.get().getLast().header(at);
        return new Result.Composed(new Proof(steps), last.id(hash), at);
    }

    private void hop(List<ProofStep> steps, ChainAccess from, Height at, ChainAccess to, Followed followed) {
        Header holder = to.header(followed.at());
        boolean toChild = to.parents().contains(from.chainId());
        Height reached = toChild ? named(holder, from.chainId()) : followed.height();
        if (reached.compareTo(at) > 0) {
            ListProof history = from.history(at, reached);
            BlockId id = from.header(at).id(hash);
            steps.add(new ProofStep.BlockInHistory(new ListStep(history, id.bytes())));
            steps.add(new ProofStep.HeaderOfBlock(from.header(reached)));
        }
        steps.add(toChild ? new ProofStep.HeaderInParent() : new ProofStep.BlockInIndex(indexStep(to, followed)));
        steps.add(new ProofStep.HeaderOfBlock(holder));
    }

    /** A block that brought in several headers of one parent names the newest alone. */
    private static Height named(Header holder, ChainId parent) {
        return holder.extension(ParentHeaders.EXTENSION)
                .map(ParentHeaders.CODEC::decode)
                .flatMap(headers -> headers.of(parent))
                .map(ParentHeaders.Entry::height)
                .orElseThrow(() -> new IllegalStateException("block " + holder.height() + " of chain "
                        + holder.chainId() + " is said to follow chain " + parent + " but names no header of it"));
    }

    private ListStep indexStep(ChainAccess parent, Followed followed) {
        List<IndexLeaf> leaves = IndexExtension.leaves(parent.inherents(followed.at()), hash);
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).block().equals(followed.block())) {
                var encoded = IndexLeaf.encoded(leaves);
                return new ListStep(CountedList.prove(hash, encoded, i), encoded.get(i));
            }
        }
        throw new IllegalStateException("block " + followed.at() + " of chain " + parent.chainId()
                + " is said to index block " + followed.block() + " but holds no such header");
    }

    /** A chain on the way, and whether the way has gone down to a child before. */
    private record Visit(ChainAccess chain, boolean down, List<ChainAccess> way) {
        private Visit {
            way = List.copyOf(way);
        }

        private Visit then(ChainAccess next, boolean nowDown) {
            List<ChainAccess> longer = new ArrayList<>(way);
            longer.add(next);
            return new Visit(next, nowDown, longer);
        }

        private String key() {
            return chain.chainId() + " " + down;
        }
    }

    /** The shortest way up and then down the tree, source and target included: a child proves nothing about its parents to others. */
    private Optional<List<ChainAccess>> path(ChainId source, ChainId target) {
        TreeSet<String> seen = new TreeSet<>();
        Deque<Visit> open = new ArrayDeque<>();
        find(source).ifPresent(start -> open.add(new Visit(start, false, List.of(start))));
        while (!open.isEmpty()) {
            Visit here = open.remove();
            if (here.chain().chainId().equals(target)) {
                return Optional.of(here.way());
            }
            if (seen.add(here.key())) {
                for (ChainAccess next : tree) {
                    if (next.parents().contains(here.chain().chainId())) {
                        open.add(here.then(next, true));
                    } else if (!here.down() && here.chain().parents().contains(next.chainId())) {
                        open.add(here.then(next, false));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ChainAccess> find(ChainId chain) {
        return tree.stream().filter(access -> access.chainId().equals(chain)).findFirst();
    }
}
