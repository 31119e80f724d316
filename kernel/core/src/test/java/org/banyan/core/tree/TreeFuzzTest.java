package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.tree.TreeModel.HASHER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.fuzzing.InputChoices;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.state.StateLeaf;
import org.banyan.types.state.StateProof;

/** The tree's records and proofs: only what the tree wrote is read, only what is so is proven. */
class TreeFuzzTest {
    private static final TreeRecords RECORDS = new TreeRecords(HASHER);
    private static final Leaf ONE = leaf(0x1111_0000_0000_0000L);
    private static final Leaf OTHER = leaf(0xf111_0000_0000_0000L);
    private static final Page PAGE = page();

    private static Leaf leaf(long key) {
        Hash keyHash = new Hash(key, 1, 2, 3);
        Hash valueHash = new Hash(4, 5, 6, 7);
        return new Leaf(keyHash, valueHash, HASHER.leaf(keyHash, valueHash));
    }

    private static Page page() {
        SlotChanges slots = new SlotChanges();
        slots.set(1, ONE);
        slots.set(15, OTHER);
        return new Page(Page.blank(HASHER), slots, HASHER);
    }

    /** One page is known; every other content under its hash is refused. */
    @FuzzTarget
    void pages(byte[] input) {
        Bytes bytes = Bytes.copyOf(input);
        try {
            RECORDS.decodePage(PageId.ofRoot(1), PAGE.hash(), bytes);
            assertThat(bytes).isEqualTo(TreeRecords.encode(PAGE));
        } catch (StoreCorruptException refusal) {
            assertThat(bytes).isNotEqualTo(TreeRecords.encode(PAGE));
        }
    }

    @FuzzTarget
    void roots(byte[] input) {
        Bytes bytes = Bytes.copyOf(input);
        try {
            assertThat(TreeRecords.encodeRoot(RECORDS.decodeRoot(1, bytes))).isEqualTo(bytes);
        } catch (StoreCorruptException refusal) {
            assertThat(refusal).hasMessageContaining("root of state version");
        }
    }

    @FuzzTarget
    void stale_lists(byte[] input) {
        try {
            assertThat(StaleRecords.decode(1, Bytes.copyOf(input))).allMatch(page -> page.level() <= 64);
        } catch (StoreCorruptException refusal) {
            assertThat(refusal).hasMessageContaining("stale since version");
        }
    }

    /** The input chooses a tree, a key and what is broken in the proof; the entries themselves are the judge. */
    @FuzzTarget
    void state_proofs(byte[] input) {
        InputChoices choices = new InputChoices(input);
        TreeMap<Hash, Hash> entries = new TreeMap<>();
        List<TreeChange> changes = new ArrayList<>();
        int size = choices.nextInt(12);
        for (int i = 0; i < size; i++) {
            entries.put(key(choices), new Hash(choices.nextInt(4), 0, 0, 1));
        }
        entries.forEach((key, value) -> changes.add(new TreeChange(key, Optional.of(value))));
        StateTree tree = StateTrees.open(MemoryKeyValueStore.empty(), TreeModel.PREFIX, HASHER, new TreeMemory(1, 16))
                .first(TreeModel.height(0), changes);
        Hash key = entries.isEmpty() || choices.nextInt(2) == 0
                ? key(choices)
                : List.copyOf(entries.keySet()).get(choices.nextInt(entries.size()));
        Optional<Hash> value = Optional.ofNullable(entries.get(key));
        StateProof honest = tree.prove(key);
        StateProof broken = broken(choices, honest, entries);
        boolean same = broken.equals(honest);

        assertThat(honest.provesAbsent(HASHER, tree.root(), key)).isEqualTo(value.isEmpty());
        assertThat(broken.provesAbsent(HASHER, tree.root(), key)).isEqualTo(same && value.isEmpty());
        for (int i = 0; i < 4; i++) {
            Hash claimed = new Hash(i, 0, 0, 1);
            boolean so = value.equals(Optional.of(claimed));
            assertThat(honest.provesPresent(HASHER, tree.root(), key, claimed)).isEqualTo(so);
            assertThat(broken.provesPresent(HASHER, tree.root(), key, claimed)).isEqualTo(same && so);
        }
    }

    /** Few bits vary, so that keys collide and share long prefixes. */
    private static Hash key(InputChoices choices) {
        return new Hash((long) choices.nextInt(16) << 58, 0, 0, choices.nextInt(4));
    }

    private static StateProof broken(InputChoices choices, StateProof proof, TreeMap<Hash, Hash> entries) {
        List<Hash> siblings = new ArrayList<>(proof.siblings());
        Optional<StateLeaf> other = proof.other();
        int at = choices.nextInt(siblings.size() + 1);
        switch (choices.nextInt(8)) {
            case 0 -> siblings.add(at, HASHER.empty());
            case 1 -> siblings.add(at, new Hash(choices.nextLong(), 0, 0, 0));
            case 2 -> other = Optional.empty();
            case 3 ->
                other = entries.isEmpty()
                        ? other
                        : Optional.of(new StateLeaf(
                                entries.firstKey(), entries.firstEntry().getValue()));
            case 4 -> other = other.map(leaf -> new StateLeaf(TreeModel.nextTo(leaf.keyHash(), 255), leaf.valueHash()));
            default -> {
                if (at < siblings.size()) {
                    if (choices.nextInt(2) == 0) {
                        siblings.remove(at);
                    } else {
                        siblings.set(at, siblings.get(choices.nextInt(siblings.size())));
                    }
                }
            }
        }
        return new StateProof(siblings.subList(0, Math.min(siblings.size(), StateProof.DEPTH_MAX)), other);
    }
}
