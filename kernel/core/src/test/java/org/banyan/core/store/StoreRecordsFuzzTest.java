package org.banyan.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.core.state.ChangeSet;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/** The records that a chain keeps for its blocks: one encoding per value, every other byte string refused. */
class StoreRecordsFuzzTest {
    @FuzzTarget
    void block_effects(byte[] input) {
        checkOneEncoding(BlockEffects.CODEC, input);
    }

    @FuzzTarget
    void receipt_lists(byte[] input) {
        checkOneEncoding(ReceiptList.CODEC, input);
    }

    @FuzzTarget
    void change_sets(byte[] input) {
        checkOneEncoding(ChangeSet.CODEC, input);
    }

    private static <T> void checkOneEncoding(Codec<T> codec, byte[] input) {
        Bytes bytes = Bytes.copyOf(input);
        try {
            assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
        } catch (CodecException refusal) {
            assertThat(refusal).hasMessageContaining("at byte");
        }
    }
}
