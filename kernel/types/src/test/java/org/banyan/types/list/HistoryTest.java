package org.banyan.types.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.junit.jupiter.api.Test;

/** Rules LIST-9 to LIST-11 of docs/spi/encoding.md. */
class HistoryTest {
    private static final HashFunction HASH = Sha256.INSTANCE;
    private static final int SIZE_MAX = 70;

    private final List<BlockId> blocks = new ArrayList<>();
    private final TreeMap<String, Hash> kept = new TreeMap<>();
    private HistoryAccumulator history = HistoryAccumulator.EMPTY;

    @Test
    void list_9_the_root_after_each_block_is_that_of_the_list_of_all_ids() {
        for (int size = 0; size <= SIZE_MAX; size++) {
            assertThat(history.count()).isEqualTo(size);
            assertThat(history.root(HASH)).isEqualTo(CountedList.root(HASH, Tag.LIST_HISTORY, leaves(size)));
            grow();
        }
    }

    @Test
    void list_11_every_block_of_every_earlier_size_is_proven_from_the_nodes() {
        for (int i = 0; i < SIZE_MAX; i++) {
            grow();
        }
        for (int count = 1; count <= SIZE_MAX; count++) {
            for (int index = 0; index < count; index++) {
                ListProof proof = HistoryProofs.prove(HASH, count, index, this::node);

                assertThat(proof).isEqualTo(CountedList.prove(HASH, leaves(count), index));
            }
        }
    }

    @Test
    void list_11_a_proof_reads_few_nodes() {
        for (int i = 0; i < 1 << 10; i++) {
            grow();
        }
        List<String> read = new ArrayList<>();
        for (int count : new int[] {1 << 10, (1 << 10) - 1, 513}) {
            read.clear();
            HistoryProofs.prove(HASH, count, 0, (level, index) -> {
                read.add(level + "/" + index);
                return node(level, index);
            });
            assertThat(read).as("nodes read for %d blocks", count).hasSizeLessThanOrEqualTo(20);
        }
    }

    @Test
    void list_10_each_perfect_subtree_is_reported_once_when_its_last_leaf_is_appended() {
        for (int i = 0; i < SIZE_MAX; i++) {
            grow();
        }
        int expected = 0;
        for (int level = 0; SIZE_MAX >>> level > 0; level++) {
            expected += SIZE_MAX >>> level;
        }
        assertThat(kept).hasSize(expected);
    }

    @Test
    void it_is_read_back_from_its_bytes() {
        for (int size = 0; size <= SIZE_MAX; size++) {
            Bytes bytes = HistoryAccumulator.CODEC.encode(history);
            assertThat(HistoryAccumulator.CODEC.decode(bytes)).isEqualTo(history);
            grow();
        }
    }

    @Test
    void a_number_of_peaks_that_the_count_does_not_have_is_refused() {
        assertThatThrownBy(() -> new HistoryAccumulator(3, List.of(new Hash(1, 1, 1, 1))))
                .hasMessageContaining("a history of 3 blocks has 2 peaks but got 1");
        assertThatThrownBy(() -> HistoryAccumulator.CODEC.decode(Bytes.fromHex("0803")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("2 peaks but got 0");
    }

    @Test
    void a_block_outside_the_history_cannot_be_proven() {
        grow();
        assertThatThrownBy(() -> HistoryProofs.prove(HASH, 1, 1, this::node))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> HistoryProofs.prove(HASH, 0, 0, this::node))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private void grow() {
        BlockId block = new BlockId(CountedList.leaf(HASH, Bytes.utf8("block " + blocks.size())));
        blocks.add(block);
        HistoryAccumulator.Appended appended = history.appended(HASH, block);
        for (HistoryNode node : appended.completed()) {
            assertThat(kept.put(node.level() + "/" + node.index(), node.hash())).isNull();
        }
        assertThat(history.append(HASH, block)).isEqualTo(appended.history());
        history = appended.history();
    }

    private Hash node(int level, long index) {
        return Optional.ofNullable(kept.get(level + "/" + index)).orElseThrow();
    }

    private List<Bytes> leaves(int count) {
        return blocks.subList(0, count).stream().map(BlockId::bytes).toList();
    }
}
