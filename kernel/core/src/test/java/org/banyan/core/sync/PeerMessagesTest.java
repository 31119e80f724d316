package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** The bytes of messages on the sync channel are fixed: nodes of different versions read each other. */
class PeerMessagesTest {
    private static final BlockId BLOCK = new BlockId(new Hash(1, 2, 3, 4));
    private static final String BLOCK_FIELD = "0a200000000000000001000000000000000200000000000000030000000000000004";

    private static void isWritten(SyncMessage message, String hex) throws CodecException {
        assertThat(SyncMessage.CODEC.encode(message).toHex()).isEqualTo(hex);
        assertThat(SyncMessage.CODEC.decode(Bytes.fromHex(hex))).isEqualTo(message);
    }

    @Test
    void requests_have_known_bytes() throws CodecException {
        isWritten(SyncMessage.of(new SyncMessage.WantHeaders(BLOCK, new Height(300))), "1225" + BLOCK_FIELD + "10ac02");
        isWritten(SyncMessage.of(new SyncMessage.WantBody(BLOCK, 0)), "2222" + BLOCK_FIELD);
        isWritten(
                SyncMessage.of(new BlockTransactions.Want(BLOCK, List.of(0L, 2L, 300L))),
                "3228" + BLOCK_FIELD + "12040002ac02");
    }

    @Test
    void answers_have_known_bytes() throws CodecException {
        isWritten(
                SyncMessage.of(new SyncMessage.BodyPart(BLOCK, true, 3, 0, Bytes.fromHex("010203"))),
                "2a2b" + BLOCK_FIELD + "100118032a03010203");
        isWritten(
                SyncMessage.of(new BlockTransactions(BLOCK, true, List.of(Bytes.fromHex("0102"), Bytes.fromHex("03")))),
                "3a2b" + BLOCK_FIELD + "10011a0201021a0103");
    }

    @Test
    void places_that_do_not_ascend_or_are_none_or_too_many_are_refused() {
        assertThatThrownBy(() -> SyncMessage.CODEC.decode(Bytes.fromHex("3226" + BLOCK_FIELD + "12020201")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> SyncMessage.CODEC.decode(Bytes.fromHex("3222" + BLOCK_FIELD)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("names none");
        BlockTransactions.Want many = new BlockTransactions.Want(
                BLOCK,
                LongStream.rangeClosed(0, BlockTransactions.PLACES_MAX).boxed().toList());
        assertThatThrownBy(() -> BlockTransactions.Want.CODEC.decode(BlockTransactions.Want.CODEC.encode(many)))
                .isInstanceOf(CodecException.class);
    }
}
