package org.banyan.types.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.junit.jupiter.api.Test;

/** Rules LIST-1 to LIST-8 of docs/spi/encoding.md, against a recursive reading of RFC 6962. */
class CountedListTest {
    private static final HashFunction HASH = Sha256.INSTANCE;
    private static final int SIZE_MAX = 70;

    private static final RecursiveTree ORACLE = new RecursiveTree(HASH);

    /** Root of {@link #leaves} of each size. */
    private static final List<Hash> ROOTS = IntStream.rangeClosed(0, SIZE_MAX)
            .mapToObj(size -> ORACLE.listRoot(Tag.LIST_BODY, leaves(size)))
            .toList();

    @Test
    void list_1_roots_of_every_size_are_those_of_rfc_6962_behind_the_count() {
        for (int size = 0; size <= SIZE_MAX; size++) {
            assertThat(CountedList.root(HASH, Tag.LIST_BODY, leaves(size)))
                    .as("size %d", size)
                    .isEqualTo(ORACLE.listRoot(Tag.LIST_BODY, leaves(size)));
        }
    }

    @Test
    void list_6_every_element_of_every_size_is_proven_by_the_path_of_rfc_6962() {
        forEveryPosition((leaves, index) -> {
            ListProof proof = CountedList.prove(HASH, leaves, index);

            assertThat(proof.siblings()).isEqualTo(ORACLE.path(index, leaves));
            assertThat(proof.siblings()).hasSize(proof.siblingsNeeded());
            assertThat(proof.proves(HASH, Tag.LIST_BODY, root(leaves), leaves.get(index)))
                    .isTrue();
        });
    }

    @Test
    void list_2_the_same_leaves_under_another_tag_or_count_have_another_root() {
        List<Bytes> twice = List.of(Bytes.utf8("a"), Bytes.utf8("a"));

        assertThat(root(twice)).isNotEqualTo(CountedList.root(HASH, Tag.LIST_RECEIPTS, twice));
        assertThat(root(twice)).isNotEqualTo(root(List.of(Bytes.utf8("a"), Bytes.utf8("a"), Bytes.utf8("a"))));
        assertThat(root(List.of())).isNotEqualTo(root(List.of(Bytes.EMPTY)));
    }

    @Test
    void list_3_the_tree_of_no_leaves_has_its_own_tag() {
        byte[] input = new byte[40];
        HASH.hash(Tag.EMPTY_LIST, Bytes.EMPTY).write(input, 8);

        assertThat(root(List.of())).isEqualTo(HASH.hash(Tag.LIST_BODY, Bytes.wrap(input)));
    }

    @Test
    void list_4_a_lone_node_is_lifted_and_never_duplicated() {
        List<Bytes> three = leaves(3);
        List<Bytes> doubled = List.of(three.get(0), three.get(1), three.get(2), three.get(2));

        assertThat(ORACLE.root(three)).isNotEqualTo(ORACLE.root(doubled));
        assertThat(CountedList.prove(HASH, three, 2).siblings())
                .containsExactly(HASH.hash(
                        Tag.NODE, CountedList.leaf(HASH, three.get(0)), CountedList.leaf(HASH, three.get(1))));
    }

    @Test
    void list_5_an_inner_node_cannot_pass_as_a_leaf() {
        List<Bytes> four = leaves(4);
        Bytes pair = Bytes.concat(
                CountedList.leaf(HASH, four.get(0)).bytes(),
                CountedList.leaf(HASH, four.get(1)).bytes());
        Hash right = HASH.hash(Tag.NODE, CountedList.leaf(HASH, four.get(2)), CountedList.leaf(HASH, four.get(3)));

        assertThat(new ListProof(2, 0, List.of(right)).proves(HASH, Tag.LIST_BODY, root(four), pair))
                .isFalse();
        assertThat(new ListProof(4, 0, List.of(right)).proves(HASH, Tag.LIST_BODY, root(four), pair))
                .isFalse();
    }

    @Test
    void list_7_a_proof_with_any_other_count_or_index_proves_nothing() {
        forEveryPosition((leaves, index) -> {
            ListProof proof = CountedList.prove(HASH, leaves, index);
            for (int count = 0; count <= SIZE_MAX + 1; count++) {
                for (int other : new int[] {0, index - 1, index, index + 1, count - 1}) {
                    if (other >= 0 && (count != leaves.size() || other != index)) {
                        assertRefused(new ListProof(count, other, proof.siblings()), leaves, index);
                    }
                }
            }
        });
    }

    @Test
    void list_8_a_path_that_is_shorter_longer_changed_or_reordered_proves_nothing() {
        forEveryPosition((leaves, index) -> {
            ListProof proof = CountedList.prove(HASH, leaves, index);
            List<Hash> longer = new ArrayList<>(proof.siblings());
            longer.add(HASH.hash(Tag.EMPTY_LIST, Bytes.EMPTY));
            assertRefused(new ListProof(leaves.size(), index, longer), leaves, index);
            for (int i = 0; i < proof.siblings().size(); i++) {
                List<Hash> shorter = new ArrayList<>(proof.siblings());
                shorter.remove(i);
                assertRefused(new ListProof(leaves.size(), index, shorter), leaves, index);
                List<Hash> changed = new ArrayList<>(proof.siblings());
                changed.set(i, CountedList.leaf(HASH, Bytes.utf8("other")));
                assertRefused(new ListProof(leaves.size(), index, changed), leaves, index);
                List<Hash> swapped = new ArrayList<>(proof.siblings());
                Collections.swap(swapped, 0, i);
                if (i > 0) {
                    assertRefused(new ListProof(leaves.size(), index, swapped), leaves, index);
                }
            }
        });
    }

    @Test
    void a_proof_shows_its_own_leaf_and_root_only() {
        List<Bytes> leaves = leaves(5);
        ListProof proof = CountedList.prove(HASH, leaves, 2);

        assertThat(proof.proves(HASH, Tag.LIST_BODY, root(leaves), leaves.get(3)))
                .isFalse();
        assertThat(proof.proves(HASH, Tag.LIST_RECEIPTS, root(leaves), leaves.get(2)))
                .isFalse();
        assertThat(proof.proves(HASH, Tag.LIST_BODY, root(leaves(6)), leaves.get(2)))
                .isFalse();
    }

    @Test
    void positions_of_the_longest_list_have_a_path_of_63() {
        assertThat(new ListProof(Long.MAX_VALUE, 0, List.of()).siblingsNeeded()).isEqualTo(ListProof.SIBLINGS_MAX);
        assertThat(new ListProof(1L << 62, (1L << 62) - 1, List.of()).siblingsNeeded())
                .isEqualTo(62);
        assertThat(new ListProof((1L << 62) + 1, 1L << 62, List.of()).siblingsNeeded())
                .isEqualTo(1);
    }

    @Test
    void a_position_that_the_list_does_not_have_cannot_be_proven() {
        assertThatThrownBy(() -> CountedList.prove(HASH, leaves(3), 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> CountedList.prove(HASH, leaves(3), -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new ListProof(-1, 0, List.of())).hasMessageContaining("count of a list proof");
        assertThatThrownBy(() -> new ListProof(1, -1, List.of())).hasMessageContaining("index of a list proof");
        assertThatThrownBy(() -> new ListProof(1, 0, Collections.nCopies(64, new Hash(0, 0, 0, 0))))
                .hasMessageContaining("limit of 63");
    }

    private static void assertRefused(ListProof proof, List<Bytes> leaves, int index) {
        assertThat(proof.proves(HASH, Tag.LIST_BODY, ROOTS.get(leaves.size()), leaves.get(index)))
                .as("%s for position %d of %d", proof, index, leaves.size())
                .isFalse();
    }

    private static void forEveryPosition(BiConsumer<List<Bytes>, Integer> check) {
        for (int size = 1; size <= SIZE_MAX; size++) {
            List<Bytes> leaves = leaves(size);
            for (int index = 0; index < size; index++) {
                check.accept(leaves, index);
            }
        }
    }

    private static Hash root(List<Bytes> leaves) {
        return CountedList.root(HASH, Tag.LIST_BODY, leaves);
    }

    private static List<Bytes> leaves(int count) {
        List<Bytes> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Bytes.utf8("leaf " + i));
        }
        return leaves;
    }
}
