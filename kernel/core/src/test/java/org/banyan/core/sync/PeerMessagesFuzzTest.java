package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.core.peers.Greeting;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/** What peers say: one encoding per message, every other byte string refused with its place (NET-9). */
class PeerMessagesFuzzTest {
    @FuzzTarget
    void greetings(byte[] input) {
        checkOneEncoding(Greeting.CODEC, input);
    }

    @FuzzTarget
    void sync_messages(byte[] input) {
        checkOneEncoding(SyncMessage.CODEC, input);
    }

    @FuzzTarget
    void requests_for_transactions_of_a_block(byte[] input) {
        checkOneEncoding(BlockTransactions.Want.CODEC, input);
    }

    @FuzzTarget
    void transactions_of_a_block(byte[] input) {
        checkOneEncoding(BlockTransactions.CODEC, input);
    }

    @FuzzTarget
    void block_news(byte[] input) {
        checkOneEncoding(BlockNews.CODEC, input);
    }

    @FuzzTarget
    void transaction_news(byte[] input) {
        checkOneEncoding(TransactionNews.CODEC, input);
    }

    @FuzzTarget
    void consensus_news(byte[] input) {
        checkOneEncoding(ConsensusNews.CODEC, input);
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
