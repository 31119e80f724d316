package org.banyan.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.CountedList;
import org.junit.jupiter.api.Test;

/** The checkers' hash trees and the kernel's were written apart and have to say the same. */
class DigestTest {
    @Test
    void a_list_of_any_length_has_the_root_that_the_kernel_gives_it() {
        List<byte[]> leaves = new ArrayList<>();
        for (int count = 0; count <= 33; count++) {
            List<Bytes> same = leaves.stream().map(Bytes::copyOf).toList();
            assertThat(Digest.hex(Digest.list(Digest.LIST_RECEIPTS, leaves)))
                    .as("root of %d leaves", count)
                    .isEqualTo(CountedList.root(Sha256.INSTANCE, Tag.LIST_RECEIPTS, same)
                            .toHex());
            leaves.add(new byte[] {(byte) count, 7});
        }
    }

    @Test
    void a_message_is_read_field_by_field() {
        RawMessage message =
                new RawMessage(new byte[] {0x08, (byte) 0x96, 0x01, 0x12, 0x02, 0x08, 0x05, 0x12, 0x00, 0x18, 0x01});
        assertThat(message.number(1)).isEqualTo(150);
        assertThat(message.message(2).number(1)).isEqualTo(5);
        assertThat(message.all(2)).hasSize(2);
        assertThat(message.number(3)).isEqualTo(1);
        assertThat(message.bytes(9)).isEmpty();
    }
}
