package org.banyan.types.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.fuzzing.InputChoices;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.generators.RandomValues;

/** Proofs of lists and of the history against the list itself: an honest proof checks, and whatever checks says what is so. Rules LIST-6 to LIST-11. */
class ListProofFuzzTest {
    private static final HashFunction HASH = Sha256.INSTANCE;
    private static final int ELEMENTS_MAX = 40;

    @FuzzTarget
    void list_proofs(byte[] input) {
        RandomValues values = new RandomValues(new InputChoices(input));
        List<Bytes> leaves = leaves(1 + values.upTo(ELEMENTS_MAX - 1));
        int index = values.upTo(leaves.size() - 1);
        Hash root = CountedList.root(HASH, Tag.LIST_BODY, leaves);
        checkBroken(values, leaves, root, Tag.LIST_BODY, index, CountedList.prove(HASH, leaves, index));
    }

    @FuzzTarget
    void history_proofs(byte[] input) {
        RandomValues values = new RandomValues(new InputChoices(input));
        int blocks = 1 + values.upTo(ELEMENTS_MAX - 1);
        List<Bytes> ids = new ArrayList<>();
        Hash[][] nodes = new Hash[7][ELEMENTS_MAX];
        HistoryAccumulator history = HistoryAccumulator.EMPTY;
        for (int height = 0; height < blocks; height++) {
            BlockId id = new BlockId(CountedList.leaf(HASH, Bytes.utf8("block " + height)));
            ids.add(id.bytes());
            HistoryAccumulator.Appended appended = history.appended(HASH, id);
            history = appended.history();
            appended.completed().forEach(node -> nodes[node.level()][(int) node.index()] = node.hash());
        }
        int index = values.upTo(blocks - 1);
        ListProof honest = HistoryProofs.prove(HASH, blocks, index, (level, at) -> nodes[level][(int) at]);

        assertThat(honest).isEqualTo(CountedList.prove(HASH, ids, index));
        checkBroken(values, ids, history.root(HASH), Tag.LIST_HISTORY, index, honest);
    }

    private static void checkBroken(
            RandomValues values, List<Bytes> leaves, Hash root, Tag list, int index, ListProof honest) {
        assertThat(honest.proves(HASH, list, root, leaves.get(index))).isTrue();

        long count = honest.count();
        long position = honest.index();
        List<Hash> siblings = new ArrayList<>(honest.siblings());
        Bytes leaf = leaves.get(index);
        int changes = 1 + values.upTo(2);
        for (int i = 0; i < changes; i++) {
            switch (values.upTo(8)) {
                case 0 -> count = values.uint63();
                case 1 -> count = Math.max(0, count + values.upTo(4) - 2);
                case 2 -> position = values.uint63();
                case 3 -> position = Math.max(0, position + values.upTo(4) - 2);
                case 4 -> position = position ^ (1L << values.upTo(5));
                case 5 -> leaf = leaves.get(values.upTo(leaves.size() - 1));
                case 6 -> leaf = inner(siblings, leaf);
                case 7 -> siblings.add(values.upTo(siblings.size()), values.hash());
                default -> breakSiblings(values, siblings);
            }
        }
        ListProof broken = new ListProof(count, position, siblings.subList(0, Math.min(siblings.size(), 63)));
        boolean so = count == leaves.size()
                && position < count
                && leaves.get((int) position).equals(leaf)
                && broken.siblings()
                        .equals(CountedList.prove(HASH, leaves, (int) position).siblings());

        assertThat(broken.proves(HASH, list, root, leaf))
                .as("%s for leaf %s", broken, leaf)
                .isEqualTo(so);
    }

    /** What an attacker passes off as a leaf: the two children of an inner node. */
    private static Bytes inner(List<Hash> siblings, Bytes leaf) {
        return siblings.isEmpty()
                ? leaf
                : Bytes.concat(
                        CountedList.leaf(HASH, leaf).bytes(),
                        siblings.getFirst().bytes());
    }

    private static void breakSiblings(RandomValues values, List<Hash> siblings) {
        if (siblings.isEmpty()) {
            return;
        }
        int at = values.upTo(siblings.size() - 1);
        switch (values.upTo(3)) {
            case 0 -> siblings.remove(at);
            case 1 -> siblings.add(at, siblings.get(at));
            case 2 -> siblings.set(at, values.hash());
            default -> siblings.set(at, siblings.get(values.upTo(siblings.size() - 1)));
        }
    }

    private static List<Bytes> leaves(int count) {
        List<Bytes> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Bytes.utf8("leaf " + i));
        }
        return leaves;
    }
}
