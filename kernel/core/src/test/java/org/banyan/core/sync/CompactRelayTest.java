package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** Of a new block, a peer asks for what it lacks. */
class CompactRelayTest {
    private static final NodeId NODE = FakeNetwork.node(1);
    private static final NodeId AUTHOR = FakeNetwork.node(2);
    private static final int BODY_PART = 5 << 3 | 2;
    private static final int TRANSACTIONS = 7 << 3 | 2;

    private final FakeNetwork network = new FakeNetwork();
    private final FakeChain node = new FakeChain().grow(5, 10);
    private final FakeChain author = new FakeChain().grow(5, 10);
    private final List<Bytes> transactions = new ArrayList<>();

    CompactRelayTest() {
        network.add(1, node).add(2, author);
        network.link(1, 2);
        network.ticks(2);
    }

    private static Bytes transaction(int number, int bytes) {
        byte[] filled = new byte[bytes];
        filled[0] = (byte) number;
        filled[1] = (byte) (number >> 8);
        return Bytes.wrap(filled);
    }

    /** A block of these many transactions, of which the node lacks the last ones. */
    private Block block(int count, int bytes, int lacking) {
        for (int i = 0; i < count; i++) {
            transactions.add(transaction(i, bytes));
            if (i < count - lacking) {
                network.event(NODE, new ChainEvent.Admitted(transactions.getLast()));
            }
        }
        network.settle();
        network.bytes.clear();
        return FakeChain.block(6, author.head(), transactions);
    }

    private void tell(Block block) {
        author.add(block);
        network.event(AUTHOR, new ChainEvent.Stored(author.head(), block, author.witness(author.head())));
        network.settle();
    }

    private long syncBytes() {
        return network.bytes.getOrDefault(ChainChannel.SYNC, 0L);
    }

    private RelayCounts relayed() {
        return network.machine(NODE).relayed();
    }

    @Test
    void only_the_transactions_that_are_missing_are_asked_for() {
        tell(block(100, 5_000, 2));
        assertThat(node.head()).isEqualTo(author.head());
        assertThat(relayed()).isEqualTo(new RelayCounts(0, 1, 0));
        assertThat(syncBytes())
                .as("two of a hundred transactions of 5,000 bytes")
                .isBetween(10_000L, 11_000L);
        assertThat(network.broken).isEmpty();
    }

    @Test
    void more_than_a_frame_holds_is_asked_for_in_turn() {
        tell(block(100, 5_000, 90));
        assertThat(node.head()).isEqualTo(author.head());
        assertThat(relayed()).isEqualTo(new RelayCounts(0, 1, 0));
        assertThat(syncBytes()).isBetween(450_000L, 470_000L);
    }

    @Test
    void who_has_none_of_the_transactions_fetches_the_body() {
        tell(block(10, 5_000, 10));
        assertThat(node.head()).isEqualTo(author.head());
        assertThat(relayed()).isEqualTo(new RelayCounts(0, 0, 1));
    }

    @Test
    void a_body_of_which_very_much_is_missing_is_fetched_in_parts() {
        tell(block(BlockTransactions.PLACES_MAX + 10, 100, BlockTransactions.PLACES_MAX + 1));
        assertThat(node.head()).isEqualTo(author.head());
        assertThat(relayed()).isEqualTo(new RelayCounts(0, 0, 1));
    }

    @Test
    void answers_that_bring_nothing_lead_to_the_body() {
        Block block = block(100, 5_000, 2);
        network.wire = (from, payload) -> payload.at(0) == TRANSACTIONS
                ? SyncMessage.CODEC.encode(
                        SyncMessage.of(new BlockTransactions(block.header().id(FakeChain.HASH), true, List.of())))
                : payload;
        tell(block);
        assertThat(node.head()).isEqualTo(author.head());
        assertThat(relayed()).isEqualTo(new RelayCounts(0, 0, 1));
        assertThat(network.broken).isEmpty();
    }

    @Test
    void transactions_that_are_others_than_those_named_are_refused() {
        Block block = block(100, 5_000, 2);
        network.wire = (from, payload) -> payload.at(0) == TRANSACTIONS
                ? SyncMessage.CODEC.encode(SyncMessage.of(
                        new BlockTransactions(block.header().id(FakeChain.HASH), true, List.of(transaction(7, 100)))))
                : payload;
        tell(block);
        assertThat(network.faults).containsExactly(AUTHOR + " " + PeerRule.BODY);
        assertThat(node.head()).isNotEqualTo(author.head());
    }

    @Test
    void short_ids_that_name_another_body_lead_to_the_body_that_the_header_commits_to() {
        Block block = block(100, 5_000, 2);
        network.wire = (from, payload) -> {
            try {
                BlockNews news = BlockNews.CODEC.decode(payload);
                List<Long> swapped = new ArrayList<>(news.shortIds());
                swapped.set(0, news.shortIds().get(1));
                return BlockNews.CODEC.encode(new BlockNews(news.sealed(), true, news.inherents(), swapped));
            } catch (CodecException another) {
                return payload;
            }
        };
        tell(block);
        assertThat(node.head()).isEqualTo(author.head());
        assertThat(network.broken).isEmpty();
    }

    @Test
    void another_peer_is_asked_for_the_body_and_not_for_places_that_the_first_made_up() {
        FakeChain third = new FakeChain().grow(5, 10);
        network.add(3, third);
        network.link(1, 3);
        network.ticks(2);
        Block block = block(100, 5_000, 2);
        network.withheld =
                (from, payload) -> from.equals(AUTHOR) && (payload.at(0) == TRANSACTIONS || payload.at(0) == BODY_PART);
        tell(block);
        third.add(block);
        network.event(FakeNetwork.node(3), new ChainEvent.Stored(third.head(), block, third.witness(third.head())));
        network.settle();
        network.ticks(BodyFetches.SWITCH_TICKS);
        assertThat(node.head()).isEqualTo(author.head());
        assertThat(relayed()).isEqualTo(new RelayCounts(0, 0, 1));
        assertThat(network.broken).isEmpty();
    }

    @Test
    void places_that_a_block_does_not_have_are_answered_with_nothing() {
        Serving serving = new Serving(author);
        BlockTransactions answer = serving.transactions(new BlockTransactions.Want(author.head(), List.of(0L, 1L)));
        assertThat(answer).isEqualTo(new BlockTransactions(author.head(), false, List.of()));
        assertThat(serving.transactions(new BlockTransactions.Want(author.head(), List.of(0L)))
                        .envelopes())
                .hasSize(1);
    }
}
